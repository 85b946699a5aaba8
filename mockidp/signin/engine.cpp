#include "mockidp/signin/engine.h"

#include <algorithm>
#include <utility>

#include "mockidp/policy/applicable_policies.h"
#include "mockidp/protocol/bytes.h"
#include "mockidp/protocol/result.h"
#include "mockidp/signin/authenticators/authenticator.h"
#include "mockidp/signin/factors.h"
#include "mockidp/signin/purposes.h"
#include "mockidp/signin/sent_code.h"
#include "mockidp/signin/standing.h"

namespace mockidp {
namespace {

bool recovers(const Transaction& transaction) {
  return transaction.purpose == Purpose::recovery || transaction.purpose == Purpose::unlock;
}

// What a page may say. With user-enumeration prevention nothing told apart by whether and how an account
// exists: who is unknown, locked out, suspended or not active reads what a wrong password reads. This is
// Okta's default too, whose password policies do not show lock-outs (showLockoutFailures false).
Problem problem_to_show(const Situation& situation, Problem cause) {
  const bool prevent = situation.directory.org.switches.prevent_user_enumeration;
  const auto& policy = applicable_password(situation.directory, person_in_question(situation));
  switch (cause) {
    case Problem::unknown_identifier:
      return Problem::wrong_password;  // whoever came to a password page was let past the identifier
    case Problem::locked_out:
      if (policy.show_lockout_failures) return Problem::lockout_told;
      [[fallthrough]];
    case Problem::suspended:
    case Problem::not_active:
      return prevent ? Problem::wrong_password : cause;
    default:
      return cause;
  }
}

void tell_of_lockout(Answering& answering, const Person* before, const Person& after) {
  const bool locked = before != nullptr && before->status != PersonStatus::LOCKED_OUT &&
                      after.status == PersonStatus::LOCKED_OUT;
  const auto email = std::string(after.attribute("email"));
  if (!locked || email.empty() ||
      !applicable_password(answering.situation.directory, &after).notify_lockout_by_email)
    return;
  answering.outcome.effects.push_back(
      message_to(answering.situation, &after, MessageKind::AccountLockout, email));
}

// From here on the transaction has a person of its own, also where the session had named them.
void take_as_proved(Answering& answering, const MethodRef& method) {
  auto& proved = answering.outcome.transaction;
  if (!proved.identified) proved.identifier = answering.situation.person->login;
  proved.identified = true;
  proved.person_id = answering.situation.person->id;
  proved.verified.push_back({method.key, std::string(amr_of(method.method)), answering.situation.now});
  proved.challenge.reset();
  proved.choosing = false;
}

// The method whose answer a page waits for.
std::optional<MethodRef> asked_method(const Step& step) {
  if (std::holds_alternative<ChallengePassword>(step.what))
    return MethodRef{std::string(kPasswordKey), "password"};
  if (const auto* code = std::get_if<EnterCode>(&step.what))
    return code->enrolling ? std::nullopt : std::optional(code->offer.method);
  if (const auto* question = std::get_if<AnswerQuestion>(&step.what)) return question->offer.method;
  return std::nullopt;
}

Outcome answer_challenge(Answering answering, const MethodRef& method, std::string_view passcode) {
  const auto& situation = answering.situation;
  const Person* person = person_in_question(situation);
  const auto& challenge = situation.transaction.challenge;
  const bool chosen = challenge && !challenge->enrolling && challenge->method.key == method.key;
  auto verification =
      find_authenticator(method.key)->verify(situation, person, chosen ? &*challenge : nullptr, passcode);
  answering.outcome.password_hashes += verification.password_hashes;
  if (verification.changed) {
    tell_of_lockout(answering, person, *verification.changed);
    answering.change(std::move(*verification.changed));
  }
  if (verification.cause) {
    auto& outcome = answering.outcome;
    if (verification.attempted) ++outcome.transaction.failures;
    outcome.cause = verification.cause;
    outcome.problem = problem_to_show(situation, *verification.cause);
    return answering.done();
  }
  take_as_proved(answering, method);
  return answering.done();
}

Outcome take_passcode(Answering answering, const PasscodeInput& input) {
  const auto step = decide_next_step(answering.situation);
  const auto& transaction = answering.situation.transaction;
  const auto* code = std::get_if<EnterCode>(&step.what);
  const bool enrols = (code != nullptr && code->enrolling) || std::holds_alternative<CheckEmail>(step.what);
  if (enrols && transaction.challenge) {
    auto outcome = verify_enrolment(std::move(answering), input.passcode);
    return outcome;
  }
  const auto method = asked_method(step);
  if (!method) return answering.done();
  if (recovers(transaction)) return answer_recovery_code(std::move(answering), input.passcode);
  return answer_challenge(std::move(answering), *method, input.passcode);
}

// Both on one page: whatever is wrong, the page that comes again is the same.
Outcome identify_with_password(Outcome identified, const Situation& situation, const IdentifyInput& input,
                               protocol::Random& random) {
  Situation next = situation;
  next.transaction = identified.transaction;
  const auto step = decide_next_step(next);
  if (!std::holds_alternative<ChallengePassword>(step.what)) return identified;
  Outcome answered =
      answer_challenge(Answering(next, random), {std::string(kPasswordKey), "password"}, input.passcode);
  if (!answered.problem) return answered;
  if (answered.problem == Problem::wrong_password) answered.problem = Problem::authentication_failed;
  answered.transaction.identified = false;
  answered.transaction.person_id.clear();
  return answered;
}

Outcome answer_identify(Answering answering, const IdentifyInput& input) {
  const auto& situation = answering.situation;
  Transaction& next = answering.outcome.transaction;
  const bool over = next.completed || next.transferred || !next.verified.empty() ||
                    !next.recovered_by.empty() || next.purpose == Purpose::activation ||
                    next.purpose == Purpose::registration;
  if (over) return answering.done();
  const std::string_view identifier = trimmed_identifier(input.identifier);
  const auto asked = decide_next_step(situation);
  const auto* page = std::get_if<Identify>(&asked.what);

  next.identifier = identifier;
  next.identified = false;
  next.person_id.clear();
  next.challenge.reset();
  next.choosing = false;
  if (!recovers(next)) next.keep_signed_in = input.keep_signed_in;
  if (identifier.empty()) return answering.problem(Problem::identifier_missing);

  const bool tell = !situation.directory.org.switches.prevent_user_enumeration;
  if (!situation.person && tell)
    return answering.problem(Problem::unknown_identifier, std::string(identifier));
  const bool both = page != nullptr && page->with_password && !recovers(next);
  if (both && input.passcode.empty()) return answering.problem(Problem::passcode_missing);

  next.identified = true;
  if (situation.person) next.person_id = situation.person->id;
  if (!both) return answering.done();
  return identify_with_password(answering.done(), situation, input, answering.random);
}

Outcome select(Answering answering, const SelectInput& input) {
  const auto& situation = answering.situation;
  const auto step = decide_next_step(situation);
  const auto* enrolment = std::get_if<SelectEnrolment>(&step.what);
  if (enrolment != nullptr) return select_enrolment(std::move(answering), input.method);
  const auto* page = std::get_if<SelectAuthenticator>(&step.what);
  if (page == nullptr) return answering.done();
  for (const Offer& offer : page->offers) {
    const bool wanted = offer.method.key == input.method.key &&
                        (input.method.method.empty() || offer.method.method == input.method.method);
    if (!wanted) continue;
    Challenge challenge;
    challenge.method = offer.method;
    answering.outcome.transaction.challenge = std::move(challenge);
    break;
  }
  return answering.done();
}

Outcome reselect(Answering answering) {
  answering.outcome.transaction.challenge.reset();
  answering.outcome.transaction.choosing = true;
  return answering.done();
}

// What the page shows, to be sent: again, for the first time, or by the other method of it.
Outcome send(Answering answering, const SendInput& input) {
  const auto& situation = answering.situation;
  const auto& transaction = situation.transaction;
  const auto step = decide_next_step(situation);
  const bool enrols = transaction.challenge && transaction.challenge->enrolling;
  if (std::holds_alternative<CheckEmail>(step.what) && enrols) {
    Challenge challenge = *transaction.challenge;
    if (auto problem = too_soon(challenge, situation.now)) return answering.problem(*problem);
    send_to(answering, challenge, MessageKind::RegistrationActivation, person_in_question(situation));
    answering.outcome.transaction.challenge = std::move(challenge);
    return answering.done();
  }
  const auto* to_send = std::get_if<SendCode>(&step.what);
  const auto* sent = std::get_if<EnterCode>(&step.what);
  const bool otp_page = std::holds_alternative<EnrolOtp>(step.what);
  if (to_send == nullptr && sent == nullptr && !otp_page) return answering.done();
  if (enrols) return send_enrolment_code(std::move(answering), input.method);
  if (recovers(transaction)) return send_recovery_code(std::move(answering), input.method);

  MethodRef method = to_send != nullptr ? to_send->offer.method : sent->offer.method;
  for (const Offer& offer : enrolled_offers(situation, UsedFor::sign_in))
    if (offer.method.key == method.key && offer.method.method == input.method) method = offer.method;
  Challenge challenge =
      transaction.challenge && transaction.challenge->method == method ? *transaction.challenge : Challenge{};
  challenge.method = method;
  if (auto problem = too_soon(challenge, situation.now)) return answering.problem(*problem);
  const Person* person = person_in_question(situation);
  challenge.address = find_authenticator(method.key)->address(person, transaction.identifier);
  if (challenge.address.empty()) return answering.done();
  send_to(answering, challenge, MessageKind::EmailChallenge, person);
  // Nobody is there to read it: the page goes on as if.
  if (person == nullptr)
    std::erase_if(answering.outcome.effects,
                  [](const Effect& effect) { return std::holds_alternative<SendMessage>(effect); });
  answering.outcome.transaction.challenge = std::move(challenge);
  return answering.done();
}

Outcome skip(Answering answering) {
  const auto step = decide_next_step(answering.situation);
  auto& transaction = answering.outcome.transaction;
  if (const auto* list = std::get_if<SelectEnrolment>(&step.what); list != nullptr && list->can_skip)
    transaction.enrolment_skipped = true;
  if (const auto* password = std::get_if<SetPassword>(&step.what); password != nullptr && password->can_skip)
    transaction.warning_skipped = true;
  return answering.done();
}

Outcome stay(Answering answering, const StayInput& input) {
  if (!std::holds_alternative<AskToStay>(decide_next_step(answering.situation).what)) return answering.done();
  auto& transaction = answering.outcome.transaction;
  transaction.stay_signed_in = input.stay;
  if (input.stay) transaction.keep_signed_in = true;
  Person person = answering.person();
  person.asked_to_stay_at = answering.situation.now;
  answering.change(std::move(person));
  return answering.done();
}

// The link's token says as much as the code of the same mail.
Outcome follow_link(Answering answering, const LinkInput& input) {
  const auto& challenge = answering.situation.transaction.challenge;
  if (!challenge || challenge->link_digest.empty() ||
      !protocol::constant_time_equal(challenge->link_digest, digest_of_link(input.token)))
    return answering.problem(Problem::link_stale);
  if (is_over(*challenge, answering.situation.now)) return answering.problem(Problem::link_expired);
  return take_passcode(std::move(answering), {code_of_link(input.token)});
}

Outcome automatic(Answering answering) {
  const auto& situation = answering.situation;
  const Person* person = person_in_question(situation);
  const auto rules = rules_for(situation);
  if (person == nullptr || rules.app == nullptr || situation.transaction.purpose != Purpose::sign_in)
    return answering.done();
  const auto& whom = rules.app->auto_sign_in;
  const auto& policy = applicable_password(situation.directory, person);
  const bool theirs = whom == "*" || (!whom.empty() && whom == person->login);
  if (!theirs || decide_standing(policy, *person, situation.now)) return answering.done();
  const auto step = decide_next_step(situation);
  if (std::holds_alternative<AskToStay>(step.what)) return stay(std::move(answering), {false});
  if (std::holds_alternative<AskConsent>(step.what)) return answer_consent(std::move(answering), {true});
  auto method = asked_method(step);
  if (const auto* list = std::get_if<SelectAuthenticator>(&step.what)) method = list->offers.front().method;
  if (const auto* to_send = std::get_if<SendCode>(&step.what)) method = to_send->offer.method;
  if (!method) return answering.done();
  take_as_proved(answering, *method);
  return answering.done();
}

Outcome start_over(Answering answering) {
  const Transaction& before = answering.situation.transaction;
  Transaction fresh;
  fresh.state_token = before.state_token;
  fresh.device = before.device;
  fresh.csrf = before.csrf;
  fresh.request = before.request;
  fresh.return_to = before.return_to;
  fresh.created_at = before.created_at;
  fresh.failures = before.failures;
  fresh.started_over = true;
  if (!before.transferred) answering.outcome.transaction = std::move(fresh);
  return answering.done();
}

}  // namespace

std::string_view trimmed_identifier(std::string_view typed) {
  constexpr std::string_view kBlank = " \t\r\n\f\v";
  const auto first = typed.find_first_not_of(kBlank);
  if (first == std::string_view::npos) return {};
  return typed.substr(first, typed.find_last_not_of(kBlank) - first + 1);
}

Outcome apply(const Situation& situation, const Input& input, protocol::Random& random) {
  Answering answering(situation, random);
  const auto enrols = [&](auto kind) {
    const auto& challenge = situation.transaction.challenge;
    return challenge && challenge->enrolling &&
           std::holds_alternative<decltype(kind)>(decide_next_step(situation).what);
  };
  return std::visit(
      protocol::Overloaded{
          [&](const IdentifyInput& given) { return answer_identify(std::move(answering), given); },
          [&](const PasscodeInput& given) { return take_passcode(std::move(answering), given); },
          [&](const SelectInput& given) { return select(std::move(answering), given); },
          [&](const ReselectInput&) { return reselect(std::move(answering)); },
          [&](const SendInput& given) { return send(std::move(answering), given); },
          [&](const EnrolPhoneInput& given) {
            return enrols(EnrolPhone{}) ? take_phone_number(std::move(answering), given) : answering.done();
          },
          [&](const EnrolQuestionInput& given) {
            return enrols(EnrolQuestion{}) ? take_question(std::move(answering), given) : answering.done();
          },
          [&](const NewPasswordInput& given) { return take_new_password(std::move(answering), given); },
          [&](const ProfileInput& given) { return take_profile(std::move(answering), given); },
          [&](const SkipInput&) { return skip(std::move(answering)); },
          [&](const SignUpInput&) { return begin_registration(std::move(answering)); },
          [&](const RecoverInput&) { return begin_recovery(std::move(answering), Purpose::recovery); },
          [&](const UnlockInput&) { return begin_recovery(std::move(answering), Purpose::unlock); },
          [&](const LinkInput& given) { return follow_link(std::move(answering), given); },
          [&](const ConsentInput& given) { return answer_consent(std::move(answering), given); },
          [&](const StayInput& given) { return stay(std::move(answering), given); },
          [&](const AutomaticInput&) { return automatic(std::move(answering)); },
          [&](const StartOverInput&) { return start_over(std::move(answering)); },
      },
      input);
}

}  // namespace mockidp
