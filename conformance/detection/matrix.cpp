#include "conformance/detection/matrix.h"

#include <algorithm>
#include <map>

#include "conformance/runner/selection.h"

namespace conformance {

namespace {

using Ids = std::vector<std::string>;

bool lists(const Ids& ids, const std::string& id) {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

// The scenarios that the defects speak of.
Ids columns_of(const std::vector<Defect>& chapter, const std::vector<Scenario>& scenarios) {
  Ids columns;
  for (const auto& scenario : scenarios)
    if (std::any_of(chapter.begin(), chapter.end(), [&](const Defect& defect) {
          return lists(defect.must, scenario.id) || lists(defect.may, scenario.id);
        }))
      columns.push_back(scenario.id);
  std::sort(columns.begin(), columns.end());
  return columns;
}

std::string row_of(const Defect& defect, const Ids& columns) {
  std::string row = "| `" + defect.name + "` |";
  for (const auto& id : columns)
    row += lists(defect.must, id) ? " ● |" : lists(defect.may, id) ? " ○ |" : " |";
  return row + "\n";
}

std::string table_of(const std::vector<Defect>& chapter, const std::vector<Scenario>& scenarios) {
  const auto columns = columns_of(chapter, scenarios);
  std::string head = "| defect |", line = "|---|", rows;
  for (const auto& id : columns) {
    head += " " + id + " |";
    line += ":-:|";
  }
  for (const auto& defect : chapter) rows += row_of(defect, columns);
  return head + "\n" + line + "\n" + rows;
}

std::string words_of(const std::vector<Defect>& chapter) {
  std::string text;
  for (const auto& defect : chapter)
    text += "- `" + defect.name + "` (" + defect.client + "): " + defect.takes_out + ".\n";
  return text;
}

std::string as_heading(std::string chapter) {
  std::replace(chapter.begin(), chapter.end(), '_', ' ');
  return chapter;
}

}  // namespace

std::string detection_page(const std::vector<Defect>& defects, const std::vector<Scenario>& scenarios) {
  std::vector<std::pair<std::string, std::vector<Defect>>> chapters;
  for (const auto& defect : defects) {
    if (chapters.empty() || chapters.back().first != defect.chapter) chapters.push_back({defect.chapter, {}});
    chapters.back().second.push_back(defect);
  }
  const auto negatives =
      std::count_if(scenarios.begin(), scenarios.end(), [](const auto& one) { return !one.control.empty(); });
  std::string page =
      "# What finds what\n\n"
      "Written by `conformance/detection`; do not edit. Each row is one of the reference clients with one "
      "rule taken out\n"
      "([client/breakable](../client/breakable/README.md)), each column a scenario: ● must find it, ○ may "
      "stumble over it too.\n"
      "`script/test` runs against every row the scenarios that it names, those of the same chapters and the "
      "positive ones (all of\n"
      "them: `detection … defects` without `--near`), and fails when a ● is missed, when anything else "
      "accuses "
      "it, when a correct\n"
      "client is accused of anything, or when a negative scenario has no ●.\n\n" +
      std::to_string(defects.size()) + " defects; " + std::to_string(scenarios.size()) + " scenarios, " +
      std::to_string(negatives) + " of them negative.\n";
  for (const auto& [name, chapter] : chapters)
    page += "\n## " + as_heading(name) + "\n\n" + table_of(chapter, scenarios) + "\n" + words_of(chapter);
  return page;
}

}  // namespace conformance
