#pragma once
// What becomes of a refresh token that is presented (docs/okta-behaviour.md, Refresh tokens; RFC 9700
// 4.14.2). The client is known to be the family's own.

#include <cstdint>
#include <string_view>
#include <variant>

#include "mockidp/directory/app_integration.h"
#include "mockidp/people/refresh_family.h"

namespace mockidp {

// Both readings of Okta's documentation: what a client gets that shows a token again within the grace.
enum class RefreshReplay { same_successor, further_successor };

struct UseAgain {};      // a persistent token: the answer repeats it
struct IssueSuccessor {  // the next generation, for the one presented
  enum class Use { first, replay } use = Use::first;
};
struct RepeatSuccessor {  // a replay within the grace: the generation that was issued for it
  std::uint32_t generation = 0;
};
struct EndFamily {  // reuse: the family ends, and every access token since the sign-in
  std::string_view reason;
};
struct RefuseRefresh {
  std::string_view reason;
};
using RefreshDecision = std::variant<UseAgain, IssueSuccessor, RepeatSuccessor, EndFamily, RefuseRefresh>;

// Only the direct predecessor is forgiven: a token is not once one that was issued for it has been used
// itself. To forgive whatever is younger than the grace would keep a stolen ancestor alive.
RefreshDecision decide_refresh(const RefreshFamily& family, std::uint32_t presented,
                               const RefreshTokenSettings& settings, RefreshReplay replay,
                               protocol::TimePoint now);

// The family once a successor was issued for one of its generations. Its number is `newest()`.
RefreshFamily with_successor(RefreshFamily family, std::uint32_t parent, protocol::TimePoint now);

}  // namespace mockidp
