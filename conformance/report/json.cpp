#include <nlohmann/json.hpp>

#include "conformance/report/reports.h"

namespace conformance {

namespace {

using nlohmann::ordered_json;

ordered_json result_json(const Result& result) {
  const auto& scenario = *result.scenario;
  ordered_json entry{{"id", scenario.id},
                     {"path", scenario.path},
                     {"title", scenario.title},
                     {"verdict", to_string(result.verdict)},
                     {"level", to_string(scenario.level)},
                     {"milliseconds", result.attempt.took.count()},
                     {"requirement", scenario.requirement},
                     {"why", scenario.why},
                     {"control", scenario.control}};
  if (!result.reason.empty()) entry["reason"] = result.reason;
  auto clauses = ordered_json::array(), unmet = ordered_json::array(), exchange = ordered_json::array();
  for (const auto& clause : scenario.clauses)
    clauses.push_back({{"document", clause.document}, {"section", clause.section}});
  for (const auto& one : result.attempt.unmet)
    unmet.push_back({{"expected", one.expected}, {"observed", one.observed}});
  for (const auto& line : result.attempt.exchange)
    exchange.push_back({{"from", line.from}, {"to", line.to}, {"text", line.text}});
  entry["clauses"] = std::move(clauses);
  entry["unmet"] = std::move(unmet);
  entry["warnings"] = result.attempt.warnings;
  entry["notes"] = result.attempt.notes;
  entry["exchange"] = std::move(exchange);
  return entry;
}

}  // namespace

std::string json_report(const RunSummary& summary) {
  ordered_json counts;
  for (const auto verdict : {Verdict::pass, Verdict::fail, Verdict::warning, Verdict::inconclusive,
                             Verdict::misconfigured, Verdict::skip}) {
    int count = 0;
    for (const auto& result : summary.results) count += result.verdict == verdict;
    counts[std::string(to_string(verdict))] = count;
  }
  auto results = ordered_json::array();
  for (const auto& result : summary.results) results.push_back(result_json(result));
  ordered_json report{{"client", summary.client},   {"profile", summary.profile}, {"seed", summary.seed},
                      {"seconds", summary.seconds}, {"counts", counts},           {"results", results}};
  if (!summary.set_up_error.empty()) report["set_up_error"] = summary.set_up_error;
  if (summary.interrupted) report["interrupted"] = true;
  // What a client sent may be no UTF-8.
  return report.dump(1, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace conformance
