#pragma once
// What a step changes outside of its transaction: data, which endpoints/sign_in commits together with it.

#include <string>
#include <string_view>
#include <variant>

#include "mockidp/people/person.h"
#include "mockidp/protocol/clock.h"

namespace mockidp {

struct ChangePerson {
  Person person;  // as it shall be; the login stays
};
struct CreatePerson {
  Person person;  // with its id
};

// Mails by the names of Okta's templates, and texts.
enum class MessageKind {
  UserActivation,
  PasswordResetByAdmin,
  ForgotPassword,
  ForgotPasswordDenied,
  PasswordChanged,
  SelfServiceUnlock,
  SelfServiceUnlockOnUnlockedAccount,
  AccountLockout,
  EmailChallenge,
  EmailFactorVerification,
  RegistrationActivation,
  RegistrationEmailVerification,  // the welcome mail
  AuthenticatorEnrolled,
  sms,
  voice,
};
std::string_view to_string(MessageKind kind);

// The outbox makes the text. `code` and `link_token` are the only places where a code or a token stands in
// clear.
struct SendMessage {
  MessageKind kind = MessageKind::EmailChallenge;
  std::string to{};          // an e-mail address or a phone number
  std::string person_id{};   // may be empty
  std::string first_name{};  // may be empty
  std::string client_id{};   // of the app that waits; may be empty
  std::string code{};
  std::string link_token{};
  std::string detail{};  // the name of an authenticator, …
  protocol::TimePoint expires_at{};
};
// "Sign me out of all other devices"
struct EndSessions {
  std::string person_id;
};
using Effect = std::variant<ChangePerson, CreatePerson, SendMessage, EndSessions>;

}  // namespace mockidp
