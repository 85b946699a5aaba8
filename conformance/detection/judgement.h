#pragma once
// What a run says about a client of which it is known what is wrong with it. Pure.

#include <string>
#include <vector>

#include "conformance/detection/defects.h"
#include "conformance/runner/verdict.h"

namespace conformance {

// A failure, or the warning of a scenario that asks only for what should be.
bool is_finding(const Result& result);
// "CB-02: …" with what it saw.
std::string told(const Result& result);

// Nothing is wrong with it: whatever is found is a wrong accusation, and what stays open was not tested.
std::vector<std::string> judge_correct_client(const std::vector<Result>& results);
// One thing is wrong with it: what was missed, and what accuses it of something else.
std::vector<std::string> judge_defect(const Defect& defect, const std::vector<Result>& results);

}  // namespace conformance
