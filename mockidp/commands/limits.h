#pragma once
// What a peer can make the server do, bounded, by name: for --limit NAME=VALUE and docs/limits.md.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "mockidp/http/front.h"

namespace mockidp {

struct LimitInfo {
  std::string_view name;      // "max-body-bytes"
  std::string_view unit;      // "bytes", "milliseconds", "" for counts
  std::string_view what;      // what happens beyond it
  std::uint64_t least, most;  // what may be asked for
  std::uint64_t (*get)(const http::FrontLimits&);
  void (*set)(http::FrontLimits&, std::uint64_t);
};
const std::vector<LimitInfo>& all_limits();

// "max-body-bytes=4096". "" if it was set, else what is wrong with it, in a line.
std::string set_limit(http::FrontLimits& limits, std::string_view assignment);

}  // namespace mockidp
