// GET and DELETE /api/v1/sessions/me, POST /api/v1/sessions/me/lifecycle/refresh: the session of the cookie.
// POST /api/v1/sessions: the session of a session token.

#include <nlohmann/json.hpp>

#include "mockidp/endpoints/cors.h"
#include "mockidp/endpoints/error_response.h"
#include "mockidp/endpoints/session_by_token.h"
#include "mockidp/endpoints/sessions/sessions_routes.h"
#include "mockidp/endpoints/sign_in.h"
#include "mockidp/policy/session_lifetime.h"

namespace mockidp {
namespace {

using protocol::Json;

Json link(const std::string& href, Json methods) {
  return {{"href", href}, {"hints", {{"allow", std::move(methods)}}}};
}

Json time_or_null(protocol::TimePoint at) {
  return at == protocol::TimePoint{} ? Json() : Json(protocol::to_iso8601(at));
}

// Identity Engine leaves out the idp block of the classic one.
Json session_object(const Exchange& exchange, const Session& session, const Person& person) {
  protocol::TimePoint password_at{}, factor_at{};
  for (const VerifiedMethod& method : session.verified) {
    auto& latest = method.method == "pwd" ? password_at : factor_at;
    latest = std::max(latest, method.at);
  }
  const std::string self = exchange.dir().org.url + "/api/v1/sessions/me";
  Json user = link(exchange.dir().org.url + "/api/v1/users/me", {"GET"});
  user["name"] = person.display_name();
  return {{"id", session.id},
          {"userId", person.id},
          {"login", person.login},
          {"createdAt", protocol::to_iso8601(session.created_at)},
          {"expiresAt", protocol::to_iso8601(end_of_session(session_rule(exchange, &person), session))},
          {"status", "ACTIVE"},
          {"lastPasswordVerification", time_or_null(password_at)},
          {"lastFactorVerification", time_or_null(factor_at)},
          {"amr", amr_values(session.verified)},
          {"mfaActive", factor_at != protocol::TimePoint{}},
          {"_links",
           {{"self", link(self, {"GET", "DELETE"})},
            {"refresh", link(self + "/lifecycle/refresh", {"POST"})},
            {"user", std::move(user)}}}};
}

http::Response no_session(Exchange& exchange) {
  return api_error(exchange, 404, "E0000007", "Not found: Resource not found: me (Session)");
}

http::Response answer_with_session(Exchange& exchange, const Session& session) {
  const auto person = exchange.org.people.find(session.person_id);
  if (!person) return no_session(exchange);
  exchange.trace.person(person->value.login);
  return http::text_response(200, "application/json",
                             protocol::to_text(session_object(exchange, session, person->value)));
}

// Okta sets no cookie here: that is what /login/sessionCookieRedirect is for (docs/okta-behaviour.md,
// Sessions API).
http::Response create_session(Exchange& exchange) {
  const auto body = protocol::parse_json(exchange.request.body);
  if (!body || !body->is_object())
    return api_error(exchange, 400, "E0000003", "The request body was not well-formed.");
  const auto* token = protocol::json_string(*body, "sessionToken");
  if (token == nullptr || !open_session_by_token(exchange, *token))
    return api_error(exchange, 401, "E0000004", "Authentication failed");
  return answer_with_session(exchange, *exchange.opened_session);
}

http::Response show_session(Exchange& exchange) {
  const auto session = current_session(exchange);
  return session ? answer_with_session(exchange, *session) : no_session(exchange);
}

// RFC 7240: return=minimal wants no body.
http::Response refresh_session(Exchange& exchange) {
  auto session = current_session(exchange);
  if (!session) return no_session(exchange);
  exchange.org.sessions.touch(session->token, exchange.now);
  session->last_used_at = std::max(session->last_used_at, exchange.now);
  if (exchange.request.header("Prefer") != "return=minimal") return answer_with_session(exchange, *session);
  http::Response response;
  response.status = 204;
  response.add("Preference-Applied", "return=minimal");
  return response;
}

http::Response close_session(Exchange& exchange) {
  const auto session = current_session(exchange);
  if (!session) return no_session(exchange);
  exchange.org.sessions.end(session->token);
  exchange.trace.decided("session ended", "sessions API");
  http::Response response;
  response.status = 204;
  response.add("Set-Cookie", to_header(clear_session_cookie(exchange)));
  return response;
}

}  // namespace

void add_own_session_routes(http::Router& router, Org& org) {
  constexpr std::string_view kSessions = "/api/v1/sessions";
  constexpr std::string_view kMe = "/api/v1/sessions/me";
  constexpr std::string_view kRefresh = "/api/v1/sessions/me/lifecycle/refresh";
  constexpr std::string_view kName = "sessions.me";
  add_endpoint(router, org, "POST", kSessions, "sessions.create", for_trusted_origins(create_session));
  add_endpoint(router, org, "OPTIONS", kSessions, "sessions.create", trusted_preflight("POST"));
  add_endpoint(router, org, "GET", kMe, kName, for_trusted_origins(show_session));
  add_endpoint(router, org, "DELETE", kMe, kName, for_trusted_origins(close_session));
  add_endpoint(router, org, "OPTIONS", kMe, kName, trusted_preflight("GET, DELETE"));
  add_endpoint(router, org, "POST", kRefresh, kName, for_trusted_origins(refresh_session));
  add_endpoint(router, org, "OPTIONS", kRefresh, kName, trusted_preflight("POST"));
}

}  // namespace mockidp
