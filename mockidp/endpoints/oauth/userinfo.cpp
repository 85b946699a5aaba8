// GET and POST …/v1/userinfo (OpenID Connect Core 5.3, RFC 6750; docs/okta-behaviour.md, Userinfo).

#include <nlohmann/json.hpp>

#include "mockidp/endpoints/addressed_server.h"
#include "mockidp/endpoints/cors.h"
#include "mockidp/endpoints/error_response.h"
#include "mockidp/endpoints/oauth/oauth_routes.h"
#include "mockidp/endpoints/oauth/own_tokens.h"
#include "mockidp/endpoints/oauth/possession.h"
#include "mockidp/endpoints/oauth/standing.h"
#include "mockidp/endpoints/request_parameters.h"
#include "mockidp/policy/claims.h"
#include "mockidp/token/claims.h"

namespace mockidp {
namespace {

constexpr std::string_view kInsufficientScope =
    "The access token must provide access to at least one of these scopes - profile, email, address or phone";

bool presents_by_dpop(const http::Request& request) { return !authorization_of(request, "DPoP").empty(); }

// The error is in the header alone; the body stays empty.
http::Response refuse_access(Exchange& exchange, const Refusal& refusal) {
  trace_refusal(exchange, refusal);
  const protocol::OAuthError error = to_oauth_error(refusal);
  const std::string_view description = refusal.error == OktaError::insufficient_scope
                                           ? kInsufficientScope
                                           : std::string_view(error.description);
  http::Response response;
  response.status = json_status(refusal);
  const bool dpop = is_about_possession(refusal.error) || presents_by_dpop(exchange.request);
  std::string challenge = (dpop ? "DPoP error=\"" : "Bearer error=\"") +
                          std::string(protocol::to_string(error.code)) + "\", error_description=\"" +
                          std::string(description) + '"';
  if (dpop) challenge += ", algs=\"" + protocol::join_words(dpop_algorithms()) + '"';  // RFC 9449 7.1
  response.add("WWW-Authenticate", std::move(challenge));
  return response;
}

protocol::Result<std::string, Refusal> parse_posted_token(const http::Request& request) {
  if (request.method != "POST" || !has_form_body(request)) return std::string();
  const auto form = protocol::parse_form(request.body);
  if (!form)
    return protocol::fail(Refusal{.error = OktaError::invalid_request, .decided_by = form.error().message});
  if (auto repeated = refuse_repeated(*form)) return protocol::fail(*std::move(repeated));
  return std::string(form->get("access_token"));
}

struct PresentedToken {
  std::string text;
  TokenScheme scheme = TokenScheme::bearer;
};

// RFC 6750 2: in one place only, and never in the query.
protocol::Result<PresentedToken, Refusal> parse_access_token(const http::Request& request) {
  const auto refuse = [](OktaError error) { return protocol::fail(Refusal{.error = error}); };
  const auto query = protocol::parse_form(request.query);
  if (query && query->has("access_token")) return refuse(OktaError::access_token_in_query);
  const auto posted = parse_posted_token(request);
  if (!posted) return protocol::fail(posted.error());
  const TokenScheme scheme = presents_by_dpop(request) ? TokenScheme::dpop : TokenScheme::bearer;
  const std::string in_header(authorization_of(request, scheme == TokenScheme::dpop ? "DPoP" : "Bearer"));
  if (in_header.empty() && posted->empty()) return refuse(OktaError::access_token_missing);
  if (!in_header.empty() && !posted->empty()) return refuse(OktaError::access_token_duplicate);
  return PresentedToken{in_header.empty() ? *posted : in_header, scheme};
}

http::Response answer_userinfo(Exchange& exchange, OwnKeys& keys) {
  const AuthorizationServer* server = addressed_server(exchange);
  if (server == nullptr) return unknown_server(exchange);
  const auto presented = parse_access_token(exchange.request);
  if (!presented) return refuse_access(exchange, presented.error());
  exchange.trace.received("access_token", presented->text);
  const auto token = verify_own_token(exchange, keys, *server, presented->text);
  if (!token)
    return refuse_access(exchange, Refusal{.error = token.error().kind == NotOurs::Kind::foreign
                                                        ? OktaError::access_token_invalid_issuer
                                                        : OktaError::access_token_invalid});
  const auto person = decide_access_token(exchange, *server, *token);
  if (!person) return refuse_access(exchange, person.error());
  if (const auto refusal = decide_presentation(exchange, endpoint_url(exchange.dir(), *server, "userinfo"),
                                               presented->scheme, presented->text, dpop_key_of(*token)))
    return refuse_access(exchange, *refusal);
  const std::vector<std::string> scopes = scopes_of(*token);
  if (!*person || !has_word(scopes, "openid"))
    return refuse_access(exchange, Refusal{.error = OktaError::insufficient_scope, .decided_by = "scp"});
  exchange.trace.person((*person)->login);
  const std::vector<std::string> amr = amr_of_jti(claim_text(*token, "jti"));
  const AppIntegration& app = *exchange.dir().app_by_client_id(claim_text(*token, "cid"));
  const auto custom = decide_custom_claims({.directory = exchange.dir(),
                                            .server = *server,
                                            .app = app,
                                            .person = &**person,
                                            .scopes = scopes,
                                            .amr = amr},
                                           ClaimUse::userinfo);
  if (!custom) return refuse_access(exchange, custom.error());
  return http::text_response(200, "application/json",
                             protocol::to_text(userinfo_claims(**person, scopes, &*custom)));
}

}  // namespace

void add_userinfo_routes(http::Router& router, Org& org) {
  const EndpointHandler userinfo = readable_by_any_origin(
      [keys = std::make_shared<OwnKeys>()](Exchange& exchange) { return answer_userinfo(exchange, *keys); });
  add_server_endpoint(router, org, "GET", "userinfo", userinfo);
  add_server_endpoint(router, org, "POST", "userinfo", userinfo);
  add_server_endpoint(router, org, "OPTIONS", "userinfo", preflight("GET, POST"));
}

}  // namespace mockidp
