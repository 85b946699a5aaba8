#pragma once
// What is performed together.

#include <vector>

#include "conformance/scenario.h"

namespace conformance {

// A control and some of those that lean on it. Without negatives it is a scenario of its own.
struct Batch {
  const Scenario* control = nullptr;
  bool control_selected = false;
  std::vector<const Scenario*> negatives{};
};

// Large ones are split, so that a control which no longer holds costs few verdicts.
std::vector<Batch> batches_of(const std::vector<Scenario>& scenarios,
                              const std::vector<const Scenario*>& chosen, std::size_t most_in_batch);

}  // namespace conformance
