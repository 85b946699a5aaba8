#include "mockidp/endpoints/oauth/refreshing.h"

#include "mockidp/endpoints/oauth/standing.h"
#include "mockidp/endpoints/request_parameters.h"
#include "mockidp/token/refresh_token.h"

namespace mockidp {
namespace {

Refusal refuse_refresh_token(std::string reason) {
  return {.error = OktaError::invalid_refresh_token, .decided_by = std::move(reason)};
}

}  // namespace

protocol::Result<PresentedRefreshToken, Refusal> find_refresh_token(Exchange& exchange,
                                                                    const AuthorizationServer& server,
                                                                    const AppIntegration& app,
                                                                    std::string_view presented) {
  const auto& org = exchange.org;
  const auto name = verify_refresh_token(exchange.org.refresh_families.token_key(org.random), presented);
  if (!name) return protocol::fail(refuse_refresh_token("not a refresh token of this org"));
  trace_grant(exchange, name->grant_id);
  auto family = org.refresh_families.find(name->grant_id);
  if (!family)
    return protocol::fail(
        refuse_refresh_token(org.grants.revoked_because(name->grant_id)
                                 .value_or("the refresh token has expired, or was forgotten")));
  if (family->value.client_id != app.client_id)
    return protocol::fail(refuse_refresh_token("the refresh token is another client's"));
  if (family->value.server_id != server.id)
    return protocol::fail(Refusal{.error = OktaError::mismatched_authorization_server});
  const RefreshFamily& grant = family->value;
  if (auto reason = decide_lost_basis(exchange, {grant.grant_id, server, app, grant.person_id, grant.scopes}))
    return protocol::fail(refuse_refresh_token(*std::move(reason)));
  return PresentedRefreshToken{*std::move(family), name->generation};
}

RefreshDecision decide_refresh(const Exchange& exchange, const AppIntegration& app,
                               const PresentedRefreshToken& presented) {
  const bool further = exchange.dir().org.switches.refresh_replay_issues_further_token;
  return decide_refresh(presented.family.value, presented.generation, app.refresh_token,
                        further ? RefreshReplay::further_successor : RefreshReplay::same_successor,
                        exchange.now);
}

std::string refresh_token_of(Exchange& exchange, const RefreshFamily& family, std::uint32_t generation) {
  return make_refresh_token(exchange.org.refresh_families.token_key(exchange.org.random),
                            {family.grant_id, generation});
}

}  // namespace mockidp
