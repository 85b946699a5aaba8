#pragma once
// What was seen of a scenario, and what follows from it. Pure.

#include <chrono>
#include <map>
#include <string>
#include <vector>

#include "conformance/scenario.h"

namespace conformance {

// From best to worst. Misconfigured: app and org do not know each other, which is nobody's defect.
enum class Verdict { pass, warning, skip, inconclusive, misconfigured, fail };
std::string_view to_string(Verdict verdict);

struct Unmet {
  std::string expected, observed;
};

struct ExchangeLine {
  std::string from, to, text;
};

// One performance of a scenario.
struct Attempt {
  std::vector<Unmet> unmet;
  std::vector<std::string> warnings, notes;
  std::string skipped;        // why it does not apply after all
  std::string broken;         // the stage failed, not the client: nothing can be said
  std::string misconfigured;  // how app and org do not fit: what is unmet follows from that
  std::vector<ExchangeLine> exchange;
  std::chrono::milliseconds took{0};
};

struct Result {
  const Scenario* scenario = nullptr;
  Verdict verdict = Verdict::pass;
  std::string reason;  // of a skip, an inconclusive, a configuration error, a waiver
  Attempt attempt;
};

// By itself, without its control.
Result judge(const Scenario& scenario, Attempt attempt);
// A control holds whatever its level is only if nothing at all was unmet.
bool holds_as_control(const Attempt& attempt);
std::string why_not(const Attempt& attempt);
// A known deviation no longer fails the run; one that is gone does.
Result with_waiver(Result result, const std::map<std::string, std::string>& waivers);

enum class ExitCode {
  passed = 0,
  failures = 1,
  wrong_use = 2,
  inconclusive = 3,
  misconfigured = 4,
  interrupted = 130
};
ExitCode exit_code_of(const std::vector<Result>& results);

}  // namespace conformance
