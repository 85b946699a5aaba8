#include "mockidp/endpoints/minting.h"

#include <nlohmann/json.hpp>

#include "mockidp/token/mint.h"

namespace mockidp {

std::string mint_access_token(const Minting& minting) {
  const auto& [exchange, server, app, granted, bends] = minting;
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

std::string mint_id_token(const Minting& minting, const Alongside& alongside, IdTokenContents contents) {
  const auto& [exchange, server, app, granted, bends] = minting;
  const IdTokenFacts facts{.person = *granted.person,
                           .issuer = server.issuer,
                           .client_id = app.client_id,
                           .org_id = exchange.dir().org.id,
                           .scopes = granted.scopes,
                           .amr = granted.amr,
                           .nonce = granted.nonce,
                           .access_token = alongside.access_token,
                           .code = alongside.code,
                           .auth_time = granted.auth_time,
                           .now = exchange.now,
                           .contents = contents};
  return mint(exchange.org.keys(server.id), TokenKind::id_token, id_token_claims(facts, exchange.org.random),
              bends.faults, bends.facts);
}

}  // namespace mockidp
