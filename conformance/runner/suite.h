#pragma once
// The order of a run: scenarios that share a control stand between two performances of it.

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "conformance/runner/verdict.h"

namespace conformance {

// Performs one scenario from a clean start. Never throws for what a client did.
class Stage {
 public:
  virtual ~Stage() = default;
  virtual Attempt perform(const Scenario& scenario) = 0;
};

struct SuiteOptions {
  std::vector<std::string> only;  // patterns of ids and paths; none: all
  std::map<std::string, std::string> waivers;
  Profile profile = Profile::web_app;
  std::vector<std::string> capabilities;
  bool fail_fast = false;
  bool shuffle = false;
  unsigned seed = 0;
  unsigned repeat = 1;
};

// "*" stands for any text, "?" for one character; upper and lower case are the same.
bool matches_pattern(std::string_view pattern, std::string_view text);
bool is_selected(const Scenario& scenario, const std::vector<std::string>& only);
// Why it cannot be run against this client; empty: it can.
std::string why_skipped(const Scenario& scenario, const SuiteOptions& options);
// What makes a list of scenarios unfit: doubled ids, missing controls, empty texts.
std::vector<std::string> lint(const std::vector<Scenario>& scenarios);

using Observer = std::function<void(const Result&)>;
// Results in the order of `scenarios`; of repeated runs the worst.
std::vector<Result> run_suite(const std::vector<Scenario>& scenarios, const SuiteOptions& options,
                              Stage& stage, const Observer& on_result);

}  // namespace conformance
