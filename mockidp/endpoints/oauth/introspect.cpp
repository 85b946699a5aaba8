// POST …/v1/introspect (RFC 7662; docs/okta-behaviour.md, Introspection and revocation).

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "mockidp/endpoints/addressed_server.h"
#include "mockidp/endpoints/cors.h"
#include "mockidp/endpoints/oauth/client_question.h"
#include "mockidp/endpoints/oauth/oauth_routes.h"
#include "mockidp/endpoints/oauth/own_tokens.h"
#include "mockidp/endpoints/oauth/refreshing.h"
#include "mockidp/endpoints/oauth/standing.h"
#include "mockidp/endpoints/request_parameters.h"
#include "mockidp/token/claims.h"

namespace mockidp {
namespace {

using protocol::Json;

// Why it is not active is the journal's to know.
Json inactive(Exchange& exchange, std::string_view why) {
  exchange.trace.decided("not active", why);
  return {{"active", false}};
}

Json inactive(Exchange& exchange, const Refusal& refusal) {
  return inactive(exchange, refusal.decided_by.empty() ? okta_error_row(refusal.error).description
                                                       : std::string_view(refusal.decided_by));
}

template <class Names>
bool is_among(const Names& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// What the answer itself says (RFC 7662 2.2). A claim that an administrator has named so must not take its
// place.
bool is_said_by_the_answer(std::string_view name) {
  return is_among(std::array{"active", "scope", "client_id", "username", "token_type"}, name);
}

// The claims that an access token always has are told by other names or not at all; acr, cnf (RFC 9449 6.2)
// and what an administrator has added are told as they are.
bool is_told_as_it_is(std::string_view name) {
  constexpr std::array kOwn{"ver", "jti", "iss", "aud",       "iat", "exp",
                            "cid", "uid", "scp", "auth_time", "sub"};
  return !is_among(kOwn, name) && !is_said_by_the_answer(name);
}

Json access_token_facts(Exchange& exchange, const ClientQuestion& question,
                        const protocol::VerifiedJwt& token) {
  const AppIntegration& app = question.client.app();
  if (claim_text(token, "cid") != app.client_id) return inactive(exchange, "it is another client's");
  const auto person = decide_access_token(exchange, question.server, token);
  if (!person) return inactive(exchange, person.error());
  const Json& claims = token.claims();
  Json facts = {{"active", true}, {"scope", protocol::join_words(scopes_of(token))}};
  if (*person) facts["username"] = (*person)->login;
  for (const char* name : {"exp", "iat", "sub", "aud", "iss", "jti"})
    if (const Json* value = protocol::json_member(claims, name)) facts[name] = *value;
  facts["token_type"] = dpop_key_of(token).empty() ? "Bearer" : "DPoP";
  facts["client_id"] = app.client_id;
  if (*person) facts["uid"] = (*person)->id;
  for (const auto& [name, value] : claims.items())
    if (is_told_as_it_is(name)) facts[name] = value;
  return facts;
}

Json id_token_facts(Exchange& exchange, const ClientQuestion& question, const protocol::VerifiedJwt& token) {
  const AppIntegration& app = question.client.app();
  if (claim_text(token, "aud") != app.client_id) return inactive(exchange, "it is another client's");
  if (exchange.now >= expiry_of(token)) return inactive(exchange, "exp");
  if (exchange.now < beginning_of(token)) return inactive(exchange, "nbf");
  const std::string grant_id = grant_of_id_token_jti(claim_text(token, "jti"));
  const std::string person_id = claim_text(token, "sub");
  if (const auto reason = decide_lost_basis(exchange, {grant_id, question.server, app, person_id, {}}))
    return inactive(exchange, *reason);
  const auto person = find_standing_person(exchange, app, person_id);
  if (!person) return inactive(exchange, person.error());
  Json facts = {{"active", true}};
  for (const auto& [name, value] : token.claims().items())
    if (!is_said_by_the_answer(name)) facts[name] = value;
  facts["username"] = person->login;
  facts["client_id"] = app.client_id;
  facts["token_type"] = "Bearer";
  return facts;
}

// Asking ends nothing: a token that would be reuse at the token endpoint is only told to be dead.
Json refresh_token_facts(Exchange& exchange, const ClientQuestion& question) {
  const AppIntegration& app = question.client.app();
  const auto presented = find_refresh_token(exchange, question.server, app, question.token);
  if (!presented) return inactive(exchange, presented.error());
  const auto decision = decide_refresh(exchange, app, *presented);
  if (const auto* end = std::get_if<EndFamily>(&decision)) return inactive(exchange, end->reason);
  if (const auto* refused = std::get_if<RefuseRefresh>(&decision)) return inactive(exchange, refused->reason);
  const RefreshFamily& family = presented->family.value;
  const auto person = find_standing_person(exchange, app, family.person_id);
  if (!person) return inactive(exchange, person.error());
  return {{"active", true},
          {"token_type", "Bearer"},
          {"scope", protocol::join_words(family.scopes)},
          {"client_id", app.client_id},
          {"username", person->login},
          {"exp", protocol::to_unix(family.dead_from())},
          {"sub", person->login}};
}

// Each kind of token has a form of its own, so that token_type_hint, which may be wrong, decides nothing.
Json facts_of(Exchange& exchange, OwnKeys& keys, const ClientQuestion& question) {
  const auto token = verify_own_token(exchange, keys, question.server, question.token);
  if (!token) return refresh_token_facts(exchange, question);
  if (!grant_of_jti(claim_text(*token, "jti")).empty()) return access_token_facts(exchange, question, *token);
  return id_token_facts(exchange, question, *token);
}

http::Response answer_introspection(Exchange& exchange, OwnKeys& keys) {
  const auto question = parse_client_question(exchange, "introspect");
  if (!question) return question.error();
  return http::text_response(200, "application/json", protocol::to_text(facts_of(exchange, keys, *question)));
}

}  // namespace

void add_introspect_routes(http::Router& router, Org& org) {
  const EndpointHandler introspect =
      readable_by_any_origin([keys = std::make_shared<OwnKeys>()](Exchange& exchange) {
        return answer_introspection(exchange, *keys);
      });
  add_server_endpoint(router, org, "POST", "introspect", introspect);
  add_server_endpoint(router, org, "OPTIONS", "introspect", preflight("POST"));
}

}  // namespace mockidp
