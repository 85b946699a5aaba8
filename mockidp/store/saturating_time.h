#pragma once
// Sums and differences of times that were read from bytes, which may be any number: they stop at the ends.

#include <limits>

#include "mockidp/protocol/clock.h"

namespace mockidp {

inline protocol::TimePoint later_by(protocol::TimePoint time, std::chrono::seconds by) {
  protocol::Seconds::rep sum = 0;
  if (!__builtin_add_overflow(time.time_since_epoch().count(), by.count(), &sum))
    return protocol::from_unix(sum);
  return by.count() < 0 ? protocol::TimePoint::min() : protocol::TimePoint::max();
}

inline std::chrono::seconds time_between(protocol::TimePoint from, protocol::TimePoint to) {
  protocol::Seconds::rep difference = 0;
  if (!__builtin_sub_overflow(to.time_since_epoch().count(), from.time_since_epoch().count(), &difference))
    return std::chrono::seconds(difference);
  return from < to ? std::chrono::seconds::max() : std::chrono::seconds::min();
}

}  // namespace mockidp
