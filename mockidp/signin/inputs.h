#pragma once
// What a person can answer. Each fits some steps; one that does not fit changes nothing.

#include <map>
#include <string>
#include <variant>

#include "mockidp/directory/authenticator.h"

namespace mockidp {

// Fits until something was verified: the browser's back button leads here too, and from a session's person to
// another. Also names whom to recover or unlock.
struct IdentifyInput {
  std::string identifier;
  bool keep_signed_in = false;
  std::string passcode = {};  // where the page asks for both
};
// A password, a code, or the answer to a question.
struct PasscodeInput {
  std::string passcode;
};
struct SelectInput {
  MethodRef method;  // an empty method: the authenticator's first
};
struct ReselectInput {};  // "Verify with something else", "Return to authenticator list"
struct SendInput {
  std::string method;  // "" or the one shown; "voice" instead of "sms"
};
struct EnrolPhoneInput {
  std::string number;
  std::string method;
};
struct EnrolQuestionInput {
  std::string question_key;  // of the known questions; "custom": the words below
  std::string question;
  std::string answer;
};
struct NewPasswordInput {
  std::string passcode;
  std::string repeated;
  bool revoke_sessions = false;
};
struct ProfileInput {
  std::map<std::string, std::string, std::less<>> values;
  std::string passcode;  // where the form asks for a password
};
struct SkipInput {};
struct SignUpInput {};
struct RecoverInput {};  // "Forgot password?"
struct UnlockInput {};
// The link of a mail was followed in the browser that it was asked for in.
struct LinkInput {
  std::string token;
};
struct ConsentInput {
  bool allow = false;
};
struct StayInput {
  bool stay = false;
};
// Plays the person: proves whatever is asked next. Only where the app signs in by itself (auto_sign_in).
struct AutomaticInput {};
struct StartOverInput {};  // "Back to sign in"

using Input =
    std::variant<IdentifyInput, PasscodeInput, SelectInput, ReselectInput, SendInput, EnrolPhoneInput,
                 EnrolQuestionInput, NewPasswordInput, ProfileInput, SkipInput, SignUpInput, RecoverInput,
                 UnlockInput, LinkInput, ConsentInput, StayInput, AutomaticInput, StartOverInput>;

}  // namespace mockidp
