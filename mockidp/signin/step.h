#pragma once
// What the sign-in engine asks for next, and why. Each alternative is one page of the hosted door.

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "mockidp/directory/authenticator.h"
#include "mockidp/directory/policies.h"
#include "mockidp/people/session.h"
#include "mockidp/policy/okta_error.h"
#include "mockidp/signin/problem.h"
#include "mockidp/signin/transaction.h"

namespace mockidp {

// The policy, rule and constraint that asked: for the journal and the workbench.
struct Why {
  std::string policy;
  std::string rule;
  std::string constraint;
};

// One way on that can be chosen. `profile` is masked: "a***e@example.com", "+1 XXX-XXX-7777", or a question's
// words.
struct Offer {
  MethodRef method;
  std::string profile;
};

struct Identify {
  std::string prefill;         // login_hint, or what was typed before
  bool with_password = false;  // the password is asked for on the same page: primaryFactor PASSWORD_IDP
  bool can_sign_up = false;
  bool can_recover = false;
  bool can_unlock = false;
};
struct ChallengePassword {
  std::string identifier;
  bool has_others = false;  // "Verify with something else"
  bool can_recover = false;
};
// Which of several; also with which to recover or unlock.
struct SelectAuthenticator {
  std::vector<Offer> offers;
};
// Nothing was sent yet: "Send me an email", "Receive a code via SMS".
struct SendCode {
  Offer offer;
  std::vector<std::string> other_methods;  // of the same authenticator: "voice"
  bool has_others = false;
};
// A code was sent, or the app shows one.
struct EnterCode {
  Offer offer;
  bool enrolling = false;
  bool has_link = false;          // a mail with a link: the page asks whether it was followed
  protocol::TimePoint sent_at{};  // nothing was sent for "otp"
  bool has_others = false;
};
struct AnswerQuestion {
  Offer offer;  // profile: the question
  bool has_others = false;
};
struct SelectEnrolment {
  std::vector<std::string> required;  // keys
  std::vector<std::string> optional;
  bool can_skip = false;  // "Set up later"
};
struct EnrolPhone {
  std::vector<std::string> methods;  // "sms", "voice"
  std::string number;                // as typed before
  std::string method;                // as chosen before
};
struct EnrolOtp {
  std::string secret;  // base32
  std::string uri;     // otpauth://totp/…
};
struct EnrolQuestion {
  std::string key;    // as chosen before; "custom": the words below
  std::string words;  // as typed before
};
// A new password. The requirements are the policy's, for the page to list.
struct SetPassword {
  enum class Reason { enrol, expired, expiring, reset };
  Reason reason = Reason::enrol;
  std::string identifier;
  PasswordPolicy policy;
  unsigned days_left = 0;  // of expiring
  bool can_skip = false;   // of expiring
};
struct EnrolProfile {
  std::vector<ProfileField> fields;
  std::map<std::string, std::string, std::less<>> values;
  bool sign_up = false;  // or what a person's profile lacks
  bool with_password = false;
};
// "To finish signing in, check your email."
struct CheckEmail {
  std::string address;
};
struct RecoverIdentify {
  bool unlock = false;
};
struct AskConsent {
  std::vector<std::string> scopes;
};
struct AskToStay {};  // "Keep me signed in"
// Something ended well, or goes on elsewhere: no question is left in this tab.
struct Notice {
  enum class What { flow_continued_elsewhere, recovery_completed, unlocked, activated };
  What what = What::recovery_completed;
};
// The person cannot go on; nothing is left to answer. Shown on the page.
struct Stop {
  Problem problem = Problem::not_active;
  // What the client hears where no page may be shown. Absent: that somebody has to be asked.
  std::optional<Refusal> unseen{};
};
// Everything that the policies ask for was verified.
struct Done {
  std::string person_id;
  std::vector<VerifiedMethod>
      verified;                   // of the session and of this transaction, the latest of each authenticator
  bool session_sufficed = false;  // nothing was asked: silent single sign-on
  std::string acr;                // which of acr_values was met; empty: none was asked for
  bool remember_device = false;   // a second factor was proved where factorPromptMode is DEVICE
};
// The client hears of it, by a redirect. Who had authenticated by then is signed in to the org all the same.
struct Refuse {
  Refusal refusal;
  std::optional<Done> signed_in{};
};

using StepKind =
    std::variant<Identify, ChallengePassword, SelectAuthenticator, SendCode, EnterCode, AnswerQuestion,
                 SelectEnrolment, EnrolPhone, EnrolOtp, EnrolQuestion, SetPassword, EnrolProfile, CheckEmail,
                 RecoverIdentify, AskConsent, AskToStay, Notice, Stop, Refuse, Done>;
struct Step {
  StepKind what;
  Why why;
};
// "identify", "challenge okta_password", "select authenticator", "enter code phone_number", "stop", "done",
// …: for the journal.
std::string name_of(const Step& step);
// Whether the person is asked something: neither over nor the client's to hear.
bool asks(const Step& step);

}  // namespace mockidp
