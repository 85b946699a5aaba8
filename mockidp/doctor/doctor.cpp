#include "mockidp/doctor/doctor.h"

#include <algorithm>

#include "mockidp/doctor/diagnoses/subjects.h"

namespace mockidp {
namespace {

bool is_about(const JournalLine& line, const AppSettings& settings) {
  return settings.client_id.empty() || line.client_id.empty() || line.client_id == settings.client_id;
}

// Requests that failed alike are one thing, however many.
std::vector<Seen> seen_in_journal(const Patient& patient, const Diagnosis& diagnosis) {
  struct Alike {
    std::string description, closest, client_id;
    std::size_t times = 0;
    std::uint64_t last = 0;
  };
  std::vector<Alike> kinds;
  for (const auto& line : patient.journal) {
    const auto& codes = diagnosis.codes;
    if (line.failed.empty() || std::find(codes.begin(), codes.end(), line.failed) == codes.end() ||
        !is_about(line, patient.settings))
      continue;
    auto kind = std::find_if(kinds.begin(), kinds.end(), [&](const Alike& one) {
      return one.description == line.description && one.closest == line.closest &&
             one.client_id == line.client_id;
    });
    if (kind == kinds.end())
      kind = kinds.insert(kinds.end(), {line.description, line.closest, line.client_id, 0, 0});
    ++kind->times;
    kind->last = line.sequence;
  }
  std::vector<Seen> seen;
  for (const auto& kind : kinds) {
    std::string what = kind.description;
    if (!kind.client_id.empty()) what += " (client " + kind.client_id + ")";
    if (kind.times > 1) what += ", " + std::to_string(kind.times) + " times";
    seen.push_back({std::move(what), kind.closest, kind.last});
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

std::string_view to_string(FindingKind kind) { return kind == FindingKind::mistake ? "mistake" : "note"; }

const std::vector<Diagnosis>& diagnoses() {
  static const std::vector<Diagnosis> all = whole_table();
  return all;
}

std::vector<Finding> diagnose(const Patient& patient) {
  std::vector<Finding> findings;
  for (const auto& diagnosis : diagnoses()) {
    Finding finding{&diagnosis, {}};
    if (diagnosis.judge != nullptr) finding.seen = diagnosis.judge(patient);
    for (auto& seen : seen_in_journal(patient, diagnosis)) finding.seen.push_back(std::move(seen));
    if (!finding.seen.empty()) findings.push_back(std::move(finding));
  }
  return findings;
}

}  // namespace mockidp
