#pragma once
// The sign-in engine: pure. It knows no HTTP, no store and no clock; effects are data that endpoints/sign_in
// commits.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mockidp/directory/directory.h"
#include "mockidp/people/person.h"
#include "mockidp/people/session.h"
#include "mockidp/policy/request_facts.h"
#include "mockidp/protocol/clock.h"
#include "mockidp/protocol/random.h"
#include "mockidp/signin/effects.h"
#include "mockidp/signin/inputs.h"
#include "mockidp/signin/step.h"
#include "mockidp/signin/transaction.h"

namespace mockidp {

struct Situation {
  const Directory& directory;
  Transaction transaction;
  std::optional<Person> person;    // of the transaction or, before anybody was identified, of the session
  std::optional<Session> session;  // the browser's org session, whether or not it still suffices
  protocol::TimePoint now{};
  RequestFacts facts{};
};

// Whom the next step is about: null for nobody yet, an unknown identifier, or a person who is gone. A person
// who is not the one of the transaction does not count, whatever the caller loaded.
const Person* person_in_question(const Situation& situation);

// The policies meet here in Okta's order: request (prompt, max_age), global session policy, status of the
// person, assignment to the app, app sign-in policy, acr_values, enrolment policy, consent. What is about one
// person speaks only once they have proved who they are.
Step decide_next_step(const Situation& situation);

struct Outcome {
  Transaction transaction;
  std::optional<Problem> problem;  // shown beside the next step
  std::optional<Problem>
      cause;             // what it really was, for the journal: a page may not tell who has an account
  std::string argument;  // of the problem's text
  std::vector<Effect> effects;
  unsigned password_hashes = 0;  // what the answer cost: the same for known and unknown people
};

// One answer of the person. An input that does not fit the next step changes nothing. Known and unknown
// people cost one password hash each. For IdentifyInput the caller passes as `situation.person` whom the
// trimmed identifier names; for ProfileInput of a sign-up whoever has its e-mail address as login already.
// `random` is the source of codes, links and ids.
Outcome apply(const Situation& situation, const Input& input, protocol::Random& random);
std::string_view trimmed_identifier(std::string_view typed);

// Hashes a new password with the org's number of iterations.
PasswordHash hash_password(std::string_view password, unsigned iterations, protocol::Random& random);

}  // namespace mockidp
