#pragma once
// The tables of bent tokens, one file an idea.

#include <span>

#include "mockidp/token/token_fault.h"

namespace mockidp {

std::span<const TokenFault> bent_issuers_and_audiences();
std::span<const TokenFault> bent_times();
std::span<const TokenFault> bent_assurance();
std::span<const TokenFault> bent_subjects_and_nonces();
std::span<const TokenFault> bent_scopes();
std::span<const TokenFault> bent_signatures();
std::span<const TokenFault> hmac_instead();
std::span<const TokenFault> foreign_keys_instead();
std::span<const TokenFault> tokens_of_others();

}  // namespace mockidp
