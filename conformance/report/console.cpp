#include <algorithm>
#include <iomanip>
#include <ostream>

#include "conformance/report/reports.h"

namespace conformance {

namespace {

std::string upper_case(std::string_view text) {
  std::string upper(text);
  std::transform(upper.begin(), upper.end(), upper.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return upper;
}

std::size_t count_of(const RunSummary& summary, Verdict verdict) {
  return static_cast<std::size_t>(
      std::count_if(summary.results.begin(), summary.results.end(),
                    [verdict](const Result& result) { return result.verdict == verdict; }));
}

void print_exchange(std::ostream& out, const std::vector<ExchangeLine>& exchange) {
  if (exchange.empty()) return;
  out << "  exchange\n";
  for (const auto& line : exchange)
    out << "    " << std::left << std::setw(8) << line.from << "→ " << std::setw(9) << line.to << line.text
        << "\n";
}

void print_finding(std::ostream& out, const Result& result) {
  const auto& scenario = *result.scenario;
  const auto& attempt = result.attempt;
  out << "\n"
      << upper_case(to_string(result.verdict)) << "  " << scenario.id << "  " << scenario.title << "\n";
  if (!result.reason.empty()) out << "  because   " << result.reason << "\n";
  out << "  correct   " << scenario.requirement << "\n";
  for (const auto& unmet : attempt.unmet) {
    out << "  expected  " << unmet.expected << "\n";
    if (!unmet.observed.empty()) out << "  observed  " << unmet.observed << "\n";
  }
  for (const auto& warning : attempt.warnings) out << "  weaker    " << warning << "\n";
  for (const auto& note : attempt.notes) out << "  note      " << note << "\n";
  out << "  why       " << scenario.why << "\n  clause    " << clauses_text(scenario) << "\n";
  print_exchange(out, attempt.exchange);
}

}  // namespace

std::string clauses_text(const Scenario& scenario) {
  std::string text;
  for (const auto& clause : scenario.clauses)
    text +=
        (text.empty() ? "" : "; ") + clause.document + (clause.section.empty() ? "" : ", " + clause.section);
  return text;
}

void print_progress(std::ostream& out, const Result& result) {
  out << std::left << std::setw(13) << to_string(result.verdict) << std::setw(9) << result.scenario->id
      << std::right << std::setw(6) << result.attempt.took.count() << " ms  " << result.scenario->title
      << "\n"
      << std::flush;
}

void print_report(std::ostream& out, const RunSummary& summary) {
  for (const auto verdict : {Verdict::fail, Verdict::inconclusive, Verdict::warning})
    for (const auto& result : summary.results)
      if (result.verdict == verdict) print_finding(out, result);
  out << "\n"
      << summary.client << ": " << summary.results.size() << " scenarios, "
      << count_of(summary, Verdict::pass) << " passed, " << count_of(summary, Verdict::fail) << " failed, "
      << count_of(summary, Verdict::warning) << " warnings, " << count_of(summary, Verdict::inconclusive)
      << " inconclusive, " << count_of(summary, Verdict::skip) << " skipped, in " << std::fixed
      << std::setprecision(1) << summary.seconds << " s (seed " << summary.seed << ")\n";
}

void print_scenario(std::ostream& out, const Scenario& scenario) {
  out << scenario.id << "  " << scenario.path << "\n\n"
      << scenario.title << "\n\n  correct   " << scenario.requirement << "\n  why       " << scenario.why
      << "\n  level     " << to_string(scenario.level) << "\n  clause    " << clauses_text(scenario)
      << "\n  profiles ";
  for (const auto profile : scenario.applies_to) out << " " << to_string(profile);
  out << "\n";
  if (!scenario.control.empty()) out << "  control   " << scenario.control << " must hold before and after\n";
  if (!scenario.needs.empty()) {
    out << "  needs    ";
    for (const auto& need : scenario.needs) out << " " << need;
    out << "\n";
  }
  if (scenario.needs_restart) out << "  restart   the client is started anew for it\n";
}

}  // namespace conformance
