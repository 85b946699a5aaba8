#include <nlohmann/json.hpp>

#include "mockidp/protocol/oauth.h"
#include "mockidp/token/bent/bent_claim.h"
#include "mockidp/token/bent/tables.h"

namespace mockidp {
namespace {

using protocol::Json;

std::string scopes_as_text(const TokenDraft& draft) {
  std::vector<std::string> names;
  if (const Json* scopes = protocol::json_member(draft.claims, "scp"); scopes && scopes->is_array())
    for (const Json& scope : *scopes)
      if (const auto* name = scope.get_ptr<const std::string*>()) names.push_back(*name);
  return protocol::join_words(names);
}

void bend_scopes(TokenDraft& draft, const FaultOrder& order) {
  const std::string text = scopes_as_text(draft);
  if (order.variant == "missing" || order.variant == "scope_text") draft.claims.erase("scp");
  if (order.variant == "scope_text") draft.claims["scope"] = text;
  if (order.variant == "empty") draft.claims["scp"] = Json::array();
  if (order.variant == "other") draft.claims["scp"] = Json::array({"somebody.else"});
  if (order.variant == "text") draft.claims["scp"] = text;
  if (order.variant == "number") draft.claims["scp"] = 1;
}

}  // namespace

std::span<const TokenFault> bent_scopes() {
  static constexpr TokenFault kTable[] = {
      {"access_token_wrong_scopes", Seam::token_claims, TokenKind::access_token, bend_scopes},
  };
  return kTable;
}

}  // namespace mockidp
