#include <nlohmann/json.hpp>

#include "mockidp/token/bent/bent_claim.h"
#include "mockidp/token/bent/tables.h"
#include "mockidp/token/foreign_key.h"

namespace mockidp {
namespace {

using protocol::Json;

void sign_with_key(TokenDraft& draft, const Key& key) {
  draft.sign = [key](std::string_view input) { return key->sign_rs256(input); };
}

void sign_as_stranger(TokenDraft& draft, const FaultOrder&) { sign_with_key(draft, foreign_key()); }

void name_unknown_key(TokenDraft& draft, const FaultOrder&) {
  sign_with_key(draft, foreign_key());
  draft.header["kid"] = foreign_key()->kid();
}

void name_no_key(TokenDraft& draft, const FaultOrder&) { draft.header.erase("kid"); }

// CVE-2018-0114: the token itself says which key to believe.
void bring_key_along(TokenDraft& draft, const FaultOrder& order) {
  sign_with_key(draft, foreign_key());
  if (order.variant == "own_kid") draft.header["kid"] = foreign_key()->kid();
  Json jwk = protocol::to_jwk(*foreign_key());
  jwk["kid"] = draft.header["kid"];
  draft.header["jwk"] = std::move(jwk);
}

void name_url_of_key(TokenDraft& draft, const FaultOrder& order) {
  sign_with_key(draft, foreign_key());
  draft.header["kid"] = foreign_key()->kid();
  draft.header[order.variant] = order.url;
}

}  // namespace

std::span<const TokenFault> foreign_keys_instead() {
  static constexpr TokenFault kTable[] = {
      {"id_token_foreign_key", Seam::token_header, TokenKind::id_token, sign_as_stranger},
      {"id_token_unknown_kid", Seam::token_header, TokenKind::id_token, name_unknown_key},
      {"id_token_without_kid", Seam::token_header, TokenKind::id_token, name_no_key},
      {"id_token_embedded_key", Seam::token_header, TokenKind::id_token, bring_key_along},
      {"id_token_key_by_url", Seam::token_header, TokenKind::id_token, name_url_of_key},
      {"access_token_foreign_key", Seam::token_header, TokenKind::access_token, sign_as_stranger},
      {"access_token_unknown_kid", Seam::token_header, TokenKind::access_token, name_unknown_key},
      {"access_token_without_kid", Seam::token_header, TokenKind::access_token, name_no_key},
      {"access_token_embedded_key", Seam::token_header, TokenKind::access_token, bring_key_along},
      {"access_token_key_by_url", Seam::token_header, TokenKind::access_token, name_url_of_key},
  };
  return kTable;
}

}  // namespace mockidp
