#include "client/rp/step_up_challenge.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <string>

#include "mockidp/protocol/oauth.h"

namespace rp {

namespace {

constexpr std::size_t kLongestChallenge = 2000;
constexpr long kLongestAge = 31536000;

bool is_word_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

// name="value" or name=value, wherever in the text (RFC 9110 11.2); the first of a name counts.
std::map<std::string, std::string> parameters_of(std::string_view text) {
  std::map<std::string, std::string> parameters;
  std::size_t at = 0;
  while (at < text.size()) {
    const auto begin = at;
    while (at < text.size() && is_word_letter(text[at])) ++at;
    if (at == begin || at == text.size() || text[at] != '=') {
      at = std::max(at, begin + 1);
      continue;
    }
    const std::string name(text.substr(begin, at - begin));
    ++at;
    std::string value;
    if (at < text.size() && text[at] == '"') {
      for (++at; at < text.size() && text[at] != '"'; ++at) {
        if (text[at] == '\\' && at + 1 < text.size()) ++at;
        value += text[at];
      }
    } else {
      while (at < text.size() && text[at] != ',' && text[at] != ' ') value += text[at++];
    }
    parameters.emplace(name, std::move(value));
  }
  return parameters;
}

std::optional<protocol::Seconds> age_of(const std::string& text) {
  long seconds = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  const bool read = problem == std::errc() && end == text.data() + text.size() && !text.empty();
  if (!read || seconds < 0 || seconds > kLongestAge) return std::nullopt;
  return protocol::Seconds(seconds);
}

}  // namespace

std::optional<Assurance> read_step_up_challenge(std::string_view www_authenticate) {
  if (www_authenticate.size() > kLongestChallenge) return std::nullopt;
  auto parameters = parameters_of(www_authenticate);
  if (parameters["error"] != "insufficient_user_authentication") return std::nullopt;
  Assurance wanted;
  wanted.acr_values = protocol::split_words(parameters["acr_values"]);
  wanted.max_age = age_of(parameters["max_age"]);
  if (wanted.acr_values.empty() && !wanted.max_age) return std::nullopt;
  return wanted;
}

}  // namespace rp
