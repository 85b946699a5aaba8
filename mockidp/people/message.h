#pragma once
// A mail, a text or a call that the org has sent: plain values, kept as a record.

#include <string>

#include "mockidp/protocol/clock.h"

namespace mockidp {

enum class Channel { email, sms, voice };

struct Message {
  std::string id;  // sorts by time: "00000000000000000007"-like digits of the second and random letters
  Channel channel = Channel::email;
  std::string kind;  // Okta's template: "ForgotPassword"; "sms", "voice"
  std::string from;
  std::string to;       // address or phone number
  std::string subject;  // of mails
  std::string text;
  std::string html;  // of mails
  std::string code;  // as in the text; empty: none
  std::string link;  // as in the text; empty: none
  std::string person_id;
  std::string client_id;  // of the app that waits; may be empty
  protocol::TimePoint sent_at{};
  protocol::TimePoint expires_at{};  // of code and link
};

}  // namespace mockidp
