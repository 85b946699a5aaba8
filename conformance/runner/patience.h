#pragma once
// How long a scenario, or the look at a client before all scenarios, may go on.

#include <algorithm>
#include <atomic>
#include <chrono>

#include "conformance/runner/failure.h"
#include "conformance/subject/manifest.h"

namespace conformance {

// What a client may wait by its manifest before it asks for keys again comes on top.
inline std::chrono::seconds time_for_scenario(std::chrono::seconds usual, const Manifest& manifest) {
  return usual + tolerated_seconds(manifest, "jwks_cooldown_seconds");
}

struct Patience {
  std::chrono::steady_clock::time_point until{};
  const std::atomic<bool>* interrupted = nullptr;

  void check() const {
    if (interrupted && *interrupted) throw ScenarioTimedOut("the run was interrupted");
    if (std::chrono::steady_clock::now() >= until) throw ScenarioTimedOut("the scenario's time is up");
  }
  // What is left for one request: more than any scenario grants a client; nothing once the run is
  // interrupted.
  std::chrono::milliseconds left() const {
    constexpr std::chrono::milliseconds most{45000}, least{1}, none{0};
    if (interrupted && *interrupted) return none;
    const auto rest = until - std::chrono::steady_clock::now();
    return std::clamp(std::chrono::duration_cast<std::chrono::milliseconds>(rest), least, most);
  }
};

}  // namespace conformance
