#include <nlohmann/json.hpp>

#include "mockidp/protocol/jws.h"
#include "mockidp/token/bent/bent_claim.h"
#include "mockidp/token/bent/tables.h"
#include "mockidp/token/claims.h"

namespace mockidp {
namespace {

using protocol::Json;

constexpr std::size_t kTooLong = 300;  // OpenID Connect Core 1.0, 2: at most 255

void bend_subject(TokenDraft& draft, const FaultOrder& order) {
  if (bend_claim_usually(draft, "sub", order.variant)) return;
  if (order.variant == "number") draft.claims["sub"] = 4711;
  if (order.variant == "too_long") draft.claims["sub"] = std::string(kTooLong, 's');
}

// Only claims that the token has anyway change: what it says of a person stays as much as it was.
void speak_of_another(TokenDraft& draft, const FaultOrder& order) {
  const auto person = draft.facts.find_person ? draft.facts.find_person(order.person) : std::nullopt;
  if (!person) return;
  const Json other = userinfo_claims(*person, {"openid", "profile", "email", "address", "phone"});
  for (const auto& [name, value] : other.items())
    if (draft.claims.contains(name)) draft.claims[name] = value;
}

void bend_nonce(TokenDraft& draft, const FaultOrder& order) {
  if (bend_claim_usually(draft, "nonce", order.variant)) return;
  draft.claims["nonce"] = "the-nonce-of-somebody-else";
}

void drop_nonce(TokenDraft& draft, const FaultOrder&) { draft.claims.erase("nonce"); }

void bend_at_hash(TokenDraft& draft, const FaultOrder& order) {
  if (bend_claim_usually(draft, "at_hash", order.variant)) return;
  draft.claims["at_hash"] = protocol::half_hash("the access token of somebody else");
}

}  // namespace

std::span<const TokenFault> bent_subjects_and_nonces() {
  static constexpr TokenFault kTable[] = {
      {"id_token_wrong_subject", Seam::token_claims, TokenKind::id_token, bend_subject},
      {"id_token_of_another_person", Seam::token_claims, TokenKind::id_token, speak_of_another},
      {"id_token_wrong_nonce", Seam::token_claims, TokenKind::id_token, bend_nonce},
      {"id_token_without_nonce", Seam::token_claims, TokenKind::id_token, drop_nonce},
      {"id_token_wrong_at_hash", Seam::token_claims, TokenKind::id_token, bend_at_hash},
  };
  return kTable;
}

}  // namespace mockidp
