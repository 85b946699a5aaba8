#pragma once
// One mail by SMTP (RFC 5321) to a local mail catcher: no authentication, no TLS. Blocking, with deadlines,
// and given up at once when it is asked to stop.

#include <chrono>
#include <cstdint>
#include <stop_token>
#include <string>
#include <string_view>

#include "mockidp/protocol/result.h"

namespace mockidp {

struct SmtpAddress {
  std::string host;
  std::uint16_t port = 25;
};

struct Envelope {
  std::string_view from;  // checked by is_smtp_address()
  std::string_view to;
  std::string_view text;  // of mime_text()
};

// `patience` is for each step: the connection, and each reply. The error says what went wrong, for a log; it
// repeats nothing of the mail.
protocol::Result<protocol::Ok, std::string> send_by_smtp(const SmtpAddress& address, const Envelope& envelope,
                                                         std::chrono::milliseconds patience,
                                                         const std::stop_token& stop);

}  // namespace mockidp
