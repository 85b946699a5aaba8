#pragma once
// The fuzz targets: each *.cpp in this folder that is not a driver is one, with a function of its name. Its
// seeds are in fixtures/fuzz/<name>/.

#include <string_view>
#include <vector>

namespace mockidp::fuzz {

#define MOCKIDP_FUZZ_TARGET(name) void name(std::string_view bytes);
#include "mockidp/fuzz/targets.inc"
#undef MOCKIDP_FUZZ_TARGET

struct Target {
  std::string_view name;
  void (*property)(std::string_view bytes);
};

inline const std::vector<Target>& all_targets() {
  static const std::vector<Target> targets{
#define MOCKIDP_FUZZ_TARGET(name) {#name, name},
#include "mockidp/fuzz/targets.inc"
#undef MOCKIDP_FUZZ_TARGET
  };
  return targets;
}

}  // namespace mockidp::fuzz
