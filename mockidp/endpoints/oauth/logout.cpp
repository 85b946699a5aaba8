// GET and POST …/v1/logout (OpenID Connect RP-Initiated Logout 1.0; docs/okta-behaviour.md, Sign-out).

#include <nlohmann/json.hpp>

#include "mockidp/endpoints/addressed_server.h"
#include "mockidp/endpoints/cors.h"
#include "mockidp/endpoints/error_response.h"
#include "mockidp/endpoints/oauth/oauth_routes.h"
#include "mockidp/endpoints/oauth/own_tokens.h"
#include "mockidp/endpoints/request_parameters.h"
#include "mockidp/endpoints/sign_in.h"
#include "mockidp/policy/redirect_uri.h"

namespace mockidp {
namespace {

struct IdTokenHint {
  const AppIntegration* app = nullptr;  // owned by the directory
  std::string person_id;
};

// Ours, of this authorization server, and an ID token; it may have expired.
protocol::Result<IdTokenHint, Refusal> parse_hint(Exchange& exchange, OwnKeys& keys,
                                                  const AuthorizationServer& server, std::string_view hint) {
  const auto refuse = [](std::string why) {
    return protocol::fail(Refusal{.error = OktaError::id_token_invalid, .decided_by = std::move(why)});
  };
  if (hint.empty()) return refuse("id_token_hint is required");
  const auto token = verify_own_token(exchange, keys, server, hint);
  if (!token)
    return refuse(token.error().kind == NotOurs::Kind::foreign ? "issuer of id_token_hint"
                                                               : "signature of id_token_hint");
  if (!claim_text(*token, "jti").starts_with("ID.")) return refuse("id_token_hint is not an ID token");
  const AppIntegration* app = exchange.dir().app_by_client_id(claim_text(*token, "aud"));
  if (app == nullptr) return refuse("the app of id_token_hint is gone");
  return IdTokenHint{app, claim_text(*token, "sub")};
}

// Where the browser goes on: to the client if it says so, otherwise to the org's sign-in page.
protocol::Result<std::string, Refusal> decide_way_on(const Exchange& exchange, const AppIntegration& app,
                                                     const protocol::Params& params) {
  if (!params.has("post_logout_redirect_uri")) return exchange.dir().org.url + "/login/login.htm";
  const std::string_view uri = params.get("post_logout_redirect_uri");
  if (auto refusal = decide_post_logout_redirect_uri(app, uri)) return protocol::fail(*std::move(refusal));
  if (params.get("state").empty()) return std::string(uri);
  return protocol::append_query(uri, {{"state", std::string(params.get("state"))}});
}

protocol::Result<protocol::Params, Refusal> parse_logout_parameters(Exchange& exchange) {
  const bool posted = exchange.request.method == "POST" && has_form_body(exchange.request);
  auto params = parse_parameters(exchange, posted ? exchange.request.body : exchange.request.query);
  if (!params) return params;
  if (auto repeated = refuse_repeated(*params)) return protocol::fail(*std::move(repeated));
  return params;
}

http::Response end_session(Exchange& exchange, const std::optional<Session>& session, std::string way_on) {
  http::Response response = http::redirect_response(302, std::move(way_on));
  response.set("Referrer-Policy", "no-referrer");
  response.add("Set-Cookie", http::to_header(clear_session_cookie(exchange)));
  if (session) {
    exchange.org.sessions.end(session->token);
    exchange.trace.decided("session ended", "sign-out by the client");
  }
  return response;
}

http::Response logout(Exchange& exchange, OwnKeys& keys) {
  const AuthorizationServer* server = addressed_server(exchange);
  if (server == nullptr) return unknown_server(exchange);
  trace_unreadable(exchange);
  const auto params = parse_logout_parameters(exchange);
  if (!params) return error_page(exchange, params.error());
  const auto hint = parse_hint(exchange, keys, *server, params->get("id_token_hint"));
  if (!hint) return error_page(exchange, hint.error());
  exchange.trace.client(hint->app->client_id);
  auto way_on = decide_way_on(exchange, *hint->app, *params);
  if (!way_on) return error_page(exchange, way_on.error());
  const std::optional<Session> session = current_session(exchange);
  if (session && session->person_id != hint->person_id)
    return error_page(exchange, Refusal{.error = OktaError::id_token_does_not_match_session});
  return end_session(exchange, session, *std::move(way_on));
}

}  // namespace

void add_logout_routes(http::Router& router, Org& org) {
  const EndpointHandler handler = [keys = std::make_shared<OwnKeys>()](Exchange& exchange) {
    return logout(exchange, *keys);
  };
  add_server_endpoint(router, org, "GET", "logout", handler);
  add_server_endpoint(router, org, "POST", "logout", handler);
}

}  // namespace mockidp
