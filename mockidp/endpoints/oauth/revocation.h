#pragma once
// How tokens end before their time.

#include <string_view>

#include "mockidp/endpoints/exchange.h"

namespace mockidp {

// Every token of one sign-in: its refresh tokens, and the access tokens that were issued since.
void revoke_grant(Exchange& exchange, std::string_view grant_id, std::string_view reason);

}  // namespace mockidp
