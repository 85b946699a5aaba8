#pragma once
// What a run found, for people and for machines.

#include <iosfwd>
#include <string>
#include <vector>

#include "conformance/runner/verdict.h"

namespace conformance {

struct RunSummary {
  std::string client, profile;
  unsigned seed = 0;
  std::vector<Result> results;
  double seconds = 0;
};

void print_progress(std::ostream& out, const Result& result);
// Failures first, each with what was expected and seen, why it matters, its clauses and the exchange; the
// count last.
void print_report(std::ostream& out, const RunSummary& summary);
void print_scenario(std::ostream& out, const Scenario& scenario);

std::string junit_report(const RunSummary& summary);
std::string json_report(const RunSummary& summary);

std::string clauses_text(const Scenario& scenario);

}  // namespace conformance
