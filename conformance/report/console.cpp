#include <algorithm>
#include <iomanip>
#include <map>
#include <ostream>

#include "conformance/report/printable.h"
#include "conformance/report/reports.h"

namespace conformance {

namespace {

constexpr const char* kRed = "\033[1;31m";
constexpr const char* kYellow = "\033[33m";
constexpr const char* kGreen = "\033[32m";
constexpr const char* kGrey = "\033[2m";
constexpr const char* kPlain = "\033[0m";
constexpr int kActorWidth = 8;

std::string upper_case(std::string_view text) {
  std::string upper(text);
  std::transform(upper.begin(), upper.end(), upper.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return upper;
}

const char* colour_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::pass:
      return kGreen;
    case Verdict::skip:
      return kGrey;
    case Verdict::warning:
    case Verdict::inconclusive:
    case Verdict::misconfigured:
      return kYellow;
    case Verdict::fail:
      return kRed;
  }
  return kPlain;
}

void print_exchange(std::ostream& out, const std::vector<ExchangeLine>& exchange) {
  if (exchange.empty()) return;
  out << "  exchange\n";
  for (const auto& line : exchange)
    out << "    " << std::left << std::setw(kActorWidth) << line.from << " → " << std::setw(kActorWidth)
        << line.to << "  " << printable(line.text) << "\n";
}

void print_finding(std::ostream& out, const RunSummary& summary, const Result& result, Colours colours) {
  const auto& scenario = *result.scenario;
  const auto& attempt = result.attempt;
  out << "\n"
      << verdict_word(result.verdict, colours) << "  " << scenario.id << "  " << scenario.title << "\n";
  if (!result.reason.empty()) out << "  because   " << printable(result.reason) << "\n";
  for (const auto& unmet : attempt.unmet) {
    out << "  expected  " << printable(unmet.expected) << "\n";
    if (!unmet.observed.empty()) out << "  observed  " << printable(unmet.observed) << "\n";
  }
  for (const auto& warning : attempt.warnings) out << "  weaker    " << printable(warning) << "\n";
  for (const auto& note : attempt.notes) out << "  note      " << printable(note) << "\n";
  out << "  correct   " << scenario.requirement << "\n";
  out << "  why       " << scenario.why << "\n  clause    " << clauses_text(scenario) << "\n";
  print_exchange(out, attempt.exchange);
  if (!summary.command.empty())
    out << "  again     " << printable(summary.command) << " --only " << scenario.id << "\n";
}

bool is_for_profile(const Scenario& scenario, const std::string& profile) {
  return std::any_of(scenario.applies_to.begin(), scenario.applies_to.end(),
                     [&](Profile one) { return to_string(one) == profile; });
}

// Only what the client could be made to take part in: another profile's scenarios are no gap.
void print_skipped(std::ostream& out, const RunSummary& summary) {
  std::map<std::string, std::string> by_reason;
  for (const auto& result : summary.results)
    if (result.verdict == Verdict::skip && is_for_profile(*result.scenario, summary.profile))
      by_reason[result.reason] += " " + result.scenario->id;
  if (!by_reason.empty()) out << "\n";
  for (const auto& [reason, ids] : by_reason) out << "SKIP " << ids << ": " << reason << "\n";
}

}  // namespace

std::string verdict_word(Verdict verdict, Colours colours) {
  const auto word = upper_case(to_string(verdict));
  return colours == Colours::on ? colour_of(verdict) + word + kPlain : word;
}

std::string clauses_text(const Scenario& scenario) {
  std::string text;
  for (const auto& clause : scenario.clauses)
    text +=
        (text.empty() ? "" : "; ") + clause.document + (clause.section.empty() ? "" : ", " + clause.section);
  return text;
}

std::size_t count_of(const RunSummary& summary, Verdict verdict) {
  return static_cast<std::size_t>(
      std::count_if(summary.results.begin(), summary.results.end(),
                    [verdict](const Result& result) { return result.verdict == verdict; }));
}

void print_report(std::ostream& out, const RunSummary& summary, Colours colours) {
  for (const auto verdict : {Verdict::fail, Verdict::misconfigured, Verdict::inconclusive, Verdict::warning})
    for (const auto& result : summary.results)
      if (result.verdict == verdict) print_finding(out, summary, result, colours);
  print_skipped(out, summary);
  const auto skipped =
      std::count_if(summary.results.begin(), summary.results.end(), [&](const Result& result) {
        return result.verdict == Verdict::skip && is_for_profile(*result.scenario, summary.profile);
      });
  out << "\n"
      << printable(summary.client) << ": " << summary.results.size() - count_of(summary, Verdict::skip)
      << " scenarios";
  for (const auto& [verdict, words] :
       {std::pair{Verdict::pass, "passed"}, std::pair{Verdict::fail, "failed"},
        std::pair{Verdict::warning, "with warnings"}, std::pair{Verdict::inconclusive, "inconclusive"}})
    out << ", " << count_of(summary, verdict) << " " << words;
  if (const auto count = count_of(summary, Verdict::misconfigured); count > 0)
    out << ", " << count << " misconfigured";
  out << "; " << skipped << " skipped; " << std::fixed << std::setprecision(1) << summary.seconds
      << " s; seed " << summary.seed << "\n";
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
