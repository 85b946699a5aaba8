#include "mockidp/token/bent/bent_claim.h"

#include <nlohmann/json.hpp>

namespace mockidp {

std::string claim_of(const TokenDraft& draft, std::string_view name) {
  const std::string* text = protocol::json_string(draft.claims, name);
  return text == nullptr ? std::string() : *text;
}

bool bend_claim_usually(TokenDraft& draft, const char* name, std::string_view variant) {
  if (variant == "missing")
    draft.claims.erase(name);
  else if (variant == "empty")
    draft.claims[name] = "";
  else if (variant == "null")
    draft.claims[name] = nullptr;
  else if (variant == "one_more_character")
    draft.claims[name] = claim_of(draft, name) + "x";
  else if (variant == "array")
    draft.claims[name] = protocol::Json::array({claim_of(draft, name)});
  else
    return false;
  return true;
}

}  // namespace mockidp
