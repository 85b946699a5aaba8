#include "client/api/ready_file.h"

#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "mockidp/protocol/json.h"

namespace api {

std::string read_provider_file(const std::string& file, Options& options) {
  std::ifstream input(file);
  if (!input) return "cannot read " + file;
  std::ostringstream text;
  text << input.rdbuf();
  const auto ready = protocol::parse_json(text.str());
  if (!ready) return file + " is not JSON: " + ready.error().message;
  const auto* issuers = protocol::json_member(*ready, "issuers");
  // Nobody but Okta can check a token of the org server, so only a custom one will do.
  const auto* issuer = issuers ? protocol::json_string(*issuers, "default") : nullptr;
  if (!issuer) return file + " names no custom authorization server \"default\"";
  options.issuer = *issuer;
  return {};
}

bool write_ready_file(const std::string& file, const std::string& base_url) {
  const auto beside = file + "." + std::to_string(getpid());
  {
    std::ofstream output(beside);
    output << protocol::to_pretty_text(protocol::Json{{"base_url", base_url}, {"pid", getpid()}}) << "\n";
    if (!output.flush()) return false;
  }
  return std::rename(beside.c_str(), file.c_str()) == 0;
}

}  // namespace api
