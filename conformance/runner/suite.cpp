#include "conformance/runner/suite.h"

#include <algorithm>
#include <cctype>
#include <random>
#include <set>

namespace conformance {

namespace {

// A control and those that lean on it. Without negatives it is a scenario of its own.
struct Batch {
  const Scenario* control = nullptr;
  bool control_selected = false;
  std::vector<const Scenario*> negatives;
};

const Scenario* find_scenario(const std::vector<Scenario>& scenarios, const std::string& id) {
  const auto found = std::find_if(scenarios.begin(), scenarios.end(),
                                  [&](const Scenario& scenario) { return scenario.id == id; });
  return found == scenarios.end() ? nullptr : &*found;
}

std::vector<Batch> batches_of(const std::vector<Scenario>& scenarios,
                              const std::vector<const Scenario*>& chosen) {
  std::vector<Batch> batches;
  for (const auto* scenario : chosen) {
    const auto* control = scenario->control.empty() ? scenario : find_scenario(scenarios, scenario->control);
    auto batch = std::find_if(batches.begin(), batches.end(),
                              [&](const Batch& other) { return other.control == control; });
    if (batch == batches.end()) batch = batches.insert(batches.end(), Batch{control, false, {}});
    if (scenario == control)
      batch->control_selected = true;
    else
      batch->negatives.push_back(scenario);
  }
  return batches;
}

class OneRun {
 public:
  OneRun(const std::vector<Scenario>& scenarios, const SuiteOptions& options, Stage& stage,
         const Observer& on_result)
      : scenarios_(scenarios), options_(options), stage_(stage), on_result_(on_result) {}

  std::vector<Result> go(unsigned round) {
    std::vector<const Scenario*> chosen;
    for (const auto& scenario : scenarios_) {
      if (!is_selected(scenario, options_.only)) continue;
      if (const auto why = why_skipped(scenario, options_); !why.empty()) {
        Attempt attempt;
        attempt.skipped = why;
        finish(judge(scenario, std::move(attempt)));
      } else {
        chosen.push_back(&scenario);
      }
    }
    auto batches = batches_of(scenarios_, chosen);
    if (options_.shuffle) shuffle(batches, round);
    for (const auto& batch : batches) {
      if (stopped_) break;
      perform(batch);
    }
    return std::move(results_);
  }

 private:
  void shuffle(std::vector<Batch>& batches, unsigned round) const {
    std::mt19937 chance(options_.seed + round);
    std::shuffle(batches.begin(), batches.end(), chance);
    for (auto& batch : batches) std::shuffle(batch.negatives.begin(), batch.negatives.end(), chance);
  }

  void perform(const Batch& batch) {
    auto before = stage_.perform(*batch.control);
    if (batch.negatives.empty()) return finish(judge(*batch.control, std::move(before)));
    if (!holds_as_control(before)) {
      for (const auto* negative : batch.negatives) {
        Attempt attempt;
        attempt.broken = "its control " + batch.control->id + " does not hold (" + why_not(before) + ")";
        finish(judge(*negative, std::move(attempt)));
      }
      if (batch.control_selected) finish(judge(*batch.control, std::move(before)));
      return;
    }
    std::vector<Result> results;
    for (const auto* negative : batch.negatives) {
      results.push_back(judge(*negative, stage_.perform(*negative)));
      if (options_.fail_fast && results.back().verdict == Verdict::fail) break;
    }
    auto after = stage_.perform(*batch.control);
    const bool holds = holds_as_control(after);
    for (auto& result : results) {
      if (!holds && (result.verdict == Verdict::pass || result.verdict == Verdict::warning)) {
        result.verdict = Verdict::inconclusive;
        result.reason =
            "its control " + batch.control->id + " no longer holds after the batch (" + why_not(after) + ")";
      }
      finish(std::move(result));
    }
    if (batch.control_selected) finish(judge(*batch.control, holds ? std::move(before) : std::move(after)));
  }

  void finish(Result result) {
    result = with_waiver(std::move(result), options_.waivers);
    on_result_(result);
    stopped_ = stopped_ || (options_.fail_fast && result.verdict == Verdict::fail);
    results_.push_back(std::move(result));
  }

