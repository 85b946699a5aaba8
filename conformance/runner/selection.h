#pragma once
// Which scenarios a run is about, and whether the list of all of them is fit.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "conformance/scenario.h"

namespace conformance {

// "*" stands for any text, "?" for one character; upper and lower case are the same.
bool matches_pattern(std::string_view pattern, std::string_view text);
bool is_selected(const Scenario& scenario, const std::vector<std::string>& only);  // by id or path; none: all
// The first of them that fits none.
std::optional<std::string> pattern_without_scenario(const std::vector<Scenario>& scenarios,
                                                    const std::vector<std::string>& only);

bool applies_to(const Scenario& scenario, Profile profile);
// Why it cannot be run against this client; empty: it can.
std::string why_skipped(const Scenario& scenario, Profile profile,
                        const std::vector<std::string>& capabilities);

const Scenario* find_scenario(const std::vector<Scenario>& scenarios, const std::string& id);

// What makes a list of scenarios unfit: doubled ids, missing controls, empty texts.
std::vector<std::string> lint(const std::vector<Scenario>& scenarios);

}  // namespace conformance
