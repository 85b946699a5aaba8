#include "mockidp/doctor/doctor.h"

#include <algorithm>
#include <array>
#include <set>

#include "mockidp/doctor/diagnoses/subjects.h"

namespace mockidp {
namespace {

bool is_about(const JournalLine& line, const AppSettings& settings) {
  return settings.client_id.empty() || line.client_id.empty() || line.client_id == settings.client_id;
}

struct Recognised {
  const Diagnosis* diagnosis = nullptr;  // null: nothing was
  std::string_view told{};               // what gave it away
};

Recognised recognise_code(const Patient& patient, const JournalLine& line) {
  const Diagnosis* by_code = nullptr;
  for (const auto& diagnosis : diagnoses()) {
    for (const auto& symptom : diagnosis.symptoms)
      if (symptom.code == line.failed && symptom.is_meant(patient, line))
        return {&diagnosis, line.description};
    const auto& codes = diagnosis.codes;
    if (std::find(codes.begin(), codes.end(), line.failed) != codes.end()) by_code = &diagnosis;
  }
  return {by_code, line.description};
}

bool is_decision_of(std::string_view decision, std::string_view what) {
  return decision.starts_with(what) && decision.substr(what.size()).starts_with(": ");
}

Recognised recognise_decision(const Patient& patient, const JournalLine& line) {
  if (line.decided.empty()) return {};
  for (const auto& diagnosis : diagnoses())
    for (const auto& symptom : diagnosis.symptoms)
      for (const auto& decision : line.decided)
        if (is_decision_of(decision, symptom.code) && symptom.is_meant(patient, line))
          return {&diagnosis, decision};
  return {};
}

Recognised recognise(const Patient& patient, const JournalLine& line) {
  return line.failed.empty() ? recognise_decision(patient, line) : recognise_code(patient, line);
}

// The same client, person and grant at the same endpoint of the same server.
using Errand = std::array<std::string_view, 4>;
Errand errand_of(const JournalLine& line) {
  const auto grant = line.received.find("grant_type");
  return {line.path, line.client_id, line.person,
          grant != line.received.end() ? std::string_view(grant->second) : std::string_view()};
}

// A browser's preflight says nothing of the request after it.
bool has_got_through(const JournalLine& line) {
  return line.failed.empty() && line.status < 400 && line.method != "OPTIONS" && !line.client_id.empty();
}

// A refusal often comes before it is known who asks.
bool is_done(const std::set<Errand>& done, const JournalLine& line) {
  if (line.client_id.empty()) return false;
  const auto errand = errand_of(line);
  return std::any_of(done.begin(), done.end(), [&](const Errand& one) {
    return one[0] == errand[0] && one[1] == errand[1] && (errand[2].empty() || one[2] == errand[2]) &&
           one[3] == errand[3];
  });
}

struct Failure {
  const JournalLine* line = nullptr;
  const Diagnosis* diagnosis = nullptr;
  std::string_view told{};
  bool past = false;
};

// From the newest on, so that what has worked since is known; told oldest first.
std::vector<Failure> recognised_failures(const Patient& patient) {
  std::vector<Failure> failures;
  std::set<Errand> done;
  for (auto line = patient.journal.rbegin(); line != patient.journal.rend(); ++line) {
    const auto [diagnosis, told] = recognise(patient, *line);
    if (diagnosis == nullptr && has_got_through(*line)) done.insert(errand_of(*line));
    if (diagnosis == nullptr || !is_about(*line, patient.settings)) continue;
    const bool mended = diagnosis->stands != nullptr && !diagnosis->stands(patient, *line);
    const bool is_note = diagnosis->kind == FindingKind::note;
    failures.push_back({&*line, diagnosis, told, !is_note && (mended || is_done(done, *line))});
  }
  std::reverse(failures.begin(), failures.end());
  return failures;
}

// Okta's own API names the client as little as what it was asked for.
std::string told_of(const Failure& failure) {
  const JournalLine& line = *failure.line;
  std::string told(failure.told);
  if (!line.client_id.empty()) told += " (client " + line.client_id + ")";
  const bool by_an_api = line.failed.empty() || line.failed.starts_with("E0");
  if (line.client_id.empty() && by_an_api) told = line.path + ": " + told;
  if (!line.failed.empty() && !line.refused_by.empty()) told += ", decided by " + line.refused_by;
  return told;
}

std::string closest_to(const Patient& patient, const Failure& failure) {
  const auto& closest = failure.line->closest;
  const auto nearest = failure.diagnosis->nearest;
  return closest.empty() && nearest != nullptr ? nearest(patient, *failure.line) : closest;
}

// Requests that failed alike are one thing, however many.
std::vector<Seen> seen_in_journal(const Patient& patient, const std::vector<Failure>& failures,
                                  const Diagnosis& diagnosis) {
  struct Alike {
    Seen seen;
    std::size_t times = 0;
  };
  std::vector<Alike> kinds;
  for (const auto& failure : failures) {
    if (failure.diagnosis != &diagnosis) continue;
    const Seen seen{told_of(failure), closest_to(patient, failure), failure.line->sequence, failure.past};
    auto kind = std::find_if(kinds.begin(), kinds.end(), [&](const Alike& one) {
      return one.seen.what == seen.what && one.seen.closest == seen.closest && one.seen.past == seen.past;
    });
    if (kind == kinds.end()) kind = kinds.insert(kinds.end(), {seen, 0});
    ++kind->times;
    kind->seen.entry = seen.entry;
  }
  std::vector<Seen> seen;
  for (auto& [one, times] : kinds) {
    if (times > 1) one.what += ", " + std::to_string(times) + " times";
    seen.push_back(std::move(one));
  }
  return seen;
}

std::vector<Diagnosis> whole_table() {
  std::vector<Diagnosis> all;
  for (const auto& subject :
       {diagnoses_of_issuer(), diagnoses_of_client(), diagnoses_of_redirect(), diagnoses_of_access(),
        diagnoses_of_token_requests(), diagnoses_of_browser(), diagnoses_of_sign_out()})
    all.insert(all.end(), subject.begin(), subject.end());
  return all;
}

}  // namespace

std::string_view to_string(FindingKind kind) {
  if (kind == FindingKind::past) return "past";
  return kind == FindingKind::mistake ? "mistake" : "note";
}

FindingKind Finding::kind() const {
  const bool all_past = std::all_of(seen.begin(), seen.end(), [](const Seen& one) { return one.past; });
  return diagnosis->kind == FindingKind::mistake && all_past ? FindingKind::past : diagnosis->kind;
}

const std::vector<Diagnosis>& diagnoses() {
  static const std::vector<Diagnosis> all = whole_table();
  return all;
}

std::vector<Finding> diagnose(const Patient& patient) {
  const auto failures = recognised_failures(patient);
  std::vector<Finding> findings;
  for (const auto& diagnosis : diagnoses()) {
    Finding finding{&diagnosis, {}};
    if (diagnosis.judge != nullptr) finding.seen = diagnosis.judge(patient);
    for (auto& seen : seen_in_journal(patient, failures, diagnosis)) finding.seen.push_back(std::move(seen));
    std::stable_partition(finding.seen.begin(), finding.seen.end(),
                          [](const Seen& one) { return !one.past; });
    if (!finding.seen.empty()) findings.push_back(std::move(finding));
  }
  return findings;
}

}  // namespace mockidp
