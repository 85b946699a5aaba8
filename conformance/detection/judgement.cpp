#include "conformance/detection/judgement.h"

#include <algorithm>

namespace conformance {

namespace {

bool names(const std::vector<std::string>& ids, const std::string& id) {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

const Result* find_result(const std::vector<Result>& results, const std::string& id) {
  const auto found = std::find_if(results.begin(), results.end(),
                                  [&](const Result& result) { return result.scenario->id == id; });
  return found == results.end() ? nullptr : &*found;
}

}  // namespace

bool is_finding(const Result& result) {
  return result.verdict == Verdict::fail || result.verdict == Verdict::warning;
}

std::string told(const Result& result) {
  std::string text = result.scenario->id + ": " + std::string(to_string(result.verdict));
  if (!result.reason.empty()) text += ", " + result.reason;
  for (const auto& unmet : result.attempt.unmet)
    text += "\n      expected: " + unmet.expected +
            (unmet.observed.empty() ? "" : "\n      observed: " + unmet.observed);
  for (const auto& warning : result.attempt.warnings) text += "\n      warning: " + warning;
  return text;
}

std::vector<std::string> judge_correct_client(const std::vector<Result>& results) {
  std::vector<std::string> problems;
  for (const auto& result : results)
    if (is_finding(result) || result.verdict == Verdict::inconclusive ||
        result.verdict == Verdict::misconfigured)
      problems.push_back("a correct client is accused. " + told(result));
  return problems;
}

std::vector<std::string> judge_defect(const Defect& defect, const std::vector<Result>& results) {
  std::vector<std::string> problems;
  for (const auto& id : defect.must) {
    const auto* result = find_result(results, id);
    if (result == nullptr)
      problems.push_back("missed. " + id + " was not run");
    else if (!is_finding(*result))
      problems.push_back("missed. " + told(*result));
  }
  for (const auto& result : results)
    if (is_finding(result) && !names(defect.must, result.scenario->id) &&
        !names(defect.may, result.scenario->id))
      problems.push_back("accused of something else. " + told(result));
  return problems;
}

}  // namespace conformance
