#pragma once
// The header lines of a response, byte for byte, in the handler's order.

#include <optional>
#include <string>
#include <string_view>

#include "mockidp/http/message.h"

namespace http {

enum class AfterResponse { keep_open, close };

// Why these must not go on the wire: a name that is no token, a value with CR, LF, NUL or another control
// character (response splitting). Empty: they may.
std::string find_header_fault(const Headers& headers);

// "Name: value\r\n" lines without the blank one. Date, Content-Length and Connection are ours, and a
// handler's own are left out. No `content_length`: the body ends with the connection, or the status has none.
std::string header_lines(const Headers& headers, std::optional<std::size_t> content_length,
                         AfterResponse after);

bool status_has_body(int status);  // not 1xx, 204, 304

}  // namespace http
