#include "mockidp/http/draft.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <ctime>
#include <stdexcept>

#include "mockidp/http/text.h"

namespace http {
namespace {

bool is_the_fronts(std::string_view name) {
  constexpr std::array<std::string_view, 5> kOurs = {"Content-Length", "Connection", "Date",
                                                     "Transfer-Encoding", "Keep-Alive"};
  return std::any_of(kOurs.begin(), kOurs.end(),
                     [&](std::string_view ours) { return equal_ignoring_case(ours, name); });
}

bool status_has_body(int status) { return status != 204 && status != 304; }

std::string format_http_date(std::time_t time) {
  constexpr std::array<const char*, 7> kDays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array<const char*, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  std::tm parts{};
  gmtime_r(&time, &parts);
  std::array<char, 64> text{};
  const int length = std::snprintf(text.data(), text.size(), "%s, %02d %s %04d %02d:%02d:%02d GMT",
                                   kDays[static_cast<std::size_t>(parts.tm_wday)], parts.tm_mday,
                                   kMonths[static_cast<std::size_t>(parts.tm_mon)], parts.tm_year + 1900,
                                   parts.tm_hour, parts.tm_min, parts.tm_sec);
  return std::string(text.data(), static_cast<std::size_t>(length));
}

// The real time, whatever an org's clock says: caches and browsers hold it against their own. Made once a
// second.
const std::string& date_now() {
  thread_local std::time_t second = 0;
  thread_local std::string text;
  const std::time_t now = std::time(nullptr);
  if (now != second || text.empty()) {
    second = now;
    text = format_http_date(now);
  }
  return text;
}

constexpr std::size_t kLineExtra = 4;  // ": " and the line's end

char* write_text(char* at, std::string_view text) { return std::copy(text.begin(), text.end(), at); }

char* write_line(char* at, std::string_view name, std::string_view value) {
  return write_text(write_text(write_text(write_text(at, name), ": "), value), "\r\n");
}

// The size is known before a byte is written, so that writing is copying and no more.
std::string header_lines(const Response& response, std::optional<std::size_t> content_length,
                         AfterResponse after) {
  const std::string& date = date_now();
  const std::string length = content_length ? std::to_string(*content_length) : std::string();
  const std::string_view connection = after == AfterResponse::close ? "close" : "keep-alive";
  const auto size_of = [](std::string_view name, std::string_view value) {
    return name.size() + value.size() + kLineExtra;
  };
  const std::string_view prepared = response.prepared ? response.prepared->lines : std::string_view();
  std::size_t most = prepared.size() + size_of("Date", date) + size_of("Content-Length", length) +
                     size_of("Connection", connection);
  for (const auto& [name, value] : response.headers) most += size_of(name, value);
  std::string lines(most, '\0');
  char* at = write_text(write_line(lines.data(), "Date", date), prepared);
  for (const auto& [name, value] : response.headers) {
    if (!is_the_fronts(name)) at = write_line(at, name, value);
  }
  if (content_length) at = write_line(at, "Content-Length", length);
  at = write_line(at, "Connection", connection);
  lines.resize(static_cast<std::size_t>(at - lines.data()));
  return lines;
}

void throw_if_unfit(const Headers& headers) {
  for (const auto& [name, value] : headers) {
    if (!is_token(name)) throw std::logic_error("a response header's name is malformed");
    if (!is_field_value(value))
      throw std::logic_error("the response header " + name + " holds a control character");
  }
}

void throw_if_unfit(const Response& response) {
  if (response.status < 200 || response.status > 599)
    throw std::logic_error("a handler answered with no final status");
  throw_if_unfit(response.headers);
}

Draft draft(Response response, const Request& request, AfterResponse after) {
  const bool has_body = status_has_body(response.status) && !response.stream;
  const bool body_is_sent = has_body && request.method != "HEAD";
  const std::size_t flood = response.script ? response.script->flood_bytes : 0;
  std::optional<std::size_t> length;
  const bool is_prepared = response.prepared && response.body.empty();
  if (has_body) length = (is_prepared ? response.prepared->body : response.body).size() + flood;
  Draft made;
  made.status = response.status;
  made.answer.after = response.stream ? AfterResponse::close : after;  // a stream ends with its connection
  made.header_lines = header_lines(response, length, made.answer.after);
  made.answer.script = std::move(response.script);
  if (request.method != "HEAD") made.answer.stream = std::move(response.stream);
  if (!body_is_sent) return made;
  made.own_body = std::move(response.body);
  if (is_prepared) made.prepared = std::move(response.prepared);
  made.answer.filler = flood;
  return made;
}

}  // namespace

std::shared_ptr<const Prepared> prepare(Headers headers, std::string body) {
  throw_if_unfit(headers);
  std::string lines;
  for (const auto& [name, value] : headers) {
    if (!is_the_fronts(name)) lines.append(name).append(": ").append(value).append("\r\n");
  }
  return std::make_shared<const Prepared>(Prepared{std::move(headers), std::move(lines), std::move(body)});
}

Draft draft_response(Request& request, const Dispatcher& dispatcher, AfterResponse after) {
  Response response = dispatcher(request);
  throw_if_unfit(response);
  return draft(std::move(response), request, after);
}

Draft draft_failure(const Request& request, AfterResponse after) {
  return draft(text_response(500, "text/plain; charset=utf-8", "Internal server error\n"), request, after);
}

std::string describe(std::exception_ptr thrown) {
  try {
    std::rethrow_exception(thrown);
  } catch (const std::exception& exception) {
    return exception.what();
  } catch (...) {
    return "an exception of unknown type";
  }
}

}  // namespace http
