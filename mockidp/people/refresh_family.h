#pragma once
// One sign-in's chain of refresh tokens. A token names its family and its generation, so that neither this
// record nor any log has to hold one. Plain values.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mockidp/protocol/clock.h"

namespace mockidp {

struct RefreshGeneration {
  std::uint32_t number = 0;
  std::uint32_t parent = 0;                    // the one it was issued for; its own number for the first
  std::optional<protocol::TimePoint> used_at;  // when a successor was first issued for it
};

// What is older than the last four counts as used long ago.
inline constexpr std::size_t kKeptGenerations = 4;

struct RefreshFamily {
  std::string grant_id;  // 16 raw bytes: the sign-in, and every token of it
  std::string server_id;
  std::string client_id;
  std::string person_id;
  std::vector<std::string> scopes;  // as granted at authorize; what a refresh narrows is its own answer only
  std::vector<std::string> amr;
  std::string acr;       // as the first tokens say; empty: they do not
  std::string dpop_jkt;  // thumbprint of the key that the first tokens are bound to; empty: to none
  protocol::TimePoint auth_time{};
  protocol::TimePoint idle_until{};                                 // dead from then on, unless used before
  protocol::TimePoint ends_at = protocol::TimePoint::max();         // dead from then on, used or not
  std::vector<RefreshGeneration> generations{RefreshGeneration{}};  // by number; never empty

  std::uint32_t newest() const { return generations.back().number; }
  protocol::TimePoint dead_from() const { return idle_until < ends_at ? idle_until : ends_at; }
};

}  // namespace mockidp
