#include "conformance/runner/suite.h"

#include <algorithm>
#include <exception>
#include <mutex>
#include <random>
#include <thread>

#include "conformance/runner/batches.h"

namespace conformance {

namespace {

// The results of one round, put together from several workers.
class Tally {
 public:
  Tally(const SuiteOptions& options, SuiteObserver& observer) : options_(options), observer_(observer) {}

  void started(const Scenario& scenario) {
    const std::lock_guard lock(mutex_);
    observer_.started(scenario);
  }

  // A control that is shared by several batches is told of once, unless it gets worse.
  void add(Result result) {
    result = with_waiver(std::move(result), options_.waivers);
    const std::lock_guard lock(mutex_);
    const auto known = results_.find(result.scenario);
    if (known != results_.end() && result.verdict <= known->second.verdict) return;
    observer_.finished(result);
    failed_ = failed_ || result.verdict == Verdict::fail;
    results_[result.scenario] = std::move(result);
  }

  bool stopped() const { return (options_.fail_fast && failed_) || interrupted(); }
  bool interrupted() const { return options_.interrupted && *options_.interrupted; }
  std::map<const Scenario*, Result> take() { return std::move(results_); }

 private:
  const SuiteOptions& options_;
  SuiteObserver& observer_;
  std::mutex mutex_;  // guards what follows, and the observer
  std::map<const Scenario*, Result> results_;
  std::atomic<bool> failed_{false};
};

class BatchRun {
 public:
  BatchRun(const Batch& batch, Stage& stage, Tally& tally) : batch_(batch), stage_(stage), tally_(tally) {}

  // What an interruption leaves without its second control is not told of: nothing is known of it.
  void go() {
    auto before = perform(*batch_.control);
    if (tally_.interrupted()) return;
    if (batch_.negatives.empty()) return tally_.add(judge(*batch_.control, std::move(before)));
    if (!holds_as_control(before)) return give_up(std::move(before));
    std::vector<Result> results;
    for (const auto* negative : batch_.negatives) {
      if (tally_.stopped()) break;
      results.push_back(judge(*negative, perform(*negative)));
      if (tally_.interrupted()) return;
      // What failed, failed whatever the control shows afterwards.
      if (results.back().verdict == Verdict::fail) {
        tally_.add(std::move(results.back()));
        results.pop_back();
      }
    }
    if (tally_.interrupted()) return;
    auto after = perform(*batch_.control);
    if (tally_.interrupted()) return;
    const bool holds = holds_as_control(after);
    for (auto& result : results) {
      if (!holds) doubt(result, after);
      tally_.add(std::move(result));
    }
    if (batch_.control_selected || !holds)
      tally_.add(judge(*batch_.control, holds ? std::move(before) : std::move(after)));
  }

 private:
  Attempt perform(const Scenario& scenario) {
    tally_.started(scenario);
    return stage_.perform(scenario);
  }

  // Where the control does not apply after all, neither does what leans on it.
  void give_up(Attempt before) {
    const bool does_not_apply = before.unmet.empty() && before.broken.empty() && before.misconfigured.empty();
    for (const auto* negative : batch_.negatives) {
      Attempt attempt;
      if (does_not_apply)
        attempt.skipped = before.skipped;
      else
        attempt.broken = "its control " + batch_.control->id + " does not hold (" + why_not(before) + ")";
      tally_.add(judge(*negative, std::move(attempt)));
    }
    tally_.add(judge(*batch_.control, std::move(before)));
  }

  void doubt(Result& result, const Attempt& after) const {
    if (result.verdict != Verdict::pass && result.verdict != Verdict::warning) return;
    result.verdict = Verdict::inconclusive;
    result.reason =
        "its control " + batch_.control->id + " no longer holds after the batch (" + why_not(after) + ")";
  }

  const Batch& batch_;
  Stage& stage_;
  Tally& tally_;
};

std::vector<const Scenario*> choose(const std::vector<Scenario>& scenarios, const SuiteOptions& options,
                                    Tally& tally) {
  std::vector<const Scenario*> chosen;
  for (const auto& scenario : scenarios) {
    if (!is_selected(scenario, options.only)) continue;
    Attempt skipped;
    skipped.skipped = why_skipped(scenario, options.profile, options.capabilities);
    if (skipped.skipped.empty())
      chosen.push_back(&scenario);
    else
      tally.add(judge(scenario, std::move(skipped)));
  }
  return chosen;
}

// One stage a worker, for all rounds.
class Stages {
 public:
  explicit Stages(const StageMaker& make) : make_(make) { stages_.push_back(make_(0)); }

  // Each worker takes the next batch until none is left. The first exception of any ends all.
  void perform(const std::vector<Batch>& batches, unsigned jobs, Tally& tally) {
    const auto workers = std::min<std::size_t>(jobs, batches.size());
    if (stages_.size() < workers) stages_.resize(workers);
    std::atomic<std::size_t> next{0};
    std::exception_ptr failure;
    std::mutex failure_mutex;
    const auto work = [&](std::size_t worker) {
      try {
        if (!stages_[worker]) stages_[worker] = make_(static_cast<unsigned>(worker));
        for (auto at = next++; at < batches.size() && !tally.stopped(); at = next++)
          BatchRun(batches[at], *stages_[worker], tally).go();
      } catch (...) {
        next = batches.size();
        const std::lock_guard lock(failure_mutex);
        if (!failure) failure = std::current_exception();
      }
    };
    std::vector<std::thread> others;
    for (std::size_t worker = 1; worker < workers; ++worker) others.emplace_back(work, worker);
    work(0);
    for (auto& other : others) other.join();
    if (failure) std::rethrow_exception(failure);
  }

 private:
  const StageMaker& make_;
  std::vector<std::unique_ptr<Stage>> stages_;
};

void add_worst(std::map<const Scenario*, Result>& worst, std::map<const Scenario*, Result> round) {
  for (auto& [scenario, result] : round) {
    const auto [known, fresh] = worst.try_emplace(scenario, result);
    if (fresh || known->second.verdict == result.verdict) continue;
    if (result.verdict > known->second.verdict) known->second = std::move(result);
    known->second.attempt.notes.emplace_back("verdicts differ between the repeated runs");
  }
}

}  // namespace

std::vector<Result> run_suite(const std::vector<Scenario>& scenarios, const SuiteOptions& options,
                              const StageMaker& make_stage, SuiteObserver& observer) {
  Stages stages(make_stage);
  std::map<const Scenario*, Result> worst;
  for (unsigned round = 0; round < options.repeat; ++round) {
    Tally tally(options, observer);
    auto chosen = choose(scenarios, options, tally);
    std::mt19937 chance(options.seed + round);
    if (options.shuffle) std::shuffle(chosen.begin(), chosen.end(), chance);
    auto batches = batches_of(scenarios, chosen, options.most_in_batch);
    if (options.shuffle) std::shuffle(batches.begin(), batches.end(), chance);
    stages.perform(batches, options.jobs, tally);
    const bool stopped = tally.stopped();
    add_worst(worst, tally.take());
    if (stopped) break;
  }
  std::vector<Result> ordered;
  for (const auto& scenario : scenarios)
    if (const auto found = worst.find(&scenario); found != worst.end())
      ordered.push_back(std::move(found->second));
  return ordered;
}

}  // namespace conformance
