#include "mockidp/policy/refresh_rotation.h"

#include <algorithm>

namespace mockidp {
namespace {

using Generations = std::vector<RefreshGeneration>;

Generations::const_iterator find_generation(const Generations& all, std::uint32_t number) {
  return std::find_if(all.begin(), all.end(), [number](const auto& one) { return one.number == number; });
}

bool is_successor_of(const RefreshGeneration& one, std::uint32_t parent) {
  return one.parent == parent && one.number != parent;
}

bool successor_was_used(const Generations& all, std::uint32_t parent) {
  return std::any_of(all.begin(), all.end(), [parent](const auto& one) {
    return is_successor_of(one, parent) && one.used_at.has_value();
  });
}

const RefreshGeneration* newest_successor(const Generations& all, std::uint32_t parent) {
  const auto found = std::find_if(all.rbegin(), all.rend(),
                                  [parent](const auto& one) { return is_successor_of(one, parent); });
  return found == all.rend() ? nullptr : &*found;
}

// A further successor would push an older generation out, which a parallel tab may hold: then, and in the
// first reading, the newest one is repeated.
RefreshDecision answer_to_replay(const RefreshFamily& family, std::uint32_t presented, RefreshReplay replay) {
  const bool room = family.generations.size() < kKeptGenerations;
  if (replay == RefreshReplay::further_successor && room) return IssueSuccessor{IssueSuccessor::Use::replay};
  if (const auto* successor = newest_successor(family.generations, presented))
    return RepeatSuccessor{successor->number};
  return EndFamily{"reuse of a refresh token whose successor is no longer known"};
}

// Of five: the one that was used longest ago. There is always one, as each successor has a parent.
Generations::iterator least_missed(Generations& all) {
  return std::min_element(all.begin(), all.end(), [](const auto& a, const auto& b) {
    return a.used_at.value_or(protocol::TimePoint::max()) < b.used_at.value_or(protocol::TimePoint::max());
  });
}

}  // namespace

RefreshDecision decide_refresh(const RefreshFamily& family, std::uint32_t presented,
                               const RefreshTokenSettings& settings, RefreshReplay replay,
                               protocol::TimePoint now) {
  if (now >= family.ends_at) return RefuseRefresh{"the refresh token's lifetime is over"};
  if (now >= family.idle_until) return RefuseRefresh{"the refresh token was not used for too long"};
  if (presented > family.newest()) return RefuseRefresh{"a generation that was never issued"};

  const auto known = find_generation(family.generations, presented);
  if (known == family.generations.end()) return EndFamily{"reuse of an old refresh token"};
  if (!known->used_at) {
    if (settings.rotation_type == RefreshRotation::STATIC) return UseAgain{};
    return IssueSuccessor{};
  }
  if (*known->used_at <= now - settings.leeway) return EndFamily{"reuse of a refresh token after the grace"};
  if (successor_was_used(family.generations, presented))
    return EndFamily{"reuse of a refresh token whose successor was used"};
  return answer_to_replay(family, presented, replay);
}

RefreshFamily with_successor(RefreshFamily family, std::uint32_t parent, protocol::TimePoint now) {
  auto& all = family.generations;
  for (auto& one : all)
    if (one.number == parent && !one.used_at) one.used_at = now;
  all.push_back({.number = family.newest() + 1, .parent = parent, .used_at = std::nullopt});
  if (all.size() > kKeptGenerations) all.erase(least_missed(all));
  return family;
}

}  // namespace mockidp
