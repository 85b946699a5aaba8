#include "mockidp/directory/app_registration.h"

#include <nlohmann/json.hpp>

#include "mockidp/protocol/uri.h"

namespace mockidp {

using protocol::Json;

namespace {

Json origins_of(const std::vector<std::string>& uris) {
  Json origins = Json::array();
  for (const auto& uri : uris)
    if (auto origin = protocol::origin_of(uri); !origin.empty()) origins.push_back(std::move(origin));
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
  if (app.type == "spa" && !app.redirect_uris.empty()) entry["base_uris"] = origins_of(app.redirect_uris);
  return entry;
}

}  // namespace

void add_apps(Json& document, const std::vector<AppRegistration>& apps) {
  if (apps.empty() || !document.is_object()) return;  // load_org() says what it has to be
  Json all = Json::array();
  for (const auto& app : apps) all.push_back(as_document_app(app));
  if (const auto* present = protocol::json_member(document, "apps"); present && present->is_array())
    for (const auto& entry : *present) all.push_back(entry);
  document["apps"] = std::move(all);
}

}  // namespace mockidp
