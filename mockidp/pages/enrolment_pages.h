#pragma once
// Pages on which a person sets up what they will prove themselves with, and who they are. Form fields have
// the names of Okta's Sign-In Widget.

#include <string>
#include <vector>

#include "mockidp/pages/sign_in_pages.h"

namespace mockidp {

struct SelectEnrolmentPage : StepPage {
  struct Item {
    std::string id;
    std::string name;
    std::string description;
  };
  std::vector<Item> required;
  std::vector<Item> optional;
  bool can_skip = false;  // "Set up later"
};
std::string render(const SelectEnrolmentPage& page);

struct EnrolPhonePage : StepPage {
  bool sms = true;
  bool voice = false;
  std::string country = "US";  // ISO 3166, of the country whose calling code a national number gets
  std::string number;          // as typed
  std::string number_error;
  bool voice_chosen = false;
};
std::string render(const EnrolPhonePage& page);

struct EnrolOtpPage : StepPage {
  std::string secret;  // base32
  std::string uri;     // otpauth://…: shown as a QR code
};
std::string render(const EnrolOtpPage& page);

struct EnrolQuestionPage : StepPage {
  struct Question {
    std::string key;
    std::string text;
  };
  std::vector<Question> questions;
  std::string chosen_key;  // of `questions`
  bool own_chosen = false;
  std::string own_question;  // as typed
  std::string question_error;
  std::string answer_error;
};
std::string render(const EnrolQuestionPage& page);

struct SetPasswordPage : StepPage {
  enum class Reason { enrol, expired, expiring, reset };
  Reason reason = Reason::enrol;
  std::string title;    // "Your password will expire in 3 days"
  std::string message;  // below it; may be empty
  std::vector<std::string> requirements;
  bool can_skip = false;  // "Remind me later"
  std::string passcode_error;
  std::string repeated_error;
};
std::string render(const SetPasswordPage& page);

struct ProfilePage : StepPage {
  struct Field {
    std::string name;  // "firstName"
    std::string label;
    std::string value;
    bool required = true;
    std::string error;
  };
  bool sign_up = false;  // or what a person's profile lacks
  std::vector<Field> fields;
  bool with_password = false;
  std::vector<std::string> requirements;
  std::string passcode_error;
};
std::string render(const ProfilePage& page);

}  // namespace mockidp
