#include "conformance/runner/batches.h"

#include <algorithm>

#include "conformance/runner/selection.h"

namespace conformance {

namespace {

Batch& batch_for(std::vector<Batch>& batches, const Scenario* control, bool adds_negative,
                 std::size_t most_in_batch) {
  const auto fits = [&](const Batch& batch) {
    return batch.control == control && (!adds_negative || batch.negatives.size() < most_in_batch);
  };
  const auto open = std::find_if(batches.begin(), batches.end(), fits);
  if (open != batches.end()) return *open;
  batches.push_back({.control = control, .control_selected = false});
  return batches.back();
}

}  // namespace

std::vector<Batch> batches_of(const std::vector<Scenario>& scenarios,
                              const std::vector<const Scenario*>& chosen, std::size_t most_in_batch) {
  std::vector<Batch> batches;
  for (const auto* scenario : chosen) {
    const bool negative = !scenario->control.empty();
    const auto* control = negative ? find_scenario(scenarios, scenario->control) : scenario;
    auto& batch = batch_for(batches, control, negative, most_in_batch);
    if (negative)
      batch.negatives.push_back(scenario);
    else
      batch.control_selected = true;
  }
  return batches;
}

}  // namespace conformance
