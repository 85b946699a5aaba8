// "Forgot password?" and "Unlock account?": who it is, a proof by what the password policy allows for it,
// maybe one more, then a new password or an open lock. An unknown identifier sees the same pages.

#include <algorithm>

#include "mockidp/policy/applicable_policies.h"
#include "mockidp/policy/lockout.h"
#include "mockidp/policy/membership.h"
#include "mockidp/signin/authenticators/authenticator.h"
#include "mockidp/signin/factors.h"
#include "mockidp/signin/purposes.h"

namespace mockidp {
namespace {

const PasswordPolicy& policy_of(const Situation& situation) {
  return applicable_password(situation.directory, person_in_question(situation));
}

bool unlocks(const Situation& situation) { return situation.transaction.purpose == Purpose::unlock; }

// Whether this person may do it. Nobody is told: who may not gets a mail that says so, or none.
bool is_allowed(const Situation& situation) {
  const Person* person = person_in_question(situation);
  if (person == nullptr) return false;
  const auto& policy = policy_of(situation);
  if (unlocks(situation)) return policy.unlock && person->status == PersonStatus::LOCKED_OUT;
  switch (person->status) {
    case PersonStatus::ACTIVE:
    case PersonStatus::PASSWORD_EXPIRED:
      return policy.password_reset;
    case PersonStatus::LOCKED_OUT:
      return policy.password_reset && (policy.unlock || !is_locked_out(policy, *person, situation.now));
    default:
      return false;
  }
}

// Whom an administrator's link let in here: they may have nothing else to prove themselves with.
bool was_reset_by_administrator(const Situation& situation) {
  const Person* person = person_in_question(situation);
  return person != nullptr && person->status == PersonStatus::RECOVERY;
}

std::vector<Offer> further_offers(const Situation& situation, StepUp step_up) {
  auto offers =
      enrolled_offers(situation, step_up == StepUp::security_question ? UsedFor::recovery : UsedFor::sign_in);
  std::erase_if(offers, [&](const Offer& offer) {
    if (step_up == StepUp::security_question) return offer.method.key != kQuestionKey;
    const auto& used = situation.transaction.recovered_by;
    return offer.method.key == kPasswordKey ||
           std::any_of(used.begin(), used.end(),
                       [&](const VerifiedMethod& one) { return one.authenticator == offer.method.key; });
  });
  return offers;
}

Why why_of(const Situation& situation, std::string constraint) {
  const auto& policy = policy_of(situation);
  return {policy.name, policy.rule_name, std::move(constraint)};
}

std::string_view name_of_purpose(const Situation& situation) {
  return unlocks(situation) ? "selfServiceUnlock" : "selfServicePasswordReset";
}

MessageKind mail_for(const Situation& situation, const Person& person) {
  if (unlocks(situation))
    return person.status == PersonStatus::LOCKED_OUT ? MessageKind::SelfServiceUnlock
                                                     : MessageKind::SelfServiceUnlockOnUnlockedAccount;
  return is_allowed(situation) ? MessageKind::ForgotPassword : MessageKind::ForgotPasswordDenied;
}

// Whoever may not, and whoever does not exist, waits for a code that never comes.
void pretend_to_send(Challenge& challenge, const Situation& situation) {
  challenge.code_digest = std::string(32, '\0');
  challenge.sent_at = situation.now;
  challenge.expires_at = situation.now;
}

Outcome unlock(Answering answering) {
  answering.change(after_right_password(answering.person()));
  answering.outcome.transaction.completed = true;
  return answering.done();
}

}  // namespace

std::vector<Offer> recovery_offers(const Situation& situation) {
  const auto& transaction = situation.transaction;
  const auto& policy = policy_of(situation);
  if (!transaction.recovered_by.empty()) return further_offers(situation, policy.step_up);
  auto offers = enrolled_offers(situation, UsedFor::recovery);
  std::erase_if(offers,
                [&](const Offer& offer) { return !is_among(policy.recovery_methods, offer.method.method); });
  return offers;
}

std::optional<Step> recovery_step(const Situation& situation, const Rulebook&) {
  const auto& transaction = situation.transaction;
  if (transaction.completed)
    return Step{Notice{unlocks(situation) ? Notice::What::unlocked : Notice::What::recovery_completed},
                why_of(situation, std::string(name_of_purpose(situation)))};
  if (!transaction.identified)
    return Step{RecoverIdentify{unlocks(situation)},
                why_of(situation, std::string(name_of_purpose(situation)))};

  const auto& policy = policy_of(situation);
  const auto offers = recovery_offers(situation);
  if (transaction.recovered_by.empty()) {
    if (offers.empty())
      return Step{Stop{unlocks(situation) ? Problem::unlock_not_allowed : Problem::reset_not_allowed},
                  why_of(situation, "no recovery authenticator")};
    return Step{page_for(situation, offers, policy), why_of(situation, "primary methods")};
  }
  const bool one_more = policy.step_up != StepUp::not_required && transaction.recovered_by.size() < 2 &&
                        !was_reset_by_administrator(situation);
  if (one_more && !unlocks(situation)) {
    if (offers.empty())
      return Step{Stop{Problem::reset_not_allowed},
                  why_of(situation, "additional verification is out of reach")};
    return Step{page_for(situation, offers, policy), why_of(situation, "additional verification")};
  }
  if (transaction.password_was_set) return std::nullopt;
  return Step{
      SetPassword{
          .reason = SetPassword::Reason::reset, .identifier = transaction.identifier, .policy = policy},
      why_of(situation, "verified")};
}

Outcome begin_recovery(Answering answering, Purpose purpose) {
  auto& transaction = answering.outcome.transaction;
  if (!transaction.verified.empty() || transaction.purpose == Purpose::activation) return answering.done();
  const auto& policy = policy_of(answering.situation);
  const bool offered = purpose == Purpose::unlock ? policy.unlock : policy.password_reset;
  if (!offered)
    return answering.problem(purpose == Purpose::unlock ? Problem::unlock_not_allowed
                                                        : Problem::reset_not_allowed);
  transaction.purpose = purpose;
  transaction.identified = false;
  transaction.person_id.clear();
  transaction.challenge.reset();
  transaction.choosing = false;
  return answering.done();
}

Outcome send_recovery_code(Answering answering, std::string_view method) {
  const auto& situation = answering.situation;
  const auto offers = recovery_offers(situation);
  if (offers.empty()) return answering.done();
  const Offer* chosen = chosen_offer(situation, offers);
  MethodRef wanted = chosen == nullptr ? offers.front().method : chosen->method;
  for (const Offer& offer : offers)
    if (offer.method.key == wanted.key && offer.method.method == method) wanted = offer.method;

  const auto& before = answering.outcome.transaction.challenge;
  Challenge challenge = before && before->method == wanted ? *before : Challenge{};
  challenge.method = wanted;
  if (auto problem = too_soon(challenge, situation.now)) return answering.problem(*problem);
  const Person* person = person_in_question(situation);
  const auto* authenticator = find_authenticator(wanted.key);
  challenge.address = authenticator->address(person, situation.transaction.identifier);
  const auto mail = person == nullptr ? MessageKind::ForgotPassword : mail_for(situation, *person);
  const bool by_mail = wanted.key == kEmailKey;
  if (is_allowed(situation)) {
    send_to(answering, challenge, mail, person);
  } else {
    pretend_to_send(challenge, situation);
    const bool tells = person != nullptr && by_mail && person->status != PersonStatus::SUSPENDED &&
                       person->status != PersonStatus::DEPROVISIONED;
    if (tells) answering.outcome.effects.push_back(message_to(situation, person, mail, challenge.address));
  }
  answering.outcome.transaction.challenge = std::move(challenge);
  return answering.done();
}

Outcome answer_recovery_code(Answering answering, std::string_view passcode) {
  const auto& situation = answering.situation;
  const auto offers = recovery_offers(situation);
  const Offer* chosen = chosen_offer(situation, offers);
  // A page with one way on needs no choosing: an authenticator app, or a question.
  if (chosen == nullptr && offers.size() == 1) chosen = &offers.front();
  if (chosen == nullptr) return answering.done();
  const auto* authenticator = find_authenticator(chosen->method.key);
  const Person* person = person_in_question(situation);
  const auto& challenge = situation.transaction.challenge;
  auto verification = authenticator->verify(situation, person, challenge ? &*challenge : nullptr, passcode);
  if (verification.changed) answering.change(std::move(*verification.changed));
  auto& transaction = answering.outcome.transaction;
  answering.outcome.password_hashes += verification.password_hashes;
  if (verification.cause) {
    if (verification.attempted) ++transaction.failures;
    return answering.problem(*verification.cause);
  }
  if (!is_allowed(situation)) return answering.problem(Problem::wrong_code);  // became so since it was sent
  transaction.recovered_by.push_back(
      {chosen->method.key, std::string(amr_of(chosen->method.method)), situation.now});
  transaction.challenge.reset();
  transaction.choosing = false;
  return unlocks(situation) ? unlock(std::move(answering)) : answering.done();
}

}  // namespace mockidp
