#include "mockidp/signin/engine.h"

#include <algorithm>
#include <utility>

#include "mockidp/protocol/result.h"
#include "mockidp/signin/authenticators/authenticator.h"

namespace mockidp {
namespace {

// What a page may say. With user-enumeration prevention nothing told apart by whether and how an account
// exists: who is unknown, locked out, suspended or not active reads what a wrong password reads. This is
// Okta's default too, whose password policies do not show lock-outs (showLockoutFailures false).
Problem problem_to_show(const Switches& switches, Problem cause) {
  switch (cause) {
    case Problem::unknown_identifier:
      return Problem::wrong_password;  // whoever came to a password page was let past the identifier
    case Problem::locked_out:
    case Problem::suspended:
    case Problem::not_active:
      return switches.prevent_user_enumeration ? Problem::wrong_password : cause;
    default:
      return cause;
  }
}

Outcome unchanged(const Situation& situation) { return {situation.transaction, {}, {}, {}}; }

Outcome with_problem(Transaction transaction, Problem problem) {
  return {std::move(transaction), problem, problem, {}};
}

Outcome answer_identify(const Situation& situation, const IdentifyInput& input) {
  if (!situation.transaction.verified.empty()) return unchanged(situation);
  const std::string_view identifier = trimmed_identifier(input.identifier);

  Transaction next = situation.transaction;
  next.identifier = identifier;
  next.identified = false;
  next.person_id.clear();
  next.keep_signed_in = input.keep_signed_in;
  if (identifier.empty()) return with_problem(std::move(next), Problem::identifier_missing);

  const bool tell = !situation.directory.org.switches.prevent_user_enumeration;
  if (!situation.person && tell) return with_problem(std::move(next), Problem::unknown_identifier);

  next.identified = true;
  if (situation.person) next.person_id = situation.person->id;
  return {std::move(next), {}, {}, {}};
}

Outcome answer_challenge(const Situation& situation, const Input& input) {
  const Authenticator* authenticator = find_authenticator(authenticator_of(decide_next_step(situation)));
  if (authenticator == nullptr) return unchanged(situation);
  const Person* person = person_in_question(situation);
  const auto verification = authenticator->verify(situation, person, input);
  if (!verification) return unchanged(situation);

  Outcome outcome = unchanged(situation);
  if (verification->changed) outcome.effects.push_back(ChangePerson{*verification->changed});
  if (verification->cause) {
    if (verification->attempted) ++outcome.transaction.failures;
    outcome.cause = verification->cause;
    outcome.problem = problem_to_show(situation.directory.org.switches, *verification->cause);
    return outcome;
  }

  // From here on the transaction has a person of its own, also where the session had named them.
  Transaction& proved = outcome.transaction;
  if (!proved.identified) proved.identifier = person->login;
  proved.identified = true;
  proved.person_id = person->id;
  proved.verified.push_back(
      {std::string(authenticator->key()), std::string(authenticator->method()), situation.now});
  return outcome;
}

Outcome start_over(const Situation& situation) {
  Outcome outcome = unchanged(situation);
  Transaction& fresh = outcome.transaction;
  fresh.identifier.clear();
  fresh.person_id.clear();
  fresh.identified = false;
  fresh.keep_signed_in = false;
  fresh.verified.clear();
  fresh.started_over = true;
  return outcome;
}

}  // namespace

std::string_view trimmed_identifier(std::string_view typed) {
  constexpr std::string_view kBlank = " \t\r\n\f\v";
  const auto first = typed.find_first_not_of(kBlank);
  if (first == std::string_view::npos) return {};
  return typed.substr(first, typed.find_last_not_of(kBlank) - first + 1);
}

Outcome apply(const Situation& situation, const Input& input) {
  return std::visit(protocol::Overloaded{
                        [&](const IdentifyInput& given) { return answer_identify(situation, given); },
                        [&](const StartOverInput&) { return start_over(situation); },
                        [&](const auto&) { return answer_challenge(situation, input); },
                    },
                    input);
}

}  // namespace mockidp
