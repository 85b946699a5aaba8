#include "conformance/runner/leisure.h"

#include <thread>

namespace conformance {

bool eventually_at_leisure(const std::function<bool()>& done, std::chrono::milliseconds within) {
  constexpr std::chrono::milliseconds kPause{150};
  const auto deadline = std::chrono::steady_clock::now() + within;
  while (!done()) {
    if (std::chrono::steady_clock::now() > deadline) return false;
    std::this_thread::sleep_for(kPause);
  }
  return true;
}

}  // namespace conformance
