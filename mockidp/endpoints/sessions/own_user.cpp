// GET /api/v1/users/me: whom the cookie's session belongs to.

#include <nlohmann/json.hpp>

#include "mockidp/endpoints/cors.h"
#include "mockidp/endpoints/error_response.h"
#include "mockidp/endpoints/sessions/sessions_routes.h"
#include "mockidp/endpoints/sign_in.h"

namespace mockidp {
namespace {

using protocol::Json;

Json moment_or_null(protocol::TimePoint at) {
  return at == protocol::TimePoint{} ? Json() : Json(protocol::to_iso8601(at));
}

// The attributes that every Okta profile has are there even without a value.
Json profile_object(const Person& person) {
  Json profile = Json::object();
  for (const char* name : {"firstName", "lastName", "mobilePhone", "secondEmail"}) profile[name] = nullptr;
  for (const auto& [name, value] : person.profile) profile[name] = value;
  profile["login"] = person.login;
  return profile;
}

Json user_object(const Exchange& exchange, const Person& person, const Session& session) {
  const std::string self = exchange.dir().org.url + "/api/v1/users/" + person.id;
  return {{"id", person.id},
          {"status", to_string(person.status)},
          {"created", moment_or_null(person.created_at)},
          {"lastLogin", moment_or_null(session.auth_time())},
          {"lastUpdated", moment_or_null(person.updated_at)},
          {"passwordChanged", moment_or_null(person.password_changed_at)},
          {"profile", profile_object(person)},
          {"credentials", {{"provider", {{"type", "OKTA"}, {"name", "OKTA"}}}}},
          {"_links", {{"self", {{"href", self}}}}}};
}

http::Response show_own_user(Exchange& exchange) {
  const auto session = current_session(exchange);
  const auto person = session ? exchange.org.people.find(session->person_id) : std::nullopt;
  if (!person) return api_error(exchange, 403, "E0000005", "Invalid session");
  exchange.trace.person(person->value.login);
  return http::text_response(200, "application/json",
                             protocol::to_text(user_object(exchange, person->value, *session)));
}

}  // namespace

void add_own_user_routes(http::Router& router, Org& org) {
  constexpr std::string_view kMe = "/api/v1/users/me";
  constexpr std::string_view kName = "users.me";
  add_endpoint(router, org, "GET", kMe, kName, for_trusted_origins(show_own_user));
  add_endpoint(router, org, "OPTIONS", kMe, kName, trusted_preflight("GET"));
}

}  // namespace mockidp
