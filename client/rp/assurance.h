#pragma once
// How sure an app is of who is there: what a page may ask for beyond a sign-in, and whether claims show it.

#include <optional>
#include <string>
#include <vector>

#include "mockidp/protocol/clock.h"
#include "mockidp/protocol/json.h"

namespace rp {

struct Assurance {
  std::vector<std::string> acr_values{};       // one of them was reached; none: any will do
  std::string amr{};                           // among the methods that were used: "mfa" (RFC 8176)
  std::optional<protocol::Seconds> max_age{};  // since the person proved who they are
};

bool reaches_acr(const protocol::Json& claims, const std::vector<std::string>& wanted);
bool names_method(const protocol::Json& claims, const std::string& method);
// By auth_time; false where it says nothing.
bool is_recent(const protocol::Json& claims, protocol::Seconds max_age, protocol::Seconds clock_skew,
               protocol::TimePoint now);

// All that is wanted. A session's ID token is asked as its sign-in was, with the same skew: what finish() has
// let through is enough here too.
bool is_assured(const protocol::Json& claims, const Assurance& wanted, protocol::Seconds clock_skew,
                protocol::TimePoint now);

}  // namespace rp
