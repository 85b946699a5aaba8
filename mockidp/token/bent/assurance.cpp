#include <nlohmann/json.hpp>

#include "mockidp/token/bent/bent_claim.h"
#include "mockidp/token/bent/tables.h"

namespace mockidp {
namespace {

void bend_acr(TokenDraft& draft, const FaultOrder& order) {
  if (bend_claim_usually(draft, "acr", order.variant)) return;
  draft.claims["acr"] = "urn:okta:loa:1fa:any";
}

void bend_amr(TokenDraft& draft, const FaultOrder& order) {
  if (bend_claim_usually(draft, "amr", order.variant)) return;
  draft.claims["amr"] = protocol::Json::array({"pwd"});
}

}  // namespace

std::span<const TokenFault> bent_assurance() {
  static constexpr TokenFault kTable[] = {
      {"id_token_wrong_acr", Seam::token_claims, TokenKind::id_token, bend_acr},
      {"id_token_wrong_amr", Seam::token_claims, TokenKind::id_token, bend_amr},
  };
  return kTable;
}

}  // namespace mockidp
