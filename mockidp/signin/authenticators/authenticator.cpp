#include "mockidp/signin/authenticators/authenticator.h"

#include <algorithm>

#include "mockidp/signin/authenticators/email.h"
#include "mockidp/signin/authenticators/google_otp.h"
#include "mockidp/signin/authenticators/password.h"
#include "mockidp/signin/authenticators/phone.h"
#include "mockidp/signin/authenticators/security_question.h"
#include "mockidp/signin/sent_code.h"

namespace mockidp {
namespace {

constexpr unsigned kMostWrongCodes = 5;
constexpr std::chrono::minutes kWrongCodesWindow{5};
constexpr std::chrono::minutes kBlockedFor{5};

}  // namespace

const std::vector<const Authenticator*>& all_authenticators() {
  static const std::vector<const Authenticator*> all{
      &password_authenticator(),
      &email_authenticator(),
      &phone_authenticator(),
      &google_otp_authenticator(),
      &security_question_authenticator(),
  };
  return all;
}

const Authenticator* find_authenticator(std::string_view key) {
  for (const Authenticator* one : all_authenticators())
    if (one->key() == key) return one;
  return nullptr;
}

std::string Authenticator::address(const Person*, std::string_view) const { return {}; }
Verification Authenticator::verify_enrolment(const Situation& situation, const Person& person,
                                             const Challenge& challenge, std::string_view passcode) const {
  return verify(situation, &person, &challenge, passcode);
}
Person Authenticator::enrolled(const Situation&, Person person, const Challenge&, protocol::Random&) const {
  return person;
}
void Authenticator::begin_enrolment(Challenge&, protocol::Random&) const {}

bool is_blocked(const Person& person, std::string_view authenticator, protocol::TimePoint now) {
  return std::any_of(person.factor_failures.begin(), person.factor_failures.end(),
                     [&](const FactorFailures& one) {
                       return one.authenticator == authenticator && now < one.blocked_until;
                     });
}

Person after_wrong_code(Person person, std::string_view authenticator, protocol::TimePoint now) {
  auto& all = person.factor_failures;
  auto found = std::find_if(all.begin(), all.end(),
                            [&](const FactorFailures& one) { return one.authenticator == authenticator; });
  if (found == all.end()) found = all.insert(all.end(), {std::string(authenticator), 0, now, {}});
  if (now >= found->first_at + kWrongCodesWindow) *found = {std::string(authenticator), 0, now, {}};
  if (++found->count >= kMostWrongCodes) *found = {std::string(authenticator), 0, now, now + kBlockedFor};
  return person;
}

std::optional<Person> after_right_code(const Person& person, std::string_view authenticator) {
  Person changed = person;
  const auto forgotten = std::erase_if(
      changed.factor_failures, [&](const FactorFailures& one) { return one.authenticator == authenticator; });
  return forgotten == 0 ? std::nullopt : std::optional(std::move(changed));
}

// Nobody's code was never sent: each answer is wrong, and after as many as block somebody, blocked.
Verification verify_sent_code(const Situation& situation, const Person* person, const Challenge* challenge,
                              std::string_view passcode) {
  if (passcode.empty()) return {.cause = Problem::passcode_missing, .changed = {}, .attempted = false};
  if (person == nullptr || challenge == nullptr) {
    const bool blocked = situation.transaction.failures >= kMostWrongCodes;
    return {.cause = blocked ? Problem::authenticator_blocked : Problem::wrong_code, .changed = {}};
  }
  const auto& key = challenge->method.key;
  if (is_blocked(*person, key, situation.now))
    return {.cause = Problem::authenticator_blocked, .changed = {}};
  const bool right = is_sent_code(*challenge, passcode) && !is_over(*challenge, situation.now);
  if (!right) return {.cause = Problem::wrong_code, .changed = after_wrong_code(*person, key, situation.now)};
  return {.cause = {}, .changed = after_right_code(*person, key)};
}

std::string new_enrolment_id(std::string_view prefix, protocol::Random& random) {
  return std::string(prefix) + protocol::random_alphanumeric(random, 20 - prefix.size());
}

}  // namespace mockidp
