#include "mockidp/http/responder.h"

#include <string>

namespace http {
namespace {

Answer written(Draft draft) {
  std::string& bytes = draft.answer.bytes;
  const std::string_view phrase = reason_phrase(draft.status);
  const std::string_view body = draft.body();
  bytes.reserve(64 + draft.header_lines.size() + body.size());
  bytes.append("HTTP/1.1 ").append(std::to_string(draft.status)).append(" ").append(phrase).append("\r\n");
  bytes.append(draft.header_lines).append("\r\n").append(body);
  return std::move(draft.answer);
}

}  // namespace

Answer Responder::answer(Request& request, const Dispatcher& dispatcher, AfterResponse after) {
  if (request.method != "GET" && request.method != "HEAD") return httplib_.answer(request, dispatcher, after);
  try {
    return written(draft_response(request, dispatcher, after));
  } catch (...) {
    if (unhandled_) unhandled_(describe(std::current_exception()));
  }
  return written(draft_failure(request, after));
}

}  // namespace http