  const std::vector<Scenario>& scenarios_;
  const SuiteOptions& options_;
  Stage& stage_;
  const Observer& on_result_;
  std::vector<Result> results_;
  bool stopped_ = false;
};

bool same_letter(char one, char other) {
  return std::tolower(static_cast<unsigned char>(one)) == std::tolower(static_cast<unsigned char>(other));
}

void lint_one(const std::vector<Scenario>& scenarios, const Scenario& scenario,
              std::vector<std::string>& problems) {
  const auto complain = [&](const std::string& what) { problems.push_back(scenario.id + ": " + what); };
  if (scenario.id.empty()) complain("has no id (" + scenario.title + ")");
  if (scenario.title.empty()) complain("has no title");
  if (scenario.requirement.empty()) complain("says nothing of what a correct client does");
  if (scenario.why.empty()) complain("does not say why it matters");
  if (scenario.clauses.empty()) complain("cites no clause");
  if (scenario.applies_to.empty()) complain("applies to no profile");
  if (scenario.path.find('/') == std::string::npos) complain("has no path");
  if (!scenario.run) complain("does nothing");
  if (scenario.control.empty()) return;
  const auto* control = find_scenario(scenarios, scenario.control);
  if (!control) return complain("its control " + scenario.control + " does not exist");
  if (!control->control.empty()) complain("its control " + scenario.control + " is negative itself");
  for (const auto profile : scenario.applies_to)
    if (std::find(control->applies_to.begin(), control->applies_to.end(), profile) ==
        control->applies_to.end())
      complain("its control does not apply to " + std::string(to_string(profile)));
}

}  // namespace

bool matches_pattern(std::string_view pattern, std::string_view text) {
  if (pattern.empty()) return text.empty();
  if (pattern.front() == '*') {
    for (std::size_t skipped = 0; skipped <= text.size(); ++skipped)
      if (matches_pattern(pattern.substr(1), text.substr(skipped))) return true;
    return false;
  }
  if (text.empty() || (pattern.front() != '?' && !same_letter(pattern.front(), text.front()))) return false;
  return matches_pattern(pattern.substr(1), text.substr(1));
}

bool is_selected(const Scenario& scenario, const std::vector<std::string>& only) {
  return only.empty() || std::any_of(only.begin(), only.end(), [&](const std::string& pattern) {
           return matches_pattern(pattern, scenario.id) || matches_pattern(pattern, scenario.path);
         });
}

std::string why_skipped(const Scenario& scenario, const SuiteOptions& options) {
  const auto& profiles = scenario.applies_to;
  if (std::find(profiles.begin(), profiles.end(), options.profile) == profiles.end())
    return "not for clients of profile " + std::string(to_string(options.profile));
  auto needs = scenario.needs;
  if (scenario.needs_restart) needs.push_back("restart");
  for (const auto& need : needs)
    if (std::find(options.capabilities.begin(), options.capabilities.end(), need) ==
        options.capabilities.end())
      return "the client does not claim the capability \"" + need + "\"";
  return {};
}

std::vector<std::string> lint(const std::vector<Scenario>& scenarios) {
  std::vector<std::string> problems;
  std::set<std::string> ids;
  for (const auto& scenario : scenarios) {
    if (!ids.insert(scenario.id).second) problems.push_back(scenario.id + ": stands there twice");
    lint_one(scenarios, scenario, problems);
  }
  return problems;
}

std::vector<Result> run_suite(const std::vector<Scenario>& scenarios, const SuiteOptions& options,
                              Stage& stage, const Observer& on_result) {
  std::map<const Scenario*, Result> worst;
  for (unsigned round = 0; round < options.repeat; ++round) {
    auto results = OneRun(scenarios, options, stage, on_result).go(round);
    bool failed = false;
    for (auto& result : results) {
      failed = failed || result.verdict == Verdict::fail;
      const auto [known, fresh] = worst.try_emplace(result.scenario, result);
      if (fresh) continue;
      if (known->second.verdict != result.verdict)
        result.attempt.notes.push_back("verdicts differ between the repeated runs");
      if (result.verdict > known->second.verdict) known->second = std::move(result);
    }
    if (options.fail_fast && failed) break;
  }
  std::vector<Result> ordered;
  for (const auto& scenario : scenarios)
    if (const auto found = worst.find(&scenario); found != worst.end())
      ordered.push_back(std::move(found->second));
  return ordered;
}

}  // namespace conformance
