#pragma once
// The order of a run: scenarios that share a control stand between two performances of it.

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "conformance/runner/selection.h"
#include "conformance/runner/verdict.h"

namespace conformance {

// Performs one scenario from a clean start. Never throws for what a client did. Used by one thread at a time.
class Stage {
 public:
  virtual ~Stage() = default;
  virtual Attempt perform(const Scenario& scenario) = 0;
};
// A stage with a client of its own, for the worker of that number; what it throws ends the run.
using StageMaker = std::function<std::unique_ptr<Stage>(unsigned worker)>;

struct SuiteOptions {
  std::vector<std::string> only{};  // patterns of ids and paths; none: all
  std::map<std::string, std::string> waivers{};
  Profile profile = Profile::web_app;
  std::vector<std::string> capabilities{};
  bool fail_fast = false;
  bool shuffle = false;
  unsigned seed = 0;
  unsigned repeat = 1;
  unsigned jobs = 1;
  std::size_t most_in_batch = 12;                  // negatives between two performances of their control
  const std::atomic<bool>* interrupted = nullptr;  // true: nothing more is begun
};

// Follows a run. Never called from two threads at once.
class SuiteObserver {
 public:
  virtual ~SuiteObserver() = default;
  virtual void started(const Scenario&) {}
  virtual void finished(const Result&) {}
};

// Results in the order of `scenarios`, of repeated runs the worst. The first stage is made before anything
// else.
std::vector<Result> run_suite(const std::vector<Scenario>& scenarios, const SuiteOptions& options,
                              const StageMaker& make_stage, SuiteObserver& observer);

}  // namespace conformance
