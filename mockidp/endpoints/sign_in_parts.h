#pragma once
// What the functions of sign_in.h are made of: reading a situation, committing an outcome, telling the
// journal.

#include <optional>
#include <string>
#include <string_view>

#include "mockidp/endpoints/sign_in.h"

namespace mockidp {

inline constexpr std::string_view kSessionCookieName = "idx";

// What the engine is asked about, and the records that it was read from: none of a person who is not there.
struct ReadSituation {
  Situation situation;
  Batch::Expect transaction_record;
  Batch::Expect person_record;
};

// The browser's session as it is kept, whatever it is still worth: the engine says why it no longer suffices.
std::optional<Session> session_of_browser(const Exchange& exchange);
RequestFacts facts_of(const Exchange& exchange);
// Whom the situation is about, looked up unless it is there already.
void find_person(const Exchange& exchange, Situation& situation);
// The situation that an answer meets: the person is the one whom it names, or the one in question.
ReadSituation situation_of_answer(const Exchange& exchange, Stored<Transaction> stored,
                                  const std::optional<Session>& session, const Input& input);

// What an outcome changes, on condition that nobody has changed it since it was read: of two wrong passwords
// at once both are counted, and neither twice.
Batch changes_of(Exchange& exchange, const ReadSituation& read, const Outcome& outcome);
Situation situation_after(const Exchange& exchange, Situation before, Outcome outcome);
bool commit_if_any(const Exchange& exchange, const Batch& batch);

bool is_stored(const Transaction& transaction);
void trace_transaction(Exchange& exchange, const Transaction& transaction);
void trace_outcome(Exchange& exchange, const Outcome& outcome);
// What was sent, and what the answer cost: the same for known and unknown people.
void trace_effects(Exchange& exchange, const std::vector<Effect>& effects, unsigned password_hashes);
// The next step, traced.
SignInState sign_in_state(Exchange& exchange, Situation situation, std::optional<Problem> problem,
                          std::string argument = {});

}  // namespace mockidp
