#pragma once
// Codes and links that are sent: six digits and, in mails, a link with a token. The code follows from the
// token, one-way, so that a link which is opened in another browser can show it, and neither needs to be
// kept.

#include <chrono>
#include <string>
#include <string_view>

#include "mockidp/protocol/clock.h"
#include "mockidp/protocol/random.h"
#include "mockidp/signin/transaction.h"

namespace mockidp {

struct SentCode {
  std::string code;        // six digits
  std::string link_token;  // "ft" and 32 characters
};

std::string code_of_link(std::string_view link_token);
std::string digest_of_link(std::string_view link_token);  // 32 raw bytes: what a challenge keeps

// Draws a new code; the ones before it are worth nothing from now on.
SentCode send_code(Challenge& challenge, std::chrono::seconds lifetime, protocol::TimePoint now,
                   protocol::Random& random);
bool is_sent_code(const Challenge& challenge, std::string_view code);
bool is_over(const Challenge& challenge, protocol::TimePoint now);

}  // namespace mockidp
