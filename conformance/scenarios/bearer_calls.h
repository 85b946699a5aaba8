#pragma once
// Calls of the API under test, and whether it served them: by what it told, not by the status alone.

#include <map>
#include <string>

#include "conformance/run.h"
#include "conformance/scenarios/guarded_content.h"

namespace conformance {

class BearerCalls {
 public:
  // Invents a person and asks the read route once with a token of theirs and once without any.
  explicit BearerCalls(Run& run);

  // A token of that person, bent by the faults that are on. Throws if the provider gives none: then nothing
  // can be said of the API.
  std::string token(std::map<std::string, std::string> wanted = {});
  // One GET; `authorization` is the whole header, "" sends none.
  Hop ask(const std::string& route, const std::string& authorization);
  Hop ask_with(const std::string& token);  // the read route, as a bearer
  bool serves(const Hop& answer) const;
  const Hop& answer_to_good_token() const { return good_; }

  bool expect_refused(const std::string& token, const std::string& what);

 private:
  Run& run_;
  UserAgent& browser_;
  Needle person_;
  Hop good_, none_;
  GuardedContent content_;
};

// "401, WWW-Authenticate: Bearer …"
std::string outcome_of(const Hop& answer);

}  // namespace conformance
