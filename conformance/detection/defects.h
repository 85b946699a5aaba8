#pragma once
// The defects that `breakable --list-defects` tells of, and whether they fit the scenarios there are.

#include <string>
#include <vector>

#include "conformance/scenario.h"

namespace conformance {

struct Defect {
  std::string name, chapter, client, takes_out;
  std::vector<std::string> must;  // ids of the scenarios that have to find it
  std::vector<std::string> may;   // and of those that may stumble over it too
};

// Throws CannotRun if it is not such a list.
std::vector<Defect> parse_defects(const std::string& json);

// The scenarios that can tell most about a defect: those that it names, those of the chapters of whoever must
// find it, and every positive one. Controls are positive, so whatever is kept keeps its control.
std::vector<Scenario> scenarios_near(const Defect& defect, const std::vector<Scenario>& scenarios);

// Ids that no scenario has, doubled ones, and every negative scenario that no defect shows to be able to
// fail.
std::vector<std::string> lint_defects(const std::vector<Defect>& defects,
                                      const std::vector<Scenario>& scenarios);

}  // namespace conformance
