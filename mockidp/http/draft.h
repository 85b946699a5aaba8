#pragma once
// A handler's response, checked and made ready to be written.

#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "mockidp/http/message.h"

namespace http {

enum class AfterResponse { keep_open, close };

// What the connection does besides sending the bytes.
struct Answer {
  std::string bytes;       // status line, headers, body
  std::size_t filler = 0;  // blanks to follow, counted in Content-Length
  AfterResponse after = AfterResponse::keep_open;
  std::optional<ResponseScript> script;
  std::function<void(std::shared_ptr<EventStream>)> stream;
};

struct Draft {
  int status = 0;
  std::string header_lines;  // in the handler's order; Date, Content-Length and Connection are ours
  std::string own_body;
  std::shared_ptr<const Prepared> prepared;  // set if the body is its
  Answer answer;                             // without bytes

  std::string_view body() const {  // empty where none may be sent: HEAD, 204, 304
    return prepared ? std::string_view(prepared->body) : own_body;
  }
};

// Throws what the handler throws, and std::logic_error for a response that must not go on the wire: a status
// that is not final, a header name that is no token, a header value with CR, LF, NUL or another control
// character. Such a response is a mistake of ours (response splitting), so it is not repaired but becomes a
// 500.
Draft draft_response(Request& request, const Dispatcher& dispatcher, AfterResponse after);

Draft draft_failure(const Request& request, AfterResponse after);  // 500; says nothing about the reason

std::string describe(std::exception_ptr thrown);

std::string_view reason_phrase(int status);  // "" for a status without a name

}  // namespace http
