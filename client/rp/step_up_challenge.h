#pragma once
// An API that wants a stronger or more recent sign-in says so in its refusal: RFC 9470.

#include <optional>
#include <string_view>

#include "client/rp/assurance.h"

namespace rp {

// What would be enough, of a WWW-Authenticate with error="insufficient_user_authentication"; nothing of any
// other, and of one that names neither acr_values nor a max_age between nothing and a year. An API that the
// app trusts wrote it; it goes into the next authorization request.
std::optional<Assurance> read_step_up_challenge(std::string_view www_authenticate);

}  // namespace rp
