#pragma once
// What each mail says: subjects of Okta's, ids and phrases that tests of apps look for, and words of our own.

#include <string_view>

#include "mockidp/signin/effects.h"

namespace mockidp {

// How a mail tells its code. Okta's own end-to-end suites read them by these words.
enum class CodePhrase {
  none,
  instead_of_link,  // "Can't use the link? Enter a code instead: 123456"
  to_be_entered,  // "enter this code: <b>123456</b>", "enter the verification code: <strong>123456</strong>"
};

// In every text {org} is the org's name, {detail} what the message is about, and {to} whom it goes to.
struct MessageTemplate {
  MessageKind kind;
  std::string_view subject;
  std::string_view heading;
  std::string_view paragraph;
  std::string_view link_id = {};  // of the button's <a>; empty: the mail has none
  std::string_view link_text = {};
  std::string_view link_path = {};  // {client_id} and {token}
  CodePhrase code = CodePhrase::none;
};

const MessageTemplate& template_of(MessageKind mail);  // not for texts and calls

}  // namespace mockidp
