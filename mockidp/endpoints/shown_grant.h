#pragma once
// Which sign-in a refused request belongs to.

#include "mockidp/endpoints/exchange.h"

namespace mockidp {

// Unless the exchange has a sign-in already: names that of the code, refresh token or access token which its
// request shows. None of them is trusted or spent; the answer is for the journal alone.
void trace_shown_grant(Exchange& exchange);

}  // namespace mockidp
