#include "mockidp/endpoints/minting.h"

#include <nlohmann/json.hpp>

#include "mockidp/token/mint.h"

namespace mockidp {
namespace {

ClaimFacts claim_facts(const Minting& minting) {
  return {.directory = minting.exchange.dir(),
          .server = minting.server,
          .app = minting.app,
          .person = minting.granted.person ? &*minting.granted.person : nullptr,
          .scopes = minting.granted.scopes,
          .amr = minting.granted.amr,
          .channel = minting.channel};
}

}  // namespace

protocol::Result<std::string, Refusal> mint_access_token(const Minting& minting) {
  const auto& [exchange, server, app, granted, bends, channel] = minting;
  const auto custom = decide_custom_claims(claim_facts(minting), ClaimUse::access_token);
  if (!custom) return protocol::fail(custom.error());
  const AccessTokenFacts facts{.issuer = server.issuer,
                               .audience = server.audience,
                               .client_id = app.client_id,
                               .grant_id = granted.grant_id,
                               .scopes = granted.scopes,
                               .person = granted.person ? &*granted.person : nullptr,
                               .acr = granted.acr,
                               .auth_time = granted.auth_time,
                               .now = exchange.now,
                               .lifetime = granted.access_token_lifetime,
                               .custom = &*custom};
  return mint(exchange.org.keys(server.id), TokenKind::access_token,
              access_token_claims(facts, exchange.org.random), bends.faults, bends.facts);
}

protocol::Result<std::string, Refusal> mint_id_token(const Minting& minting, const Alongside& alongside,
                                                     IdTokenContents contents) {
  const auto& [exchange, server, app, granted, bends, channel] = minting;
  const auto custom = decide_custom_claims(
      claim_facts(minting),
      contents == IdTokenContents::fat ? ClaimUse::id_token_alone : ClaimUse::id_token_beside_access_token);
  if (!custom) return protocol::fail(custom.error());
  const IdTokenFacts facts{.person = *granted.person,
                           .issuer = server.issuer,
                           .client_id = app.client_id,
                           .org_id = exchange.dir().org.id,
                           .scopes = granted.scopes,
                           .amr = granted.amr,
                           .acr = granted.acr,
                           .nonce = granted.nonce,
                           .access_token = alongside.access_token,
                           .code = alongside.code,
                           .auth_time = granted.auth_time,
                           .now = exchange.now,
                           .contents = contents,
                           .custom = &*custom};
  return mint(exchange.org.keys(server.id), TokenKind::id_token, id_token_claims(facts, exchange.org.random),
              bends.faults, bends.facts);
}

}  // namespace mockidp
