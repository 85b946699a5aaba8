#pragma once
// What a person can prove themselves with besides the password: plain values, kept with the person.

#include <string>
#include <string_view>
#include <vector>

#include "mockidp/protocol/clock.h"

namespace mockidp {

struct Enrolment {
  std::string id;  // "sms…", "opf…": 20 characters
  std::string
      authenticator;  // "phone_number", "google_otp", "security_question"; e-mail needs none, see Person
  std::string phone_number;  // E.164: "+15556667777"
  std::string secret;        // google_otp: raw bytes of the shared key
  std::string question;      // security_question: the key of a question, or the person's own in words
  std::string answer_salt;
  std::string answer_hash;  // of the answer in lower case without outer blanks
  unsigned answer_iterations = 1;
  protocol::TimePoint created_at{};
  std::int64_t last_counter =
      -1;  // google_otp: of the newest code that was accepted, which is not accepted again
};

// Wrong codes of one authenticator within a rolling window.
struct FactorFailures {
  std::string authenticator;
  unsigned count = 0;
  protocol::TimePoint first_at{};
  protocol::TimePoint blocked_until{};
};

// A browser in which a second factor was verified: factorPromptMode DEVICE asks no more there for a while.
struct RememberedDevice {
  std::string device_digest;  // SHA-256 of the DT cookie
  protocol::TimePoint verified_at{};
};

}  // namespace mockidp
