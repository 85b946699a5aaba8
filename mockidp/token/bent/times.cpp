#include <nlohmann/json.hpp>

#include "mockidp/token/bent/bent_claim.h"
#include "mockidp/token/bent/tables.h"

namespace mockidp {
namespace {

std::int64_t issued_at(const TokenDraft& draft) {
  return protocol::json_integer(draft.claims, "iat").value_or(0);
}

void bend_time(TokenDraft& draft, const char* name, std::string_view variant) {
  if (bend_claim_usually(draft, name, variant)) return;
  if (variant == "text")
    draft.claims[name] = std::to_string(protocol::json_integer(draft.claims, name).value_or(0));
  if (variant == "negative") draft.claims[name] = -1;
  if (variant == "huge") draft.claims[name] = 1e300;
}

void bend_exp(TokenDraft& draft, const FaultOrder& order) { bend_time(draft, "exp", order.variant); }
void bend_iat(TokenDraft& draft, const FaultOrder& order) { bend_time(draft, "iat", order.variant); }

// iat stays: a client that only looks at the token's age would else refuse it for another reason.
void expire(TokenDraft& draft, const FaultOrder& order) {
  draft.claims["exp"] = issued_at(draft) - order.seconds;
}

void issue_later(TokenDraft& draft, const FaultOrder& order) {
  const std::int64_t later = issued_at(draft) + order.seconds;
  draft.claims["iat"] = later;
  draft.claims["exp"] = later + 3600;  // beyond it, or it would be expired as well
}

void issue_earlier(TokenDraft& draft, const FaultOrder& order) {
  draft.claims["iat"] = issued_at(draft) - order.seconds;
}

void live_shortly(TokenDraft& draft, const FaultOrder& order) {
  draft.claims["exp"] = issued_at(draft) + order.seconds;
}

void authenticate_earlier(TokenDraft& draft, const FaultOrder& order) {
  const auto signed_in = protocol::json_integer(draft.claims, "auth_time");
  if (signed_in) draft.claims["auth_time"] = *signed_in - order.seconds;
}

void begin_later(TokenDraft& draft, const FaultOrder& order) {
  draft.claims["nbf"] = issued_at(draft) + order.seconds;
}

}  // namespace

std::span<const TokenFault> bent_times() {
  static constexpr TokenFault kTable[] = {
      {"id_token_expired", Seam::token_claims, TokenKind::id_token, expire},
      {"id_token_bad_exp", Seam::token_claims, TokenKind::id_token, bend_exp},
      {"id_token_issued_in_future", Seam::token_claims, TokenKind::id_token, issue_later},
      {"id_token_issued_long_ago", Seam::token_claims, TokenKind::id_token, issue_earlier},
      {"id_token_bad_iat", Seam::token_claims, TokenKind::id_token, bend_iat},
      {"id_token_not_yet_valid", Seam::token_claims, TokenKind::id_token, begin_later},
      {"id_token_other_auth_time", Seam::token_claims, TokenKind::id_token, authenticate_earlier},
      {"access_token_short_lived", Seam::token_claims, TokenKind::access_token, live_shortly},
      {"access_token_expired", Seam::token_claims, TokenKind::access_token, expire},
      {"access_token_bad_exp", Seam::token_claims, TokenKind::access_token, bend_exp},
      {"access_token_not_yet_valid", Seam::token_claims, TokenKind::access_token, begin_later},
  };
  return kTable;
}

}  // namespace mockidp
