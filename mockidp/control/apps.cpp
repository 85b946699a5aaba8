#include <algorithm>
#include <nlohmann/json.hpp>

#include "mockidp/control/routes.h"
#include "mockidp/directory/app_registration.h"
#include "mockidp/protocol/uri.h"

namespace mockidp {

using protocol::Json;

namespace {

constexpr std::size_t kSecretBytes = 48;  // 64 characters, as Okta's since 2023

std::string application_type_of(std::string_view type) {
  return type == "spa" ? "browser" : std::string(type);
}

// The issuer that the guides use: the custom server named default, or the org's own where there is none.
const AuthorizationServer& usual_server(const Directory& directory) {
  const auto* server = directory.server("default");
  return server && server->active ? *server : directory.org_server();
}

std::string env_text(const AppIntegration& app, const Directory& directory) {
  std::string text = "OKTA_OAUTH2_ISSUER=" + usual_server(directory).issuer + "\n";
  text += "OKTA_OAUTH2_CLIENT_ID=" + app.client_id + "\n";
  if (!app.client_secrets.empty())
    text += "OKTA_OAUTH2_CLIENT_SECRET=" + app.client_secrets.front().reveal() + "\n";
  if (!app.redirect_uris.empty()) text += "OKTA_OAUTH2_REDIRECT_URI=" + app.redirect_uris.front() + "\n";
  if (!app.post_logout_redirect_uris.empty())
    text += "OKTA_OAUTH2_POST_LOGOUT_REDIRECT_URI=" + app.post_logout_redirect_uris.front() + "\n";
  return text;
}

Json describe_app(const AppIntegration& app, const Directory& directory) {
  Json json{{"id", app.id},
            {"label", app.label},
            {"active", app.active},
            {"application_type", to_string(app.application_type)},
            {"client_id", app.client_id}};
  if (!app.client_secrets.empty()) json["client_secret"] = app.client_secrets.front().reveal();
  json["token_endpoint_auth_method"] = protocol::to_string(app.token_endpoint_auth_method);
  json["pkce_required"] = app.pkce_required;
  json["dpop_bound_access_tokens"] = app.dpop_bound_access_tokens;
  Json grants = Json::array();
  for (const auto grant : app.grant_types) grants.push_back(protocol::to_string(grant));
  json["grant_types"] = std::move(grants);
  json["redirect_uris"] = app.redirect_uris;
  json["post_logout_redirect_uris"] = app.post_logout_redirect_uris;
  json["base_uris"] = app.base_uris;
  Json groups = Json::array();
  for (const auto& id : app.assignment.group_ids)
    if (const auto* group = directory.group(id)) groups.push_back(group->name);
  json["assigned_groups"] = std::move(groups);
  json["federation_broker_mode"] = app.assignment.federation_broker_mode;
  json["issuer"] = usual_server(directory).issuer;
  json["org_issuer"] = directory.org_server().issuer;
  json["env"] = env_text(app, directory);
  return json;
}

http::Response list_apps(ControlRequest& request) {
  const auto directory = request.org->directory();
  Json list = Json::array();
  for (const auto& app : directory->apps) list.push_back(describe_app(app, *directory));
  return control_json(200, Json{{"apps", std::move(list)}});
}

bool is_string_list(const Json& value) {
  return value.is_array() &&
         std::all_of(value.begin(), value.end(), [](const Json& item) { return item.is_string(); });
}

// "com.example.id" of "https://id.example.com:8443"; "" of an address, which makes no scheme (RFC 3986 3.1).
std::string reversed_host(std::string_view url) {
  const auto uri = protocol::parse_uri(url);
  if (!uri) return {};
  std::string reversed;
  std::string_view rest = uri->host;
  while (!rest.empty()) {
    const auto dot = rest.rfind('.');
    const auto label = dot == std::string_view::npos ? rest : rest.substr(dot + 1);
    reversed.append(reversed.empty() ? "" : ".").append(label);
    rest = dot == std::string_view::npos ? std::string_view() : rest.substr(0, dot);
  }
  const bool is_scheme = !reversed.empty() && ((reversed[0] >= 'a' && reversed[0] <= 'z') ||
                                               (reversed[0] >= 'A' && reversed[0] <= 'Z'));
  return is_scheme ? reversed : std::string();
}

// What Okta's CLI proposes where nothing is typed; of a single-page app nobody knows the port.
Json usual_redirect_uris(std::string_view type, std::string_view org_url) {
  if (type == "web") return Json::array({"http://localhost:8080/callback"});
  const auto scheme = type == "native" ? reversed_host(org_url) : std::string();
  return scheme.empty() ? Json() : Json::array({scheme + ":/callback"});
}

// `one_at_a_time`: it reads the document, adds to it and writes it back.
http::Response create_app(ControlRequest& request, std::mutex& one_at_a_time) {
  static const std::vector<std::string> kTypes{"web", "spa", "native", "service"};

  std::string type, label, client_id, client_secret;
  http::Response refusal;
  if (!read_member(request.body, "type", type, refusal) ||
      !read_member(request.body, "label", label, refusal) ||
      !read_member(request.body, "client_id", client_id, refusal) ||
      !read_member(request.body, "client_secret", client_secret, refusal))
    return refusal;
  if (std::find(kTypes.begin(), kTypes.end(), type) == kTypes.end())
    return control_error(400, "bad_type", "\"type\" is one of web, spa, native, service.");

  auto& random = request.org->random;
  if (client_id.empty()) client_id = derive_id("0oa", protocol::random_hex(random, 16));
  const bool confidential = type == "web" || type == "service";
  if (client_secret.empty() && confidential) client_secret = protocol::random_base64url(random, kSecretBytes);
  Json app{{"label", label.empty() ? "My " + type + " app" : label},
           {"application_type", application_type_of(type)},
           {"client_id", client_id}};
  if (!client_secret.empty()) app["client_secret"] = client_secret;
  for (const auto* key : {"redirect_uris", "post_logout_redirect_uris", "base_uris"})
    if (const auto* uris = protocol::json_member(request.body, key)) {
      if (!is_string_list(*uris))
        return control_error(400, "wrong_type", "\"" + std::string(key) + "\" has to be a list of strings.");
      app[key] = *uris;
    }
  if (const auto* bound = protocol::json_member(request.body, "dpop_bound_access_tokens")) {
    if (!bound->is_boolean())
      return control_error(400, "wrong_type", "\"dpop_bound_access_tokens\" has to be true or false.");
    app["dpop_bound_access_tokens"] = *bound;
  }
  if (!app.contains("redirect_uris"))
    if (auto usual = usual_redirect_uris(type, request.org->directory()->org.url); !usual.is_null())
      app["redirect_uris"] = std::move(usual);
  add_what_the_cli_adds(app);
  if (type != "service") app["assignment"] = {{"everyone", true}};

  const std::lock_guard lock(one_at_a_time);
  const auto document = request.host.document(request.org->name);
  const auto* present = protocol::json_member(document, "apps");
  Json apps = present && present->is_array() ? *present : Json::array();
  apps.push_back(std::move(app));
  const auto patched = request.host.patch(request.org->name, Json{{"apps", std::move(apps)}});
  if (!patched) return control_error(422, "bad_app", "The app was not created.", patched.error());

  const auto directory = request.org->directory();
  const auto* created = directory->app_by_client_id(client_id);
  return control_json(201, created ? describe_app(*created, *directory) : Json::object());
}

}  // namespace

void add_app_control(ControlRoutes& routes) {
  routes.add("GET", "/orgs/{org}/apps", {}, list_apps);
  routes.add("POST", "/orgs/{org}/apps",
             {"type", "label", "client_id", "client_secret", "redirect_uris", "post_logout_redirect_uris",
              "base_uris", "dpop_bound_access_tokens"},
             [creating = std::make_shared<std::mutex>()](ControlRequest& request) {
               return create_app(request, *creating);
             });
}

}  // namespace mockidp
