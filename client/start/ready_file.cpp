#include "client/start/ready_file.h"

#include <unistd.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "mockidp/protocol/json.h"
#include "mockidp/protocol/whole_file.h"

namespace start {
namespace {

using protocol::Json;

protocol::Result<Json, std::string> read_json(const std::string& file) {
  std::ifstream input(file);
  if (!input) return protocol::fail("cannot read " + file);
  std::ostringstream text;
  text << input.rdbuf();
  auto ready = protocol::parse_json(text.str());
  if (!ready) return protocol::fail(file + " is not JSON: " + ready.error().message);
  return std::move(*ready);
}

std::string text_of(const Json& object, const char* name) {
  const auto* text = protocol::json_string(object, name);
  return text ? *text : std::string();
}

protocol::Result<Provider, std::string> provider_in(const Json& ready, const std::string& file) {
  const auto* issuers = protocol::json_member(ready, "issuers");
  if (!issuers) return protocol::fail(file + " was not written by mockidp serve --ready-file");
  return Provider{text_of(*issuers, "default"), text_of(*issuers, "org")};
}

bool is_called(const Json& app, const std::string& name) {
  for (const char* key : {"application_type", "client_id", "label"})
    if (text_of(app, key) == name) return true;
  return false;
}

}  // namespace

protocol::Result<Provider, std::string> read_provider(const std::string& file) {
  const auto ready = read_json(file);
  if (!ready) return protocol::fail(ready.error());
  return provider_in(*ready, file);
}

protocol::Result<RegisteredApp, std::string> read_app(const std::string& file, const std::string& name) {
  const auto ready = read_json(file);
  if (!ready) return protocol::fail(ready.error());
  auto provider = provider_in(*ready, file);
  if (!provider) return protocol::fail(provider.error());
  const auto* apps = protocol::json_member(*ready, "apps");
  if (!apps || !apps->is_array())
    return protocol::fail(file + " was not written by mockidp serve --ready-file");
  for (const auto& app : *apps) {
    const std::string client_id = text_of(app, "client_id");
    if (client_id.empty() || !is_called(app, name)) continue;
    return RegisteredApp{std::move(*provider), client_id, text_of(app, "client_secret")};
  }
  return protocol::fail(file + " has no app \"" + name + "\"");
}

bool write_ready_file(const std::string& file, const std::string& base_url) {
  const auto text = protocol::to_pretty_text(Json{{"base_url", base_url}, {"pid", getpid()}}) + "\n";
  return protocol::write_whole_file(file, text, 0666) == 0;
}

}  // namespace start
