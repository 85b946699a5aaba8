#include "mockidp/endpoints/oauth/token_response.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "mockidp/endpoints/oauth/token_bends.h"
#include "mockidp/token/claims.h"
#include "mockidp/token/mint.h"

namespace mockidp {
namespace {

std::string mint_access_token(Exchange& exchange, const AuthorizationServer& server,
                              const AppIntegration& app, const Granted& granted, const TokenBends& bends) {
  const AccessTokenFacts facts{.issuer = server.issuer,
                               .audience = server.audience,
                               .client_id = app.client_id,
                               .grant_id = granted.grant_id,
                               .scopes = granted.scopes,
                               .person = granted.person ? &*granted.person : nullptr,
                               .auth_time = granted.auth_time,
                               .now = exchange.now,
                               .lifetime = granted.access_token_lifetime};
  return mint(exchange.org.keys(server.id), TokenKind::access_token,
              access_token_claims(facts, exchange.org.random), bends.faults, bends.facts);
}

std::string mint_id_token(Exchange& exchange, const AuthorizationServer& server, const AppIntegration& app,
                          const Granted& granted, std::string_view access_token, const TokenBends& bends) {
  const IdTokenFacts facts{.person = *granted.person,
                           .issuer = server.issuer,
                           .client_id = app.client_id,
                           .org_id = exchange.dir().org.id,
                           .scopes = granted.scopes,
                           .amr = granted.amr,
                           .nonce = granted.nonce,
                           .access_token = access_token,
                           .auth_time = granted.auth_time,
                           .now = exchange.now,
                           .contents = IdTokenContents::thin};
  return mint(exchange.org.keys(server.id), TokenKind::id_token, id_token_claims(facts, exchange.org.random),
              bends.faults, bends.facts);
}

bool wants_id_token(const Granted& granted) {
  return granted.person &&
         std::find(granted.scopes.begin(), granted.scopes.end(), "openid") != granted.scopes.end();
}

}  // namespace

http::Response token_response(Exchange& exchange, const AuthorizationServer& server,
                              const AppIntegration& app, const Granted& granted) {
  if (granted.person) exchange.trace.person(granted.person->login);
  const TokenBends bends = active_token_bends(exchange, server, app, granted);
  const std::string access_token = mint_access_token(exchange, server, app, granted, bends);
  protocol::Json body = {{"token_type", "Bearer"},
                         {"expires_in", granted.access_token_lifetime.count()},
                         {"access_token", access_token},
                         {"scope", protocol::join_words(granted.scopes)}};
  if (wants_id_token(granted))
    body["id_token"] = mint_id_token(exchange, server, app, granted, access_token, bends);
  bend_token_body(body, bends.faults);
  for (const auto& [name, value] : body.items())
    exchange.trace.sent(name,
                        value.is_string() ? value.get_ref<const std::string&>() : protocol::to_text(value));
  return http::text_response(200, "application/json", protocol::to_text(body));
}

}  // namespace mockidp
