#include "mockidp/outbox/mail_text.h"

#include <algorithm>
#include <array>
#include <utility>

namespace mockidp {
namespace {

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

bool is_plain_in_a_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == ' ' ||
         static_cast<unsigned char>(c) >= 0x80;
}

}  // namespace

std::string one_line(std::string_view value) {
  std::string line(value);
  std::replace_if(line.begin(), line.end(), is_control, ' ');
  return line;
}

std::string html_escaped(std::string_view value) {
  std::string escaped;
  for (const char c : value) {
    if (c == '&')
      escaped += "&amp;";
    else if (c == '<')
      escaped += "&lt;";
    else if (c == '>')
      escaped += "&gt;";
    else if (c == '"')
      escaped += "&quot;";
    else if (c == '\'')
      escaped += "&#39;";
    else
      escaped += c;
  }
  return escaped;
}

std::string mailbox(std::string_view name, std::string_view address) {
  const auto line = one_line(name);
  const auto bracketed = '<' + one_line(address) + '>';
  if (line.empty()) return std::string(address);
  if (std::all_of(line.begin(), line.end(), is_plain_in_a_name)) return line + ' ' + bracketed;
  std::string quoted = "\"";
  for (const char c : line) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + "\" " + bracketed;
}

std::string in_words(std::chrono::seconds duration) {
  using Unit = std::pair<long, const char*>;
  constexpr std::array<Unit, 4> units{{{86400, "day"}, {3600, "hour"}, {60, "minute"}, {1, "second"}}};
  const auto seconds = std::max<long>(duration.count(), 0);
  for (const auto& [size, name] : units) {
    if (seconds % size != 0 || (seconds == 0 && size != 1)) continue;
    const auto count = seconds / size;
    return std::to_string(count) + ' ' + name + (count == 1 ? "" : "s");
  }
  return "0 seconds";
}

}  // namespace mockidp
