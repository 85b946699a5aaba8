#include "conformance/detection/defects.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "conformance/runner/failure.h"
#include "conformance/runner/selection.h"

namespace conformance {

std::vector<Defect> parse_defects(const std::string& json) {
  const auto list = nlohmann::json::parse(json, nullptr, false);
  std::vector<Defect> defects;
  try {
    for (const auto& entry : list)
      defects.push_back({.name = entry.at("name"),
                         .chapter = entry.at("chapter"),
                         .client = entry.at("client"),
                         .takes_out = entry.at("takes_out"),
                         .must = entry.at("must"),
                         .may = entry.at("may")});
  } catch (const nlohmann::json::exception& wrong) {
    throw CannotRun(std::string("breakable --list-defects answers something else: ") + wrong.what());
  }
  if (defects.empty()) throw CannotRun("breakable --list-defects knows no defect");
  return defects;
}

std::vector<Scenario> scenarios_near(const Defect& defect, const std::vector<Scenario>& scenarios) {
  const auto chapter_of = [](const Scenario& scenario) {
    return scenario.path.substr(0, scenario.path.find('/'));
  };
  std::set<std::string> named, chapters;
  named.insert(defect.must.begin(), defect.must.end());
  for (const Scenario& scenario : scenarios)
    if (named.count(scenario.id) != 0) chapters.insert(chapter_of(scenario));
  named.insert(defect.may.begin(), defect.may.end());
  std::vector<Scenario> near;
  for (const Scenario& scenario : scenarios)
    if (scenario.control.empty() || named.count(scenario.id) != 0 ||
        chapters.count(chapter_of(scenario)) != 0)
      near.push_back(scenario);
  return near;
}

std::vector<std::string> lint_defects(const std::vector<Defect>& defects,
                                      const std::vector<Scenario>& scenarios) {
  std::vector<std::string> problems;
  std::set<std::string> found, names;
  for (const auto& defect : defects) {
    if (!names.insert(defect.name).second) problems.push_back(defect.name + " occurs twice");
    if (defect.must.empty()) problems.push_back(defect.name + " has no scenario that must find it");
    found.insert(defect.must.begin(), defect.must.end());
    std::set<std::string> named;
    for (const auto* ids : {&defect.must, &defect.may})
      for (const auto& id : *ids) {
        if (!find_scenario(scenarios, id))
          problems.push_back(defect.name + " names " + id + ", which is no scenario");
        if (!named.insert(id).second) problems.push_back(defect.name + " names " + id + " twice");
      }
  }
  for (const auto& scenario : scenarios)
    if (!scenario.control.empty() && !found.contains(scenario.id))
      problems.push_back(scenario.id + " was never seen to fail: no defect says that it must find it");
  return problems;
}

}  // namespace conformance
