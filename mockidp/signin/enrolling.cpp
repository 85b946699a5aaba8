#include <algorithm>

#include "mockidp/policy/applicable_policies.h"
#include "mockidp/policy/membership.h"
#include "mockidp/signin/authenticators/authenticator.h"
#include "mockidp/signin/authenticators/phone.h"
#include "mockidp/signin/authenticators/security_question.h"
#include "mockidp/signin/factors.h"
#include "mockidp/signin/purposes.h"

namespace mockidp {
namespace {

constexpr std::size_t kShortestAnswer = 4;
constexpr std::size_t kLongestText = 100;

bool is_time(const EnrolmentPolicy& policy, const Situation& situation) {
  if (is_newcomer(situation.transaction)) return true;
  switch (policy.moment) {
    case EnrolmentMoment::CHALLENGE:
      return true;
    case EnrolmentMoment::LOGIN:
      return situation.person->enrolments.empty();  // nothing was ever set up: the first sign-in
    case EnrolmentMoment::NEVER:
      break;
  }
  return false;
}

MessageKind mail_of_enrolment() { return MessageKind::EmailFactorVerification; }

// A sign-up that waits for its mail sets nothing up: the welcome is what it is told by.
void tell_of_enrolment(Answering& answering, std::string_view key) {
  const Person& person = answering.person();
  const std::string email(person.attribute("email"));
  const bool signs_up = key == kEmailKey && answering.situation.transaction.purpose == Purpose::registration;
  if (email.empty() || signs_up) return;
  auto message = message_to(answering.situation, &person, MessageKind::AuthenticatorEnrolled, email);
  message.detail = authenticator_name(key);
  answering.outcome.effects.push_back(std::move(message));
}

// What was set up counts as proved, and the person is told of it.
Outcome finish_enrolment(Answering answering, const Authenticator& authenticator, Person person) {
  auto& transaction = answering.outcome.transaction;
  const Challenge challenge = *transaction.challenge;
  answering.change(
      authenticator.enrolled(answering.situation, std::move(person), challenge, answering.random));
  transaction.verified.push_back({std::string(authenticator.key()),
                                  std::string(amr_of(challenge.method.method)), answering.situation.now});
  transaction.challenge.reset();
  tell_of_enrolment(answering, authenticator.key());
  return answering.done();
}

}  // namespace

StepKind enrolment_page(const Situation& situation, const std::vector<std::string>& required,
                        const std::vector<std::string>& optional, bool can_skip) {
  const auto& challenge = situation.transaction.challenge;
  if (challenge && challenge->enrolling &&
      (is_among(required, challenge->method.key) || is_among(optional, challenge->method.key)))
    return find_authenticator(challenge->method.key)->enrol_page(situation, *challenge);
  return SelectEnrolment{required, optional, can_skip};
}

std::optional<Step> enrolment_step(const Situation& situation, EnrolmentScope scope) {
  const auto& policy = applicable_enrolment(situation.directory, person_in_question(situation));
  if (!is_time(policy, situation)) return std::nullopt;
  const auto required = missing_authenticators(situation, SelfEnrolment::REQUIRED);
  const auto optional = missing_authenticators(situation, SelfEnrolment::OPTIONAL);
  const auto step = [&](bool can_skip, std::string constraint) {
    return Step{enrolment_page(situation, required, optional, can_skip),
                {policy.name, policy.rule_name, std::move(constraint)}};
  };
  if (!required.empty()) return step(false, required.front() + "=REQUIRED");
  const bool shown = scope == EnrolmentScope::all && is_newcomer(situation.transaction);
  if (!shown || optional.empty() || situation.transaction.enrolment_skipped) return std::nullopt;
  return step(true, optional.front() + "=OPTIONAL");
}

bool may_enrol(const Situation& situation, std::string_view key) {
  return is_among(missing_authenticators(situation, SelfEnrolment::REQUIRED), key) ||
         is_among(missing_authenticators(situation, SelfEnrolment::OPTIONAL), key);
}

Outcome select_enrolment(Answering answering, const MethodRef& method) {
  const auto* setting = answering.situation.directory.authenticator(method.key);
  const auto* authenticator = find_authenticator(method.key);
  if (setting == nullptr || authenticator == nullptr || !may_enrol(answering.situation, method.key))
    return answering.done();
  Challenge challenge;
  challenge.enrolling = true;
  challenge.method = method;
  if (!is_among(setting->methods, method.method))
    challenge.method.method = setting->methods.empty() ? std::string() : setting->methods.front();
  if (method.key == kEmailKey) challenge.address = answering.person().attribute("email");
  authenticator->begin_enrolment(challenge, answering.random);
  answering.outcome.transaction.challenge = std::move(challenge);
  return answering.done();
}

Outcome send_enrolment_code(Answering answering, std::string_view method) {
  Challenge challenge = *answering.outcome.transaction.challenge;
  if (challenge.method.key == kGoogleOtpKey) {
    challenge.sent_at = answering.situation.now;
  } else {
    if (challenge.address.empty()) return answering.done();
    if (auto problem = too_soon(challenge, answering.situation.now)) return answering.problem(*problem);
    const auto* setting = answering.situation.directory.authenticator(challenge.method.key);
    if (setting != nullptr && is_among(setting->methods, method)) challenge.method.method = method;
    send_to(answering, challenge, mail_of_enrolment(), &answering.person());
  }
  answering.outcome.transaction.challenge = std::move(challenge);
  return answering.done();
}

Outcome take_phone_number(Answering answering, const EnrolPhoneInput& input) {
  Challenge& challenge = *answering.outcome.transaction.challenge;
  const auto* setting = answering.situation.directory.authenticator(kPhoneKey);
  if (setting != nullptr && is_among(setting->methods, input.method)) challenge.method.method = input.method;
  const auto number = parse_phone_number(input.number);
  if (!number) {
    challenge.address = input.number.substr(0, kLongestText);
    return answering.problem(trimmed_identifier(input.number).empty() ? Problem::passcode_missing
                                                                      : Problem::phone_number_invalid);
  }
  challenge.address = *number;
  return send_enrolment_code(std::move(answering), input.method);
}

Outcome take_question(Answering answering, const EnrolQuestionInput& input) {
  const bool own = input.question_key == "custom";
  const auto words = own ? std::string(trimmed_identifier(input.question)) : input.question_key;
  auto& challenge = *answering.outcome.transaction.challenge;
  challenge.question_key = input.question_key.substr(0, kLongestText);
  challenge.address = own ? words.substr(0, kLongestText) : std::string();
  const auto answer = trimmed_identifier(input.answer);
  if (words.empty() || (!own && question_text(words) == words))
    return answering.problem(Problem::question_missing);
  if (answer.empty()) return answering.problem(Problem::passcode_missing);
  if (words.size() > kLongestText || answer.size() > kLongestText || answer.size() < kShortestAnswer)
    return answering.problem(Problem::answer_too_short);
  const auto has_tags = [](std::string_view text) {
    return text.find('<') != text.npos && text.find('>') != text.npos;
  };
  if (has_tags(words) || has_tags(answer)) return answering.problem(Problem::tags_not_allowed);

  Person person = answering.person();
  std::erase_if(person.enrolments, [](const Enrolment& one) { return one.authenticator == kQuestionKey; });
  auto enrolment =
      enrol_question(words, answer, answering.situation.directory.org.password_iterations, answering.random);
  enrolment.created_at = answering.situation.now;
  person.enrolments.push_back(std::move(enrolment));
  return finish_enrolment(std::move(answering), security_question_authenticator(), std::move(person));
}

Outcome verify_enrolment(Answering answering, std::string_view passcode) {
  const Challenge& challenge = *answering.situation.transaction.challenge;
  const auto& authenticator = *find_authenticator(challenge.method.key);
  const Person& person = answering.person();
  auto verification = authenticator.verify_enrolment(answering.situation, person, challenge, passcode);
  if (verification.cause) {
    if (verification.changed) answering.change(std::move(*verification.changed));
    if (verification.attempted) ++answering.outcome.transaction.failures;
    return answering.problem(*verification.cause);
  }
  return finish_enrolment(std::move(answering), authenticator, verification.changed.value_or(person));
}

}  // namespace mockidp
