#pragma once
// Recognises the classic mistakes between an app and its org, and says what Okta's guides tell to do about
// each. Pure: over what the org is, what the app has been told of itself, and what the journal has seen.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mockidp/directory/directory.h"
#include "mockidp/people/person.h"

namespace mockidp {

// An app's settings as the app has them. What is empty is not known, and nothing is said of it.
struct AppSettings {
  std::string issuer;
  std::string client_id;
  std::string client_secret;
  std::optional<ApplicationType> application_type;  // what it is written as
  std::string redirect_uri;
  std::string post_logout_redirect_uri;
  std::string origin;  // of its pages
  std::string login;   // who signs in
  std::vector<std::string> scopes;
  std::string response_type;
  std::string audience;  // that its API expects
};

// What one journal entry tells, as far as a diagnosis asks.
struct JournalLine {
  std::uint64_t sequence = 0;
  std::string method, path;
  int status = 200;
  std::string endpoint, server, client_id, person;
  std::string flow;                             // ties the requests of one sign-in together
  std::string failed;                           // Okta's internal code; empty: nothing failed
  std::string description;                      // the text that went with it
  std::string refused_by;                       // what decided it, where the journal has it
  std::string closest;                          // what would have passed, where the journal has it
  std::vector<std::string> decided;             // "what: by", in order
  std::map<std::string, std::string> received;  // by parameter; empty: digested
};
// Of one entry as GET …/journal answers it; nullopt if it is none.
std::optional<JournalLine> read_journal_line(std::string_view json);

struct Patient {
  const Directory& directory;
  const std::vector<Person>& people;
  const AppSettings& settings;
  const std::vector<JournalLine>& journal;  // oldest first
  bool issuer_follows_host = false;         // the org is wherever it is asked
};

// One thing that gives a mistake away.
struct Seen {
  std::string what;
  std::string closest{};    // what would have been right; empty: cannot be told
  std::uint64_t entry = 0;  // the last journal entry that has it; 0: seen in the settings
  bool past = false;        // it is mended: the org has changed since, or the client has got through
};

// A note is no mistake, but what people take for one. Past is a mistake of which nothing is left.
enum class FindingKind { mistake, note, past };
std::string_view to_string(FindingKind kind);

// Whether a line of the journal is so.
using Sign = bool (*)(const Patient&, const JournalLine&);

// One of Okta's codes that stands for several mistakes, and how its own is told from the others. Of a request
// that was answered as if all were well it is what the journal says was decided, "origin refused".
struct Symptom {
  std::string_view code;
  Sign is_meant = nullptr;
  std::string_view when;  // the same in words, for the docs
};

// A row of the doctor's table. `judge` looks at settings and directory; a request that failed with one of
// `codes`, which no symptom of any row claims, or by one of its own symptoms gives the same mistake away.
struct Diagnosis {
  std::string_view name;  // stable
  FindingKind kind = FindingKind::mistake;
  std::string_view title;   // one sentence
  std::string_view remedy;  // what Okta's guides tell to do
  std::vector<Seen> (*judge)(const Patient&) = nullptr;
  std::vector<std::string_view> codes{};
  std::vector<Symptom> symptoms{};
  Sign stands = nullptr;  // whether the org as it is now would refuse that again; null: it cannot tell
  // What would have been right, where the journal has it not; null: it cannot tell either.
  std::string (*nearest)(const Patient&, const JournalLine&) = nullptr;
};
const std::vector<Diagnosis>& diagnoses();

struct Finding {
  const Diagnosis* diagnosis = nullptr;
  std::vector<Seen> seen;  // not empty; what is past last
  FindingKind kind() const;
};
// In the order of the table. Of the journal only what is about the client of the settings counts, and what
// names no client; without one, everything.
std::vector<Finding> diagnose(const Patient& patient);

}  // namespace mockidp
