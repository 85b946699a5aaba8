#include "mockidp/control/control.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "mockidp/control/openapi_document.h"
#include "mockidp/control/routes.h"
#include "mockidp/protocol/oauth.h"

namespace mockidp {

using protocol::Json;

namespace {

constexpr std::string_view kBase = "/control/v1";

std::optional<http::Response> refuse_unknown_members(const Json& body, const std::vector<std::string>& keys) {
  if (keys.empty()) return std::nullopt;
  std::vector<DocumentProblem> problems;
  for (const auto& [key, value] : body.items())
    if (std::find(keys.begin(), keys.end(), key) == keys.end())
      problems.push_back({"/" + key, "unknown member; known: " + protocol::join_words(keys, ", ")});
  if (problems.empty()) return std::nullopt;
  return control_error(400, "unknown_member", "The body has members that this route does not know.",
                       problems);
}

http::Response answer(const http::Request& request, OrgHost& host, const std::vector<std::string>& keys,
                      const ControlHandler& handler) {
  Json body = Json::object();
  if (!request.body.empty()) {
    auto parsed = protocol::parse_json(request.body);
    if (!parsed) return control_error(400, "not_json", "The body is not JSON: " + parsed.error().message);
    if (!parsed->is_object()) return control_error(400, "not_an_object", "The body has to be a JSON object.");
    body = std::move(*parsed);
  }
  if (auto refusal = refuse_unknown_members(body, keys)) return std::move(*refusal);
  auto query = protocol::parse_form(request.query);
  if (!query) return control_error(400, "bad_query", query.error().message);

  std::shared_ptr<Org> org;
  if (const auto name = request.path_param("org"); !name.empty()) {
    org = host.find(name);
    if (!org) return control_error(404, "unknown_org", "There is no org of that name.");
  }
  ControlRequest control{request, host, std::move(org), std::move(*query), body};
  return handler(control);
}

bool wrong_kind(std::string_view key, const char* kind, http::Response& answer) {
  answer = control_error(400, "wrong_type", "\"" + std::string(key) + "\" has to be " + kind + ".");
  return false;
}

}  // namespace

void ControlRoutes::add(std::string_view method, std::string_view pattern, std::vector<std::string> keys,
                        ControlHandler handler) {
  router_.add(method, std::string(kBase) + std::string(pattern),
              [&host = host_, guard = guard_, keys = std::move(keys),
               handler = std::move(handler)](const http::Request& request) {
                if (auto refusal = guard.refuse(request)) return std::move(*refusal);
                return answer(request, host, keys, handler);
              });
}

bool read_member(const Json& body, std::string_view key, std::string& value, http::Response& answer) {
  const auto* member = protocol::json_member(body, key);
  if (!member || member->is_null()) return true;
  if (!member->is_string()) return wrong_kind(key, "a string", answer);
  value = member->get<std::string>();
  return true;
}

bool read_member(const Json& body, std::string_view key, std::int64_t& value, http::Response& answer) {
  const auto* member = protocol::json_member(body, key);
  if (!member || member->is_null()) return true;
  if (!member->is_number_integer()) return wrong_kind(key, "a whole number", answer);
  value = member->get<std::int64_t>();
  return true;
}

void add_control_routes(http::Router& router, OrgHost& host, const ControlGuard& guard) {
  ControlRoutes routes(router, host, guard);
  routes.add("GET", "/health", {}, [](ControlRequest&) { return control_json(200, Json{{"status", "ok"}}); });
  routes.add("GET", "/openapi", {},
             [](ControlRequest&) { return control_text(200, std::string(control_openapi_document())); });
  add_org_control(routes);
  add_clock_control(routes);
  add_journal_control(routes);
  add_fault_control(routes);
  add_app_control(routes);
  add_people_control(routes);
  add_life_cycle_control(routes);
  add_enrolment_control(routes);
  add_grant_control(routes);
  add_message_control(routes);
  add_key_control(routes);
  add_session_control(routes);
  add_token_control(routes);
  add_diagnosis_control(routes);
}

http::Response control_not_found(const std::vector<std::string>& allowed_methods) {
  if (allowed_methods.empty()) return control_error(404, "no_such_route", "There is nothing here.");
  auto response = control_error(405, "method_not_allowed", "Not by this method.");
  response.set("Allow", protocol::join_words(allowed_methods, ", "));
  return response;
}

}  // namespace mockidp
