#pragma once
// What several bends say of one claim.

#include <string>
#include <string_view>

#include "mockidp/token/token_fault.h"

namespace mockidp {

inline constexpr std::string_view kSomebodyElse = "0oaSomebodyElse00001";

std::string claim_of(const TokenDraft& draft, std::string_view name);  // "" unless it is a string

// The variants that any claim can have; false if `variant` is none of them.
bool bend_claim_usually(TokenDraft& draft, const char* name, std::string_view variant);

}  // namespace mockidp
