#include "mockidp/http/response_head.h"

#include <algorithm>
#include <array>
#include <ctime>

#include "mockidp/http/text.h"

namespace http {
namespace {

bool is_the_fronts(std::string_view name) {
  constexpr std::array<std::string_view, 5> kOurs = {"Content-Length", "Connection", "Date",
                                                     "Transfer-Encoding", "Keep-Alive"};
  return std::any_of(kOurs.begin(), kOurs.end(),
                     [&](std::string_view ours) { return equal_ignoring_case(ours, name); });
}

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

void append_line(std::string& lines, std::string_view name, std::string_view value) {
  lines.append(name).append(": ").append(value).append("\r\n");
}

}  // namespace

std::string find_header_fault(const Headers& headers) {
  for (const auto& [name, value] : headers) {
    if (!is_token(name)) return "a response header's name is malformed";
    if (!is_field_value(value)) return "the response header " + name + " holds a control character";
  }
  return {};
}

std::string header_lines(const Headers& headers, std::optional<std::size_t> content_length,
                         AfterResponse after) {
  std::string lines;
  lines.reserve(512);
  append_line(lines, "Date", date_now());
  for (const auto& [name, value] : headers) {
    if (!is_the_fronts(name)) append_line(lines, name, value);
  }
  if (content_length) append_line(lines, "Content-Length", std::to_string(*content_length));
  append_line(lines, "Connection", after == AfterResponse::close ? "close" : "keep-alive");
  return lines;
}

bool status_has_body(int status) { return status >= 200 && status != 204 && status != 304; }

}  // namespace http
