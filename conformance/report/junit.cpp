#include <pugixml.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "conformance/report/printable.h"
#include "conformance/report/reports.h"

namespace conformance {

namespace {

std::string details_of(const Result& result) {
  std::ostringstream text;
  if (!result.reason.empty()) text << result.reason << "\n";
  for (const auto& unmet : result.attempt.unmet)
    text << "expected: " << unmet.expected << "\nobserved: " << unmet.observed << "\n";
  for (const auto& warning : result.attempt.warnings) text << "weaker: " << warning << "\n";
  for (const auto& note : result.attempt.notes) text << "note: " << note << "\n";
  text << "correct: " << result.scenario->requirement << "\nwhy: " << result.scenario->why
       << "\nclause: " << clauses_text(*result.scenario) << "\n";
  for (const auto& line : result.attempt.exchange)
    text << line.from << " -> " << line.to << "  " << line.text << "\n";
  return printable(text.str());
}

std::string message_of(const Result& result) {
  if (result.verdict == Verdict::misconfigured) return printable(result.reason);
  if (!result.attempt.unmet.empty()) return printable(result.attempt.unmet.front().expected);
  return printable(result.reason);
}

std::string seconds_text(std::chrono::milliseconds took) {
  std::ostringstream text;
  text.precision(3);
  text << std::fixed << static_cast<double>(took.count()) / 1000.0;
  return text.str();
}

void add_outcome(pugi::xml_node test, const Result& result) {
  const char* element = result.verdict == Verdict::fail            ? "failure"
                        : result.verdict == Verdict::inconclusive  ? "error"
                        : result.verdict == Verdict::misconfigured ? "error"
                        : result.verdict == Verdict::skip          ? "skipped"
                        : result.verdict == Verdict::warning       ? "system-out"
                                                                   : nullptr;
  if (!element) return;
  auto outcome = test.append_child(element);
  if (result.verdict != Verdict::warning) outcome.append_attribute("message") = message_of(result).c_str();
  if (result.verdict != Verdict::skip) outcome.text() = details_of(result).c_str();
}

// Of the run itself.
struct RunError {
  const char* name;
  std::string message;
};

std::vector<RunError> run_errors(const RunSummary& summary) {
  std::vector<RunError> errors;
  if (!summary.set_up_error.empty())
    errors.push_back({"client and provider can be run together", summary.set_up_error});
  if (summary.interrupted) errors.push_back({"everything is run", "interrupted; not everything was run"});
  return errors;
}

void add_run_error(pugi::xml_node suite, const RunError& error) {
  auto test = suite.append_child("testcase");
  test.append_attribute("classname") = "set_up";
  test.append_attribute("name") = error.name;
  test.append_attribute("time") = "0.000";
  test.append_child("error").append_attribute("message") = printable(error.message).c_str();
}

}  // namespace

std::string junit_report(const RunSummary& summary) {
  pugi::xml_document document;
  auto suite = document.append_child("testsuites").append_child("testsuite");
  const auto of_the_run = run_errors(summary);
  int failures = 0, errors = static_cast<int>(of_the_run.size()), skipped = 0;
  for (const auto& result : summary.results) {
    failures += result.verdict == Verdict::fail;
    errors += result.verdict == Verdict::inconclusive || result.verdict == Verdict::misconfigured;
    skipped += result.verdict == Verdict::skip;
  }
  suite.append_attribute("name") = printable(summary.client).c_str();
  suite.append_attribute("tests") = static_cast<unsigned>(summary.results.size() + of_the_run.size());
  suite.append_attribute("failures") = failures;
  suite.append_attribute("errors") = errors;
  suite.append_attribute("skipped") = skipped;
  suite.append_attribute("time") =
      seconds_text(std::chrono::milliseconds(static_cast<long>(summary.seconds * 1000))).c_str();
  for (const auto& error : of_the_run) add_run_error(suite, error);
  for (const auto& result : summary.results) {
    auto test = suite.append_child("testcase");
    const auto& path = result.scenario->path;
    test.append_attribute("classname") = path.substr(0, path.find('/')).c_str();
    test.append_attribute("name") = (result.scenario->id + " " + result.scenario->title).c_str();
    test.append_attribute("time") = seconds_text(result.attempt.took).c_str();
    add_outcome(test, result);
  }
  std::ostringstream text;
  document.save(text, "  ");
  return text.str();
}

}  // namespace conformance
