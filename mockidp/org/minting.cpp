#include "mockidp/org/minting.h"

#include <nlohmann/json.hpp>

namespace mockidp {
namespace {

ClaimFacts claim_facts(const Minting& minting) {
  return {.directory = minting.directory,
          .server = minting.server,
          .app = minting.app,
          .person = minting.granted.person ? &*minting.granted.person : nullptr,
          .scopes = minting.granted.scopes,
          .amr = minting.granted.amr,
          .channel = minting.channel};
}

}  // namespace

BendFacts facts_for_bends(Org& org, const Directory& directory, const AuthorizationServer& server,
                          const AppIntegration& app) {
  BendFacts facts;
  facts.client_id = app.client_id;
  if (!app.client_secrets.empty()) facts.client_secret = app.client_secrets.front().reveal();
  facts.find_person = [&people = org.people](std::string_view login) -> std::optional<Person> {
    auto found = people.find_by_login(login);
    if (!found) return std::nullopt;
    return std::move(found->value);
  };
  for (const AuthorizationServer& other : directory.authorization_servers) {
    if (other.id == server.id) continue;
    facts.sibling_issuer = other.issuer;
    facts.sibling_key = org.keys(other.id).current();
    break;
  }
  return facts;
}

protocol::Result<protocol::Json, Refusal> claims_of_access_token(const Minting& minting) {
  const Granted& granted = minting.granted;
  const auto custom = decide_custom_claims(claim_facts(minting), ClaimUse::access_token);
  if (!custom) return protocol::fail(custom.error());
  const AccessTokenFacts facts{.issuer = minting.server.issuer,
                               .audience = minting.server.audience,
                               .client_id = minting.app.client_id,
                               .grant_id = granted.grant_id,
                               .scopes = granted.scopes,
                               .amr = granted.person ? &granted.amr : nullptr,
                               .person = granted.person ? &*granted.person : nullptr,
                               .acr = granted.acr,
                               .dpop_jkt = granted.dpop_jkt,
                               .auth_time = granted.auth_time,
                               .now = minting.now,
                               .lifetime = granted.access_token_lifetime,
                               .custom = &*custom};
  return access_token_claims(facts, minting.org.random);
}

protocol::Result<std::string, Refusal> mint_access_token(const Minting& minting) {
  auto claims = claims_of_access_token(minting);
  if (!claims) return protocol::fail(claims.error());
  return sign_token(minting, TokenKind::access_token, *std::move(claims));
}

protocol::Result<protocol::Json, Refusal> claims_of_id_token(const Minting& minting,
                                                             const Alongside& alongside,
                                                             IdTokenContents contents) {
  const Granted& granted = minting.granted;
  const auto custom = decide_custom_claims(
      claim_facts(minting),
      contents == IdTokenContents::fat ? ClaimUse::id_token_alone : ClaimUse::id_token_beside_access_token);
  if (!custom) return protocol::fail(custom.error());
  const IdTokenFacts facts{.person = *granted.person,
                           .issuer = minting.server.issuer,
                           .client_id = minting.app.client_id,
                           .grant_id = granted.grant_id,
                           .org_id = minting.directory.org.id,
                           .scopes = granted.scopes,
                           .amr = granted.amr,
                           .acr = granted.acr,
                           .nonce = granted.nonce,
                           .access_token = alongside.access_token,
                           .code = alongside.code,
                           .auth_time = granted.auth_time,
                           .now = minting.now,
                           .contents = contents,
                           .custom = &*custom};
  return id_token_claims(facts, minting.org.random);
}

protocol::Result<std::string, Refusal> mint_id_token(const Minting& minting, const Alongside& alongside,
                                                     IdTokenContents contents) {
  auto claims = claims_of_id_token(minting, alongside, contents);
  if (!claims) return protocol::fail(claims.error());
  return sign_token(minting, TokenKind::id_token, *std::move(claims));
}

std::string sign_token(const Minting& minting, TokenKind kind, protocol::Json claims) {
  return mint(minting.org.keys(minting.server.id), kind, std::move(claims), minting.bends.faults,
              minting.bends.facts);
}

}  // namespace mockidp
