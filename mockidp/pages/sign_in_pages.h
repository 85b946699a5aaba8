#pragma once
// Pages on which a person says who they are and proves it. Form fields have the names of Okta's Sign-In
// Widget.

#include <string>
#include <vector>

#include "mockidp/pages/page.h"

namespace mockidp {

// The links below a form; each is a button that posts.
struct WaysOn {
  bool recover = false;      // "Forgot password?"
  bool unlock = false;       // "Unlock account?"
  bool others = false;       // "Verify with something else"
  bool list = false;         // "Return to authenticator list"
  bool sign_up = false;      // "Don't have an account? Sign up"
  bool has_account = false;  // "Already have an account? Sign in"
  bool start_over = false;   // "Back to sign in"
};

// What every page of a sign-in has.
struct StepPage {
  PageFrame frame;
  FormProof proof;
  std::string nonce;       // of its inline script
  std::string identifier;  // whose sign-in it is, as typed; of a page that asks for it: what the field holds
  std::string banner;      // what went wrong, above the form
  WaysOn ways;
};

struct SignInPage : StepPage {
  bool keep_signed_in = false;
  bool with_password = false;
  std::string identifier_error;  // what went wrong with the field
  std::string passcode_error;
};
std::string render(const SignInPage& page);

struct PasswordPage : StepPage {
  std::string passcode_error;
};
std::string render(const PasswordPage& page);

struct SelectAuthenticatorPage : StepPage {
  enum class For { sign_in, recovery, unlock };
  struct Offer {
    std::string id;      // authenticator.id
    std::string method;  // authenticator.methodType
    std::string name;    // "Phone"
    std::string detail;  // "+1 XXX-XXX-7777"; may be empty
  };
  For what_for = For::sign_in;
  std::vector<Offer> offers;
};
std::string render(const SelectAuthenticatorPage& page);

// "email", "sms", "voice", "otp": how a code comes to a person.
struct SendCodePage : StepPage {
  std::string method;
  std::string address;  // masked; empty: not told
  bool voice_instead = false;
  bool sms_instead = false;
};
std::string render(const SendCodePage& page);

struct EnterCodePage : StepPage {
  std::string method;
  std::string address;
  bool enrolling = false;
  bool has_link = false;     // the mail has a link, too
  bool sent_before = false;  // so long ago that "Send again" is offered at once, not after 30 seconds
  std::string polled_step;   // the page asks whether this still is the next step; empty: it does not ask
  std::string passcode_error;
};
std::string render(const EnterCodePage& page);

struct QuestionPage : StepPage {
  std::string question;
  std::string answer_error;
};
std::string render(const QuestionPage& page);

// "Reset your password", "Unlock account?": of whom.
struct RecoverPage : StepPage {
  bool unlock = false;
  std::string identifier_error;
};
std::string render(const RecoverPage& page);

}  // namespace mockidp
