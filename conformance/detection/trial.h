#pragma once
// Runs the whole suite against a reference client, as it is or broken.

#include <filesystem>
#include <string>
#include <vector>

#include "conformance/detection/defects.h"
#include "conformance/runner/verdict.h"
#include "conformance/scenario.h"

namespace conformance {

struct TrialSettings {
  std::filesystem::path bin_dir;    // of the programs
  std::filesystem::path manifests;  // of the correct clients: webapp.json, api.json, spa.json
  std::string breakable;            // the program
};

std::vector<Defect> list_defects(const TrialSettings& settings);
// All scenarios that apply. Throws CannotRun.
std::vector<Result> try_correct_client(const TrialSettings& settings, const std::string& client);
// The scenarios named, which must hold their controls too.
std::vector<Result> try_defect(const TrialSettings& settings, const Defect& defect,
                               const std::vector<Scenario>& scenarios);

}  // namespace conformance
