#include "client/webapp/ready_file.h"

#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "mockidp/protocol/json.h"

namespace webapp {

namespace {

bool is_called(const protocol::Json& app, const std::string& name) {
  for (const auto* key : {"application_type", "client_id", "label"})
    if (const auto* value = protocol::json_string(app, key); value && *value == name) return true;
  return false;
}

}  // namespace

std::string read_provider_file(const std::string& file, const std::string& app, Options& options) {
  std::ifstream input(file);
  if (!input) return "cannot read " + file;
  std::ostringstream text;
  text << input.rdbuf();
  const auto ready = protocol::parse_json(text.str());
  if (!ready) return file + " is not JSON: " + ready.error().message;
  const auto* issuers = protocol::json_member(*ready, "issuers");
  const auto* issuer = issuers ? protocol::json_string(*issuers, "default") : nullptr;
  if (issuers && !issuer) issuer = protocol::json_string(*issuers, "org");
  const auto* apps = protocol::json_member(*ready, "apps");
  if (!issuer || !apps || !apps->is_array()) return file + " was not written by mockidp serve --ready-file";
  for (const auto& entry : *apps) {
    const auto* client_id = protocol::json_string(entry, "client_id");
    if (!client_id || !is_called(entry, app)) continue;
    const auto* secret = protocol::json_string(entry, "client_secret");
    options.issuer = *issuer;
    options.client_id = *client_id;
    options.client_secret = secret ? *secret : "";
    return {};
  }
  return file + " has no app \"" + app + "\"";
}

bool write_ready_file(const std::string& file, const Options& options) {
  const auto beside = file + "." + std::to_string(getpid());
  {
    std::ofstream output(beside);
    output << protocol::to_pretty_text(protocol::Json{{"base_url", options.base_url}, {"pid", getpid()}})
           << "\n";
    if (!output.flush()) return false;
  }
  return std::rename(beside.c_str(), file.c_str()) == 0;
}

}  // namespace webapp
