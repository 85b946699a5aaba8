#include <array>
#include <cassert>

#include "mockidp/policy/browser.h"
#include "mockidp/signin/purposes.h"
#include "mockidp/signin/sent_code.h"

namespace mockidp {
namespace {

using std::chrono::seconds;

constexpr seconds kBetweenMails{5};
constexpr seconds kBetweenTexts{30};

// In the order of the enumerators.
constexpr std::array<std::string_view, 15> kKinds = {"UserActivation",
                                                     "PasswordResetByAdmin",
                                                     "ForgotPassword",
                                                     "ForgotPasswordDenied",
                                                     "PasswordChanged",
                                                     "SelfServiceUnlock",
                                                     "SelfServiceUnlockOnUnlockedAccount",
                                                     "AccountLockout",
                                                     "EmailChallenge",
                                                     "EmailFactorVerification",
                                                     "RegistrationActivation",
                                                     "RegistrationEmailVerification",
                                                     "AuthenticatorEnrolled",
                                                     "sms",
                                                     "voice"};
static_assert(kKinds.size() == static_cast<std::size_t>(MessageKind::voice) + 1);

MessageKind kind_for(const Challenge& challenge, MessageKind mail) {
  if (challenge.method.method == "sms") return MessageKind::sms;
  return challenge.method.method == "voice" ? MessageKind::voice : mail;
}

}  // namespace

std::string_view to_string(MessageKind kind) { return kKinds.at(static_cast<std::size_t>(kind)); }

const Person& Answering::person() const {
  for (auto effect = outcome.effects.rbegin(); effect != outcome.effects.rend(); ++effect)
    if (const auto* changed = std::get_if<ChangePerson>(&*effect)) return changed->person;
  assert(situation.person);
  return *situation.person;
}

SendMessage message_to(const Situation& situation, const Person* person, MessageKind kind, std::string to) {
  SendMessage message{.kind = kind, .to = std::move(to)};
  if (person != nullptr) {
    message.person_id = person->id;
    message.first_name = person->attribute("firstName");
  }
  if (situation.transaction.request) message.client_id = situation.transaction.request->client_id;
  return message;
}

std::optional<Problem> too_soon(const Challenge& challenge, protocol::TimePoint now) {
  if (challenge.code_digest.empty()) return std::nullopt;
  const bool mail = challenge.method.method == "email";
  if (now >= challenge.sent_at + (mail ? kBetweenMails : kBetweenTexts)) return std::nullopt;
  if (mail) return Problem::sent_too_soon_email;
  return challenge.method.method == "sms" ? Problem::sent_too_soon_sms : Problem::sent_too_soon_voice;
}

void send_to(Answering& answering, Challenge& challenge, MessageKind mail, const Person* person) {
  const auto& situation = answering.situation;
  const auto* setting = situation.directory.authenticator(challenge.method.key);
  const seconds lifetime =
      setting == nullptr ? AuthenticatorSetting{}.token_lifetime : setting->token_lifetime;
  const auto sent = send_code(challenge, lifetime, situation.now, answering.random);
  challenge.asked_from = browser_in_words(situation.facts.user_agent);
  auto message = message_to(situation, person, kind_for(challenge, mail), challenge.address);
  message.code = sent.code;
  if (challenge.method.method == "email") message.link_token = sent.link_token;
  message.expires_at = challenge.expires_at;
  answering.outcome.effects.push_back(std::move(message));
}

}  // namespace mockidp
