// What people allowed apps: their consent, scope by scope.

#include <nlohmann/json.hpp>

#include "mockidp/control/routes.h"

namespace mockidp {

using protocol::Json;

namespace {

Json describe_grant(const ConsentGrant& grant) {
  return Json{{"id", grant.id},
              {"client_id", grant.client_id},
              {"authorization_server", grant.server_id},
              {"scope", grant.scope},
              {"created_at", protocol::to_iso8601(grant.granted_at)}};
}

// Those of one app, or all.
bool is_meant(const ConsentGrant& grant, std::string_view client_id) {
  return client_id.empty() || grant.client_id == client_id;
}

http::Response list_grants(ControlRequest& request) {
  if (auto refusal = refuse_other_parameters(request.query, {"client_id"})) return std::move(*refusal);
  const auto person = person_named(*request.org, request.http.path_param("login"));
  if (!person) return unknown_person();
  Json list = Json::array();
  for (const auto& grant : person->consents)
    if (is_meant(grant, request.query.get("client_id"))) list.push_back(describe_grant(grant));
  return control_json(200, Json{{"grants", std::move(list)}});
}

http::Response revoke_grants(ControlRequest& request) {
  if (auto refusal = refuse_other_parameters(request.query, {"client_id"})) return std::move(*refusal);
  const auto person = person_named(*request.org, request.http.path_param("login"));
  const std::string client_id(request.query.get("client_id"));
  const bool revoked = person && request.org->people.update(person->id, [&](Person& whose) {
    std::erase_if(whose.consents, [&](const ConsentGrant& grant) { return is_meant(grant, client_id); });
    return true;
  });
  return revoked ? control_empty() : unknown_person();
}

http::Response revoke_grant(ControlRequest& request) {
  if (auto refusal = refuse_other_parameters(request.query, {})) return std::move(*refusal);
  const auto person = person_named(*request.org, request.http.path_param("login"));
  const std::string id(request.http.path_param("grant"));
  bool found = false;
  const bool known = person && request.org->people.update(person->id, [&](Person& whose) {
    found = std::erase_if(whose.consents, [&](const ConsentGrant& grant) { return grant.id == id; }) > 0;
    return found;
  });
  if (!known) return unknown_person();
  return found ? control_empty() : control_error(404, "unknown_grant", "The person has no such grant.");
}

}  // namespace

void add_grant_control(ControlRoutes& routes) {
  routes.add("GET", "/orgs/{org}/people/{login}/grants", {}, list_grants);
  routes.add("DELETE", "/orgs/{org}/people/{login}/grants", {}, revoke_grants);
  routes.add("DELETE", "/orgs/{org}/people/{login}/grants/{grant}", {}, revoke_grant);
}

}  // namespace mockidp
