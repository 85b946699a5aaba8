#include <algorithm>

#include "mockidp/policy/applicable_policies.h"
#include "mockidp/policy/password_rules.h"
#include "mockidp/protocol/bytes.h"
#include "mockidp/signin/factors.h"
#include "mockidp/signin/purposes.h"

namespace mockidp {
namespace {

constexpr std::size_t kLongestPassword = 256;

bool proved_the_password(const Transaction& transaction) {
  return std::any_of(transaction.verified.begin(), transaction.verified.end(),
                     [](const VerifiedMethod& one) { return one.authenticator == kPasswordKey; });
}

Step ask_for_new_password(const Situation& situation, SetPassword::Reason reason, std::string constraint) {
  const Person& person = *person_in_question(situation);
  const auto& policy = applicable_password(situation.directory, &person);
  return {SetPassword{.reason = reason, .identifier = person.login, .policy = policy},
          {policy.name, policy.rule_name, std::move(constraint)}};
}

const SetPassword* asked_for_password(const Step& step) { return std::get_if<SetPassword>(&step.what); }

// A person who was made in this sign-in is let in by what they set up.
void activate(Person& person) {
  if (person.status == PersonStatus::STAGED || person.status == PersonStatus::PROVISIONED)
    person.status = PersonStatus::ACTIVE;
}

Problem problem_of(PasswordVerdict verdict) {
  switch (verdict) {
    case PasswordVerdict::too_young:
      return Problem::password_too_young;
    case PasswordVerdict::common:
      return Problem::password_common;
    case PasswordVerdict::in_history:
      return Problem::password_in_history;
    default:
      return Problem::password_requirements_not_met;
  }
}

}  // namespace

std::optional<Step> expired_password_step(const Situation& situation) {
  const Person& person = *person_in_question(situation);
  if (!proved_the_password(situation.transaction) || situation.transaction.password_was_set)
    return std::nullopt;
  if (person.status == PersonStatus::PASSWORD_EXPIRED)
    return ask_for_new_password(situation, SetPassword::Reason::expired, "status=PASSWORD_EXPIRED");
  const auto& policy = applicable_password(situation.directory, &person);
  if (days_until_expiry(policy, person, situation.now) >= 0) return std::nullopt;
  return ask_for_new_password(situation, SetPassword::Reason::expired,
                              "maxAgeDays=" + std::to_string(policy.max_age_days));
}

std::optional<Step> expiring_password_step(const Situation& situation) {
  const auto& transaction = situation.transaction;
  const Person& person = *person_in_question(situation);
  const auto& policy = applicable_password(situation.directory, &person);
  const auto days = days_until_expiry(policy, person, situation.now);
  const bool warned = policy.expire_warn_days > 0 && days < static_cast<long>(policy.expire_warn_days);
  if (!warned || !proved_the_password(transaction) || transaction.password_was_set ||
      transaction.warning_skipped)
    return std::nullopt;
  auto step = ask_for_new_password(situation, SetPassword::Reason::expiring,
                                   "expireWarnDays=" + std::to_string(policy.expire_warn_days));
  auto& page = std::get<SetPassword>(step.what);
  page.days_left = static_cast<unsigned>(days);
  page.can_skip = true;
  return step;
}

std::optional<Problem> objection_to_password(const Situation& situation, const Person& person,
                                             std::string_view password, std::string& argument) {
  if (password.empty()) return Problem::passcode_missing;
  const auto& policy = applicable_password(situation.directory, &person);
  if (password.size() > kLongestPassword || !protocol::is_utf8(password)) {
    argument = requirement_sentence(policy);
    return Problem::password_requirements_not_met;
  }
  const auto verdict = decide_new_password(policy, person, password, situation.now);
  if (verdict == PasswordVerdict::good) return std::nullopt;
  argument = verdict == PasswordVerdict::in_history ? std::to_string(policy.history_count)
                                                    : requirement_sentence(policy);
  return problem_of(verdict);
}

Outcome take_new_password(Answering answering, const NewPasswordInput& input) {
  const auto& situation = answering.situation;
  const auto step = decide_next_step(situation);
  const auto* page = asked_for_password(step);
  if (page == nullptr) return answering.done();
  Person person = answering.person();
  std::string argument;
  if (auto objection = objection_to_password(situation, person, input.passcode, argument))
    return answering.problem(*objection, std::move(argument));
  if (input.passcode != input.repeated) return answering.problem(Problem::passwords_differ);

  auto& transaction = answering.outcome.transaction;
  const bool had_one = person.has_password();
  person = with_new_password(
      page->policy, std::move(person),
      hash_password(input.passcode, situation.directory.org.password_iterations, answering.random),
      situation.now);
  if (is_newcomer(transaction)) activate(person);
  if (had_one)
    answering.outcome.effects.push_back(
        message_to(situation, &person, MessageKind::PasswordChanged, std::string(person.attribute("email"))));
  if (input.revoke_sessions) answering.outcome.effects.push_back(EndSessions{person.id});
  transaction.password_was_set = true;
  transaction.challenge.reset();
  std::erase_if(transaction.verified,
                [](const VerifiedMethod& one) { return one.authenticator == kPasswordKey; });
  transaction.verified.push_back({std::string(kPasswordKey), "pwd", situation.now});
  if (page->reason == SetPassword::Reason::reset) {
    // A proof by what is for recovery only is none for signing in.
    for (const auto& proof : transaction.recovered_by) {
      const auto* setting = situation.directory.authenticator(proof.authenticator);
      if (setting != nullptr && setting->for_sign_in()) transaction.verified.push_back(proof);
    }
    // Without an app that waits, nothing goes on: nobody is signed in by a recovery alone.
    if (transaction.request) transaction.purpose = Purpose::sign_in;
    transaction.identified = true;
    transaction.completed = !transaction.request;
  }
  answering.change(std::move(person));
  return answering.done();
}

}  // namespace mockidp
