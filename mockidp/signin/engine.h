#pragma once
// The sign-in engine: pure. It knows no HTTP, no store and no clock; effects are data that endpoints/sign_in
// commits.

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "mockidp/directory/directory.h"
#include "mockidp/people/person.h"
#include "mockidp/people/session.h"
#include "mockidp/protocol/clock.h"
#include "mockidp/protocol/random.h"
#include "mockidp/signin/step.h"
#include "mockidp/signin/transaction.h"

namespace mockidp {

struct Situation {
  const Directory& directory;
  Transaction transaction;
  std::optional<Person> person;    // of the transaction or, before anybody was identified, of the session
  std::optional<Session> session;  // the browser's org session, whether or not it still suffices
  protocol::TimePoint now{};
};

// Whom the next step is about: null for nobody yet, an unknown identifier, or a person who is gone. A person
// who is not the one of the transaction does not count, whatever the caller loaded.
const Person* person_in_question(const Situation& situation);

// The policies meet here in Okta's order: request (prompt, max_age), global session policy, app sign-in
// policy, status of the person, assignment to the app. The last two speak only once the person has proved who
// they are.
Step decide_next_step(const Situation& situation);

// Fits until something was verified: the browser's back button leads here too, and from a session's person to
// another.
struct IdentifyInput {
  std::string identifier;
  bool keep_signed_in = false;
};
// Fits where the next step asks for the password.
struct PasswordInput {
  std::string passcode;
};
struct StartOverInput {};  // "Back to sign in"
using Input = std::variant<IdentifyInput, PasswordInput, StartOverInput>;

// Effects, to be committed in one store transaction together with the changed transaction.
struct ChangePerson {
  Person person;
};
using Effect = std::variant<ChangePerson>;

struct Outcome {
  Transaction transaction;
  std::optional<Problem> problem;  // shown beside the next step
  std::optional<Problem>
      cause;  // what it really was, for the journal: a page may not tell who has an account
  std::vector<Effect> effects;
};

// One answer of the person. An input that does not fit the next step changes nothing. Known and unknown
// people cost one password hash each. For IdentifyInput the caller passes as `situation.person` whom the
// trimmed identifier names.
Outcome apply(const Situation& situation, const Input& input);
std::string_view trimmed_identifier(std::string_view typed);

// Hashes a new password with the org's number of iterations.
PasswordHash hash_password(std::string_view password, unsigned iterations, protocol::Random& random);

}  // namespace mockidp
