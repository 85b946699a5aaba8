// POST …/v1/revoke (RFC 7009; docs/okta-behaviour.md, Introspection and revocation).

#include "mockidp/endpoints/addressed_server.h"
#include "mockidp/endpoints/cors.h"
#include "mockidp/endpoints/oauth/client_question.h"
#include "mockidp/endpoints/oauth/oauth_routes.h"
#include "mockidp/endpoints/oauth/own_tokens.h"
#include "mockidp/endpoints/oauth/refreshing.h"
#include "mockidp/endpoints/oauth/revocation.h"
#include "mockidp/endpoints/request_parameters.h"
#include "mockidp/token/claims.h"

namespace mockidp {
namespace {

constexpr std::string_view kByItsClient = "revoked by its client";

// That one alone: what else the sign-in gave out goes on. ID tokens cannot be revoked.
void revoke_access_token(Exchange& exchange, const AppIntegration& app, const protocol::VerifiedJwt& token) {
  const std::string id = id_of_jti(claim_text(token, "jti"));
  if (id.empty() || claim_text(token, "cid") != app.client_id) return;
  trace_grant(exchange, grant_of_jti(claim_text(token, "jti")));
  exchange.org.grants.revoke(id, kByItsClient, expiry_of(token));
  exchange.trace.decided("revoked", "the access token");
}

// Any generation names its family: whoever signs out with an old copy wants it gone too.
void revoke_refresh_token(Exchange& exchange, const ClientQuestion& question) {
  const auto presented = find_refresh_token(exchange, question.server, question.client.app(), question.token);
  if (!presented) return;
  revoke_grant(exchange, presented->family.value.grant_id, kByItsClient);
  exchange.trace.decided("revoked", "the refresh token and every access token of the sign-in");
}

// RFC 7009 2.2: 200 whatever the token is, so that nobody learns which ones exist.
http::Response answer_revocation(Exchange& exchange, OwnKeys& keys) {
  const auto question = parse_client_question(exchange, "revoke");
  if (!question) return question.error();
  const auto token = verify_own_token(exchange, keys, question->server, question->token);
  if (token)
    revoke_access_token(exchange, question->client.app(), *token);
  else
    revoke_refresh_token(exchange, *question);
  return {};
}

}  // namespace

void add_revoke_routes(http::Router& router, Org& org) {
  const EndpointHandler revoke =
      readable_by_any_origin([keys = std::make_shared<OwnKeys>()](Exchange& exchange) {
        return answer_revocation(exchange, *keys);
      });
  add_server_endpoint(router, org, "POST", "revoke", revoke);
  add_server_endpoint(router, org, "OPTIONS", "revoke", preflight("POST"));
}

}  // namespace mockidp
