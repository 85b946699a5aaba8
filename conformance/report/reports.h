#pragma once
// What a run found, for people and for machines.

#include <iosfwd>
#include <string>
#include <vector>

#include "conformance/runner/verdict.h"

namespace conformance {

struct RunSummary {
  std::string client{}, profile{};
  std::string command{};  // that ran it, without --only: for the line that says how to see a finding again
  unsigned seed = 0;
  std::vector<Result> results{};
  std::string set_up_error{};  // why nothing, or not everything, could be run; empty: it could
  bool interrupted = false;    // what was not begun is not among the results
  double seconds = 0;
};

enum class Colours { on, off };

// Failures first, each with what was expected and seen, why it matters, its clauses and the exchange; the
// count last.
void print_report(std::ostream& out, const RunSummary& summary, Colours colours);
void print_scenario(std::ostream& out, const Scenario& scenario);
// "FAIL", in its colour
std::string verdict_word(Verdict verdict, Colours colours);

std::string junit_report(const RunSummary& summary);
std::string json_report(const RunSummary& summary);  // docs/conformance-report.schema.json

std::string clauses_text(const Scenario& scenario);
std::size_t count_of(const RunSummary& summary, Verdict verdict);

}  // namespace conformance
