#pragma once
// A mail, a text or a call that the org has sent: plain values, kept as a record.

#include <string>
#include <string_view>

#include "mockidp/protocol/clock.h"

namespace mockidp {

enum class Channel { email, sms, voice };
std::string_view to_string(Channel channel);

struct Message {
  std::string id;  // sorts by the order of sending, whatever the org's clock says
  Channel channel = Channel::email;
  std::string kind;     // Okta's template: "ForgotPassword"; "sms", "voice"
  std::string from;     // of mails: Okta <noreply@okta.com>
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
