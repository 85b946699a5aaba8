#pragma once
// Why a request may not pass, as RFC 6750 and RFC 9449 want it said.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mockidp/protocol/clock.h"

namespace rs {

struct Refusal {
  int status = 401;
  std::string error{};        // RFC 6750 3.1; empty when the request carried no token at all
  std::string description{};  // printable ASCII without quotes or backslashes; nothing of the token in it
  std::string rule{};         // the access token rule that was broken, if one was
  std::vector<std::string> scopes{};  // of insufficient_scope: what would have been enough
  // Of insufficient_user_authentication, likewise (RFC 9470 3):
  std::vector<std::string> acr_values{};
  std::optional<protocol::Seconds> max_age{};
  std::string_view scheme = "Bearer";  // which the next try has to use
};
inline constexpr std::string_view kDpopScheme = "DPoP";  // RFC 9449 7.1

// The value of WWW-Authenticate. Empty for a refusal that is not about the token: our keys are missing.
std::string challenge(const Refusal& refusal, std::string_view realm);

}  // namespace rs
