#pragma once
// Pages at the end of a sign-in, and those that a mail's link leads to.

#include <string>
#include <vector>

#include "mockidp/pages/sign_in_pages.h"

namespace mockidp {

// "To finish signing in, check your email."
struct CheckEmailPage : StepPage {
  std::string address;
  std::string polled_step;
  std::string passcode_error;
};
std::string render(const CheckEmailPage& page);

// The link of an activation has expired; another one can be asked for.
struct RequestActivationPage {
  PageFrame frame;
  std::string message;
  std::string token;  // of the expired link
  std::string identifier;
  std::string identifier_error;
};
std::string render(const RequestActivationPage& page);

struct ConsentPage : StepPage {
  struct Scope {
    std::string label;
    std::string description;  // may be empty
  };
  std::vector<Scope> scopes;
};
std::string render(const ConsentPage& page);

// "Keep me signed in", after a sign-in.
struct StayPage : StepPage {};
std::string render(const StayPage& page);

// Something ended well, or goes on elsewhere.
struct NoticePage {
  PageFrame frame;
  std::string heading;
  std::string message;
  FormProof proof;       // set: a "Back to sign in" button
  std::string link_url;  // set: a link
  std::string link_text;
};
std::string render(const NoticePage& page);

// A mail's link was opened in another browser than the one that waits for it.
struct LinkCodePage {
  PageFrame frame;
  std::string code;
  std::string waiting_page;  // "sign-in", "password reset", "account unlock", "sign up"
  std::string asked_from;    // "Firefox on Windows"; may be empty
};
std::string render(const LinkCodePage& page);

}  // namespace mockidp
