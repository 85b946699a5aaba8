#pragma once
// Waiting for what costs a browser or the provider something to be asked.

#include <chrono>
#include <functional>

namespace conformance {

// As `eventually`, but asks only some times a second: nobody is in a hurry, and other clients are judged
// beside.
bool eventually_at_leisure(const std::function<bool()>& done, std::chrono::milliseconds within);

}  // namespace conformance
