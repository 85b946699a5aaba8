#pragma once
// Scenarios in which an API meets tokens that differ from a good one by a fault of the provider.

#include <string>
#include <utility>
#include <vector>

#include "conformance/scenarios/bearer_calls.h"

namespace conformance {

// One fault of the provider's catalogue, in these variants of it; none: as it is.
struct Bend {
  std::string fault;
  std::string what;  // "a token that …"
  std::vector<std::string> variants{};
};

struct BentTokens {
  std::string id, title, why;
  std::vector<Clause> clauses;
  std::vector<Bend> bends;
};

// A negative of API-01: each of these tokens is refused, and the attacker's host is never asked for anything.
Scenario refusal_of(BentTokens row);
void expect_refusal_of(Run& run, BearerCalls& calls, const Bend& bend);

}  // namespace conformance
