#pragma once
// An org session: what the idx cookie stands for. Plain values.

#include <string>
#include <vector>

#include "mockidp/protocol/clock.h"

namespace mockidp {

// One authenticator that was verified, and when. `method` is an RFC 8176 amr value ("pwd", "sms", "otp", …).
struct VerifiedMethod {
  std::string authenticator;  // "okta_password", "okta_email", …
  std::string method;
  protocol::TimePoint at{};
};

struct Session {
  std::string id;     // 102…, 25 characters: shown by the sessions API
  std::string token;  // the cookie's value; stored as a digest only, so empty when read back
  std::string person_id;
  std::vector<VerifiedMethod> verified;
  protocol::TimePoint created_at{};
  protocol::TimePoint last_used_at{};
  bool keep_signed_in = false;
  bool stays = false;  // "Stay signed in" after the sign-in: the cookie outlives the browser

  protocol::TimePoint auth_time() const;  // of the latest verification
};

// RFC 8176 values for the methods that were verified; "mfa" is added when there are two different ones
// (Okta).
std::vector<std::string> amr_values(const std::vector<VerifiedMethod>& verified);

}  // namespace mockidp
