// Where an answer leads on by a refresh (WHATWG HTML, 4.2.5.3, "shared declarative refresh steps").
#include <algorithm>
#include <cctype>

#include "conformance/browser/html_elements.h"
#include "conformance/browser/user_agent.h"
#include "conformance/browser/wire.h"
#include "conformance/oracle/url.h"

namespace conformance {

namespace {

// Nobody does much on a page meanwhile; a longer one is left for another page by whoever reads it.
constexpr int kLongestDelay = 5;

struct Refresh {
  int seconds = 0;
  std::string target;  // empty: the page itself
};

bool is_digit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }

std::string_view after_blanks(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n\f"), text.size()));
  return text;
}

// "url = ", of which a browser makes nothing; "urlx" is an address.
std::string_view after_url_sign(std::string_view text) {
  if (text.size() < 3 || std::tolower(text[0]) != 'u' || std::tolower(text[1]) != 'r' ||
      std::tolower(text[2]) != 'l')
    return text;
  const auto rest = after_blanks(text.substr(3));
  return rest.starts_with('=') ? after_blanks(rest.substr(1)) : text;
}

std::string_view out_of_quotes(std::string_view text) {
  if (text.empty() || (text.front() != '\'' && text.front() != '"')) return text;
  return text.substr(1, text.find(text.front(), 1) - 1);
}

std::optional<Refresh> parse_refresh(std::string_view content) {
  auto rest = after_blanks(content);
  Refresh refresh;
  if (rest.empty() || !(is_digit(rest.front()) || rest.front() == '.')) return std::nullopt;
  for (; !rest.empty() && is_digit(rest.front()); rest.remove_prefix(1))
    refresh.seconds = std::min(kLongestDelay + 1, refresh.seconds * 10 + (rest.front() - '0'));
  while (!rest.empty() && (is_digit(rest.front()) || rest.front() == '.')) rest.remove_prefix(1);
  if (rest.empty()) return refresh;
  const auto next = after_blanks(rest);
  const bool parted = next.starts_with(';') || next.starts_with(',');
  if (!parted && next.size() == rest.size()) return std::nullopt;
  refresh.target = out_of_quotes(after_url_sign(after_blanks(parted ? next.substr(1) : next)));
  return refresh;
}

std::optional<std::string> refresh_of(const Hop& answer) {
  if (auto header = answer.header("Refresh"); !header.empty()) return header;
  if (!is_html(answer)) return std::nullopt;
  return meta_refresh(answer.response_body);
}

}  // namespace

bool is_html(const Hop& answer) {
  const auto type = answer.header("Content-Type");
  return type.empty() || type.find("html") != std::string::npos || type.find("xml") != std::string::npos;
}

std::optional<std::string> refresh_target(const Hop& answer) {
  const auto content = refresh_of(answer);
  const auto refresh = content ? parse_refresh(*content) : std::nullopt;
  if (!refresh || refresh->seconds > kLongestDelay) return std::nullopt;
  const auto here = parse_url(answer.url);
  if (refresh->target.empty() && refresh->seconds == 0) return answer.url;
  if (refresh->target.empty() || !here) return std::nullopt;
  const auto target = resolve_url(*here, refresh->target);
  // Page that shows what is new every few seconds.
  if (target && refresh->seconds > 0 &&
      target->origin() + target->target() == here->origin() + here->target())
    return std::nullopt;
  return refresh->target;
}

}  // namespace conformance
