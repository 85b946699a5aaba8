#include "conformance/runner/selection.h"

#include <algorithm>
#include <cctype>
#include <set>

namespace conformance {

namespace {

bool same_letter(char one, char other) {
  return std::tolower(static_cast<unsigned char>(one)) == std::tolower(static_cast<unsigned char>(other));
}

void lint_control(const std::vector<Scenario>& scenarios, const Scenario& scenario,
                  std::vector<std::string>& problems) {
  const auto complain = [&](const std::string& what) { problems.push_back(scenario.id + ": " + what); };
  const auto* control = find_scenario(scenarios, scenario.control);
  if (!control) return complain("its control " + scenario.control + " does not exist");
  if (!control->control.empty()) complain("its control " + scenario.control + " is negative itself");
  for (const auto profile : scenario.applies_to)
    if (!applies_to(*control, profile))
      complain("its control does not apply to " + std::string(to_string(profile)));
  for (const auto& need : control->needs)
    if (std::find(scenario.needs.begin(), scenario.needs.end(), need) == scenario.needs.end())
      complain("its control needs the capability " + need + ", it does not");
}

void lint_one(const std::vector<Scenario>& scenarios, const Scenario& scenario,
              std::vector<std::string>& problems) {
  const auto complain = [&](const std::string& what) { problems.push_back(scenario.id + ": " + what); };
  if (scenario.id.empty()) complain("has no id (" + scenario.title + ")");
  if (scenario.title.empty()) complain("has no title");
  if (scenario.requirement.empty()) complain("says nothing of what a correct client does");
  if (scenario.why.empty()) complain("does not say why it matters");
  if (scenario.clauses.empty()) complain("cites no clause");
  if (scenario.applies_to.empty()) complain("applies to no profile");
  if (scenario.path.find('/') == std::string::npos) complain("has no path");
  if (!scenario.run) complain("does nothing");
  if (!scenario.control.empty()) lint_control(scenarios, scenario, problems);
}

}  // namespace

bool matches_pattern(std::string_view pattern, std::string_view text) {
  if (pattern.empty()) return text.empty();
  if (pattern.front() == '*') {
    for (std::size_t skipped = 0; skipped <= text.size(); ++skipped)
      if (matches_pattern(pattern.substr(1), text.substr(skipped))) return true;
    return false;
  }
  if (text.empty() || (pattern.front() != '?' && !same_letter(pattern.front(), text.front()))) return false;
  return matches_pattern(pattern.substr(1), text.substr(1));
}

bool is_selected(const Scenario& scenario, const std::vector<std::string>& only) {
  return only.empty() || std::any_of(only.begin(), only.end(), [&](const std::string& pattern) {
           return matches_pattern(pattern, scenario.id) || matches_pattern(pattern, scenario.path);
         });
}

std::optional<std::string> pattern_without_scenario(const std::vector<Scenario>& scenarios,
                                                    const std::vector<std::string>& only) {
  for (const auto& pattern : only)
    if (std::none_of(scenarios.begin(), scenarios.end(),
                     [&](const Scenario& scenario) { return is_selected(scenario, {pattern}); }))
      return pattern;
  return std::nullopt;
}

bool applies_to(const Scenario& scenario, Profile profile) {
  const auto& profiles = scenario.applies_to;
  return std::find(profiles.begin(), profiles.end(), profile) != profiles.end();
}

std::string why_skipped(const Scenario& scenario, Profile profile,
                        const std::vector<std::string>& capabilities) {
  if (!applies_to(scenario, profile)) return "not for clients of profile " + std::string(to_string(profile));
  auto needs = scenario.needs;
  if (scenario.needs_restart) needs.emplace_back("restart");
  for (const auto& need : needs)
    if (std::find(capabilities.begin(), capabilities.end(), need) == capabilities.end())
      return "the client does not claim the capability \"" + need + "\"";
  return {};
}

const Scenario* find_scenario(const std::vector<Scenario>& scenarios, const std::string& id) {
  const auto found = std::find_if(scenarios.begin(), scenarios.end(),
                                  [&](const Scenario& scenario) { return scenario.id == id; });
  return found == scenarios.end() ? nullptr : &*found;
}

std::vector<std::string> lint(const std::vector<Scenario>& scenarios) {
  std::vector<std::string> problems;
  std::set<std::string> ids;
  for (const auto& scenario : scenarios) {
    if (!ids.insert(scenario.id).second) problems.push_back(scenario.id + ": stands there twice");
    lint_one(scenarios, scenario, problems);
  }
  return problems;
}

}  // namespace conformance
