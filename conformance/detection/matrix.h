#pragma once
// docs/detection.md: which scenario finds which defect.

#include <string>
#include <vector>

#include "conformance/detection/defects.h"
#include "conformance/scenario.h"

namespace conformance {

std::string detection_page(const std::vector<Defect>& defects, const std::vector<Scenario>& scenarios);

}  // namespace conformance
