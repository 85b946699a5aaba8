#include "conformance/commands.h"

#include <iomanip>
#include <iostream>

#include "conformance/report/reports.h"
#include "conformance/runner/selection.h"
#include "conformance/subject/manifest.h"

namespace conformance {

namespace {

constexpr int kIdWidth = 18, kLevelWidth = 8, kPathWidth = 44;

}  // namespace

ExitCode list_scenarios(const std::string& profile, const std::vector<std::string>& only) {
  if (const auto pattern = pattern_without_scenario(all_scenarios(), only)) {
    std::cerr << "conformance: --only " << *pattern << " fits no scenario; see conformance list\n";
    return ExitCode::wrong_use;
  }
  for (const auto& scenario : all_scenarios()) {
    bool listed = profile.empty() && is_selected(scenario, only);
    for (const auto one : scenario.applies_to)
      listed = listed || (to_string(one) == profile && is_selected(scenario, only));
    if (!listed) continue;
    std::cout << std::left << std::setw(kIdWidth) << scenario.id << std::setw(kLevelWidth)
              << to_string(scenario.level) << std::setw(kPathWidth) << scenario.path << " " << scenario.title
              << "\n";
  }
  return ExitCode::passed;
}

ExitCode explain_scenario(const std::string& id_or_path) {
  bool found = false;
  for (const auto& scenario : all_scenarios()) {
    if (!is_selected(scenario, {id_or_path})) continue;
    if (found) std::cout << "\n";
    print_scenario(std::cout, scenario);
    found = true;
  }
  if (found) return ExitCode::passed;
  std::cerr << "conformance: there is no scenario " << id_or_path << "; see conformance list\n";
  return ExitCode::wrong_use;
}

ExitCode print_manifest_schema() {
  std::cout << manifest_schema();
  return ExitCode::passed;
}

}  // namespace conformance
