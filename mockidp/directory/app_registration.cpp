#include "mockidp/directory/app_registration.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "mockidp/protocol/uri.h"

namespace mockidp {

using protocol::Json;

namespace {

// Each once, in their order.
std::vector<std::string> origins_of(const Json& uris) {
  std::vector<std::string> origins;
  for (const auto& uri : uris) {
    auto origin = uri.is_string() ? protocol::origin_of(uri.get_ref<const std::string&>()) : std::string();
    const bool is_web = origin.starts_with("http://") || origin.starts_with("https://");
    if (is_web && std::find(origins.begin(), origins.end(), origin) == origins.end())
      origins.push_back(std::move(origin));
  }
  return origins;
}

Json as_document_app(const AppRegistration& app) {
  Json entry{{"label", app.label.empty() ? "My " + app.type + " app" : app.label},
             {"application_type", app.type == "spa" ? "browser" : app.type},
             {"assignment", {{"everyone", true}}}};
  if (!app.client_id.empty()) entry["client_id"] = app.client_id;
  if (!app.client_secret.empty()) entry["client_secret"] = app.client_secret;
  if (!app.redirect_uris.empty()) entry["redirect_uris"] = app.redirect_uris;
  if (!app.post_logout_redirect_uris.empty())
    entry["post_logout_redirect_uris"] = app.post_logout_redirect_uris;
  add_what_the_cli_adds(entry);
  return entry;
}

}  // namespace

void add_what_the_cli_adds(Json& entry) {
  const auto* uris = protocol::json_member(entry, "redirect_uris");
  if (entry.value("application_type", "") != "browser" || uris == nullptr) return;
  const auto origins = origins_of(*uris);
  if (origins.empty()) return;
  if (!entry.contains("base_uris")) entry["base_uris"] = origins;
  if (entry.contains("post_logout_redirect_uris")) return;
  auto& roots = entry["post_logout_redirect_uris"] = Json::array();
  for (const auto& origin : origins) roots.push_back(origin + '/');
}

void add_apps(Json& document, const std::vector<AppRegistration>& apps) {
  if (apps.empty() || !document.is_object()) return;  // load_org() says what it has to be
  Json all = Json::array();
  for (const auto& app : apps) all.push_back(as_document_app(app));
  if (const auto* present = protocol::json_member(document, "apps"); present && present->is_array())
    for (const auto& entry : *present) all.push_back(entry);
  document["apps"] = std::move(all);
}

}  // namespace mockidp
