// POST …/v1/token (RFC 6749 3.2; docs/okta-behaviour.md, Token).

#include <nlohmann/json.hpp>

#include "mockidp/endpoints/addressed_server.h"
#include "mockidp/endpoints/client_authentication.h"
#include "mockidp/endpoints/cors.h"
#include "mockidp/endpoints/error_response.h"
#include "mockidp/endpoints/oauth/client_question.h"
#include "mockidp/endpoints/oauth/grants/grant.h"
#include "mockidp/endpoints/oauth/oauth_routes.h"
#include "mockidp/endpoints/oauth/possession.h"
#include "mockidp/endpoints/oauth/token_response.h"
#include "mockidp/endpoints/request_parameters.h"
#include "mockidp/protocol/nearest.h"

namespace mockidp {
namespace {

constexpr unsigned kMaxGrantTries = 64;

// Scripts may redeem codes only from a page that the app could have been called back at, and with PKCE
// (docs/okta-behaviour.md, Token).
std::optional<Refusal> decide_browser_request(const Exchange& exchange, const AppIntegration& app,
                                              const protocol::Params& params) {
  const std::string_view origin = foreign_origin(exchange);
  if (origin.empty()) return std::nullopt;
  if (!is_client_origin(app, origin))
    return Refusal{.error = OktaError::illegal_origin_browser_request,
                   .decided_by = "origins of the redirect URIs of app " + app.label + ", which do not have " +
                                 std::string(origin),
                   .closest = nearest_client_origin(app, origin)};
  if (params.get("grant_type") == protocol::to_string(protocol::GrantType::authorization_code) &&
      params.get("code_verifier").empty())
    return Refusal{.error = OktaError::unsupported_auth_method_browser_request};
  return std::nullopt;
}

std::vector<std::string> grant_types() {
  std::vector<std::string> names;
  for (const Grant* grant : grants()) names.emplace_back(protocol::to_string(grant->type()));
  return names;
}

std::string grant_types_of(const AppIntegration& app) {
  std::vector<std::string> names;
  for (const protocol::GrantType type : app.grant_types) names.emplace_back(protocol::to_string(type));
  return protocol::join_words(names, ", ");
}

protocol::Result<const Grant*, Refusal> decide_grant(const AppIntegration& app,
                                                     const protocol::Params& params) {
  const std::string_view wanted = params.get("grant_type");
  if (wanted.empty())
    return protocol::fail(Refusal{.error = OktaError::token_request_missing_grant_type,
                                  .arguments = {protocol::join_words(grant_types(), ", ")}});
  const auto refuse_to_app = [&app](std::string why) {
    return protocol::fail(Refusal{.error = OktaError::unauthorized_client,
                                  .arguments = {grant_types_of(app)},
                                  .decided_by = std::move(why)});
  };
  if (is_grant_of_okta(wanted))
    return refuse_to_app("mockidp has no grant " + std::string(wanted) + ", so no app has it");
  const Grant* grant = find_grant(wanted);
  if (grant == nullptr)
    return protocol::fail(Refusal{.error = OktaError::unsupported_grant_type,
                                  .arguments = {protocol::join_words(grant_types(), ", ")},
                                  .decided_by = "no such grant type",
                                  .closest = protocol::likely_meant(grant_types(), wanted)});
  if (!app.allows(grant->type())) return refuse_to_app("grant_types of app " + app.label);
  return grant;
}

// Whoever loses a race is judged again by what is left, and no more often than others can win it.
http::Response answer_grant(const TokenRequest& request, const Grant& grant) {
  Exchange& exchange = request.exchange;
  for (unsigned tries = 0; tries < kMaxGrantTries; ++tries) {
    auto redeemed = grant.redeem(request);
    if (!redeemed) return oauth_error_json(exchange, redeemed.error());
    redeemed->granted.dpop_jkt = request.dpop_jkt;
    const auto body = token_body(exchange, request.server, request.client.app(), *redeemed);
    if (!body) return oauth_error_json(exchange, body.error());
    const bool spends_nothing = redeemed->spends.expect.empty();
    if (spends_nothing || exchange.org.store.commit(redeemed->spends)) return token_response(exchange, *body);
  }
  throw StoreUnavailable("a grant changed under every one of many tries");
}

http::Response answer_client(Exchange& exchange, const AuthorizationServer& server,
                             const ClientCredentials& credentials, const protocol::Params& params) {
  if (const auto origin = foreign_origin(exchange); !origin.empty())
    exchange.trace.received("Origin", origin);
  const auto client =
      authenticate_client(exchange, credentials, endpoint_url(exchange.dir(), server, "token"));
  if (!client) return oauth_error_json(exchange, client.error());
  if (const auto refusal = decide_browser_request(exchange, client->app(), params))
    return oauth_error_json(exchange, *refusal);
  const auto grant = decide_grant(client->app(), params);
  if (!grant) return oauth_error_json(exchange, grant.error());
  const auto jkt = decide_token_binding(exchange, server, client->app());
  if (!jkt) return refuse_token_binding(exchange, jkt.error());
  return answer_grant({exchange, server, *client, params, *jkt}, **grant);
}

// A page of the client that the request names can read why it was refused, however early that was.
void allow_client_origin(const Exchange& exchange, http::Response& response) {
  const std::string_view origin = foreign_origin(exchange);
  if (origin.empty()) return;
  const AppIntegration* app = exchange.dir().app_by_client_id(named_client(exchange.request));
  if (app != nullptr && is_client_origin(*app, origin)) allow_origin(exchange, response);
}

http::Response answer_token_request(Exchange& exchange) {
  const AuthorizationServer* server = addressed_server(exchange);
  if (server == nullptr) return unknown_server(exchange);
  if (!has_form_body(exchange.request)) return refuse_media_type(exchange);
  const auto params = parse_client_parameters(exchange);
  if (!params) return oauth_error_json(exchange, params.error());
  const auto credentials = parse_client_credentials(exchange.request, *params);
  if (!credentials) return oauth_error_json(exchange, credentials.error());
  exchange.trace.client(credentials->client_id);
  return answer_client(exchange, *server, *credentials, *params);
}

http::Response token(Exchange& exchange) {
  http::Response response = answer_token_request(exchange);
  allow_client_origin(exchange, response);
  response.add("X-Robots-Tag", "noindex,nofollow");
  response.add("Vary", "Origin");
  return response;
}

}  // namespace

void add_token_routes(http::Router& router, Org& org) {
  add_server_endpoint(router, org, "POST", "token", token);
  add_server_endpoint(router, org, "OPTIONS", "token", preflight("POST"));
}

}  // namespace mockidp
