#include "mockidp/endpoints/oauth/standing.h"

#include "mockidp/endpoints/oauth/own_tokens.h"
#include "mockidp/endpoints/request_parameters.h"
#include "mockidp/policy/assignment.h"
#include "mockidp/policy/life_cycle.h"
#include "mockidp/token/claims.h"

namespace mockidp {
namespace {

using protocol::fail;

Refusal refuse_access_token(OktaError error, std::string reason) {
  return {.error = error, .decided_by = std::move(reason)};
}

}  // namespace

std::optional<std::string> decide_lost_basis(const Exchange& exchange, const GrantFacts& grant) {
  using enum GrantBasis::Kind;
  const auto lost = [&](const GrantBasis& basis) { return exchange.org.grants.lost_basis(grant.id, basis); };
  if (lost({org})) return "the org was reset since";
  if (lost({app, grant.app.client_id})) return "the app was inactive or gone since";
  if (lost({server, grant.server.id})) return "the authorization server was inactive or gone since";
  for (const std::string& name : grant.scopes)
    if (lost({scope, grant.server.id, name})) return "the scope " + name + " was deleted since";
  if (grant.person_id.empty()) return std::nullopt;
  if (lost({person, grant.person_id})) return "the person was deactivated or gone since";
  if (lost({assignment, grant.app.client_id, grant.person_id}))
    return "the person was unassigned from the app since";
  return std::nullopt;
}

protocol::Result<Person, Refusal> find_standing_person(const Exchange& exchange, const AppIntegration& app,
                                                       std::string_view person_id) {
  auto person = exchange.org.people.find(person_id);
  if (!person || !keeps_tokens(person->value.status))
    return fail(refuse_access_token(OktaError::access_token_invalid, "status of the person"));
  if (const auto refusal = decide_assignment(exchange.dir(), app, person->value))
    return fail(refuse_access_token(OktaError::access_token_invalid, refusal->decided_by));
  return std::move(person->value);
}

protocol::Result<std::optional<Person>, Refusal> decide_access_token(Exchange& exchange,
                                                                     const AuthorizationServer& server,
                                                                     const protocol::VerifiedJwt& token) {
  const std::string jti = claim_text(token, "jti");
  const std::string grant_id = grant_of_jti(jti);
  if (grant_id.empty())
    return fail(refuse_access_token(OktaError::access_token_invalid, "jti: not an access token"));
  trace_grant(exchange, grant_id);
  exchange.trace.client(claim_text(token, "cid"));
  if (exchange.now >= expiry_of(token)) return fail(refuse_access_token(OktaError::token_expired, "exp"));
  if (exchange.now < beginning_of(token))
    return fail(refuse_access_token(OktaError::access_token_invalid, "nbf"));
  for (const std::string& id : {grant_id, id_of_jti(jti)})
    if (auto reason = exchange.org.grants.revoked_because(id))
      return fail(refuse_access_token(OktaError::access_token_revoked, *std::move(reason)));
  const AppIntegration* app = exchange.dir().app_by_client_id(claim_text(token, "cid"));
  if (app == nullptr || !app->active)
    return fail(refuse_access_token(OktaError::access_token_invalid, "status of the app"));
  const std::string person_id = claim_text(token, "uid");
  if (auto reason = decide_lost_basis(exchange, {grant_id, server, *app, person_id, scopes_of(token)}))
    return fail(refuse_access_token(OktaError::access_token_invalid, *std::move(reason)));
  if (person_id.empty()) return std::optional<Person>();
  auto person = find_standing_person(exchange, *app, person_id);
  if (!person) return fail(person.error());
  return std::optional<Person>(*std::move(person));
}

}  // namespace mockidp
