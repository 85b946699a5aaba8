#include <nlohmann/json.hpp>

#include "mockidp/token/bent/bent_claim.h"
#include "mockidp/token/bent/tables.h"
#include "mockidp/token/foreign_key.h"

namespace mockidp {
namespace {

void come_from(TokenDraft& draft, const std::string& issuer, const Key& key) {
  draft.claims["iss"] = issuer;
  draft.header["kid"] = key->kid();
  draft.sign = [key](std::string_view input) { return key->sign_rs256(input); };
}

void come_from_sibling(TokenDraft& draft, const FaultOrder&) {
  if (draft.facts.sibling_key) come_from(draft, draft.facts.sibling_issuer, draft.facts.sibling_key);
}

void come_from_another_org(TokenDraft& draft, const FaultOrder&) {
  come_from(draft, "https://somebody-else.example/oauth2/default", foreign_key());
}

}  // namespace

std::span<const TokenFault> tokens_of_others() {
  static constexpr TokenFault kTable[] = {
      {"access_token_of_another_server", Seam::token_header, TokenKind::access_token, come_from_sibling},
      {"access_token_of_another_org", Seam::token_header, TokenKind::access_token, come_from_another_org},
  };
  return kTable;
}

}  // namespace mockidp
