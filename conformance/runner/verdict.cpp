#include "conformance/runner/verdict.h"

#include <algorithm>

namespace conformance {

std::string_view to_string(Verdict verdict) {
  switch (verdict) {
    case Verdict::pass:
      return "pass";
    case Verdict::warning:
      return "warn";
    case Verdict::skip:
      return "skip";
    case Verdict::inconclusive:
      return "inconclusive";
    case Verdict::misconfigured:
      return "misconfigured";
    case Verdict::fail:
      return "fail";
  }
  return "";
}

Result judge(const Scenario& scenario, Attempt attempt) {
  Result result{&scenario, Verdict::pass, {}, std::move(attempt)};
  const auto& seen = result.attempt;
  if (!seen.misconfigured.empty()) {
    result.verdict = Verdict::misconfigured;
    result.reason = seen.misconfigured;
  } else if (!seen.unmet.empty()) {
    result.verdict = scenario.level == Level::must ? Verdict::fail : Verdict::warning;
  } else if (!seen.broken.empty()) {
    result.verdict = Verdict::inconclusive;
    result.reason = seen.broken;
  } else if (!seen.skipped.empty()) {
    result.verdict = Verdict::skip;
    result.reason = seen.skipped;
  } else if (!seen.warnings.empty()) {
    result.verdict = Verdict::warning;
  }
  return result;
}

bool holds_as_control(const Attempt& attempt) {
  return attempt.unmet.empty() && attempt.broken.empty() && attempt.skipped.empty() &&
         attempt.misconfigured.empty();
}

std::string why_not(const Attempt& attempt) {
  if (!attempt.misconfigured.empty()) return attempt.misconfigured;
  if (!attempt.unmet.empty()) return "not met: " + attempt.unmet.front().expected;
  return attempt.broken.empty() ? attempt.skipped : attempt.broken;
}

Result with_waiver(Result result, const std::map<std::string, std::string>& waivers) {
  const auto waiver = waivers.find(result.scenario->id);
  if (waiver == waivers.end()) return result;
  if (result.verdict == Verdict::fail || result.verdict == Verdict::warning) {
    result.verdict = Verdict::warning;
    result.reason = "waived: " + waiver->second;
  } else if (result.verdict == Verdict::pass) {
    result.verdict = Verdict::fail;
    result.reason = "the waiver is stale: it passes now";
    result.attempt.unmet.push_back(
        {"the known deviation is still there (" + waiver->second + ")", "it is gone"});
  }
  return result;
}

ExitCode exit_code_of(const std::vector<Result>& results) {
  const auto any = [&](Verdict verdict) {
    return std::any_of(results.begin(), results.end(),
                       [verdict](const Result& result) { return result.verdict == verdict; });
  };
  if (any(Verdict::fail)) return ExitCode::failures;
  if (any(Verdict::misconfigured)) return ExitCode::misconfigured;
  return any(Verdict::inconclusive) ? ExitCode::inconclusive : ExitCode::passed;
}

}  // namespace conformance
