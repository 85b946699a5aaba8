// Sessions without a form: for tests that are about what comes after the sign-in.

#include <nlohmann/json.hpp>

#include "mockidp/control/routes.h"
#include "mockidp/org/session_opening.h"
#include "mockidp/policy/applicable_policies.h"
#include "mockidp/policy/session_lifetime.h"
#include "mockidp/signin/standing.h"

namespace mockidp {

using protocol::Json;

namespace {

// As if the person had proved their password just now.
std::vector<VerifiedMethod> by_password(protocol::TimePoint now) { return {{"okta_password", "pwd", now}}; }

// The person of the body's login, who may have a session; or the refusal.
std::optional<Person> find_person_to_sign_in(ControlRequest& request, http::Response& refusal) {
  std::string login;
  if (!read_member(request.body, "login", login, refusal)) return std::nullopt;
  auto person = request.org->people.find_by_login(login);
  if (!person) {
    refusal = control_error(404, "unknown_person", "Nobody has that login.");
    return std::nullopt;
  }
  if (ends_sessions(person->value.status)) {
    refusal =
        control_error(409, "no_session_for_status",
                      "Who is " + std::string(to_string(person->value.status)) + " may have no session.");
    return std::nullopt;
  }
  return std::move(person->value);
}

http::Response open_session_for_person(ControlRequest& request) {
  http::Response refusal;
  const auto person = find_person_to_sign_in(request, refusal);
  if (!person) return refusal;
  const auto directory = request.org->directory();
  const auto now = request.org->clock.now();
  const SessionRule& rule = *applicable_session(*directory, &*person, {}).rule;
  const Session session = open_session(*request.org, rule, person->id, by_password(now), now);
  const bool https = directory->org.url.starts_with("https:");
  const Json cookie{
      {"name", "idx"},     {"value", session.token}, {"url", directory->org.url},          {"path", "/"},
      {"http_only", true}, {"secure", https},        {"same_site", https ? "None" : "Lax"}};
  return control_json(201, Json{{"id", session.id},
                                {"login", person->login},
                                {"expires_at", protocol::to_iso8601(end_of_session(rule, session))},
                                {"cookies", Json::array({cookie})},
                                {"cookie_header", "idx=" + session.token}});
}

http::Response issue_session_token_for_person(ControlRequest& request) {
  http::Response refusal;
  const auto person = find_person_to_sign_in(request, refusal);
  if (!person) return refusal;
  const auto now = request.org->clock.now();
  return control_json(
      201, Json{{"login", person->login},
                {"session_token", issue_session_token(*request.org, person->id, by_password(now), now)},
                {"expires_in", kSessionTokenLifetime.count()}});
}

}  // namespace

void add_session_control(ControlRoutes& routes) {
  routes.add("POST", "/orgs/{org}/sessions", {"login"}, open_session_for_person);
  routes.add("POST", "/orgs/{org}/session-tokens", {"login"}, issue_session_token_for_person);
}

}  // namespace mockidp
