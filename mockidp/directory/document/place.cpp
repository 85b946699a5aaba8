#include "mockidp/directory/document/place.h"

#include <nlohmann/json.hpp>

#include "mockidp/protocol/nearest.h"

namespace mockidp::document {

Place Place::operator/(std::string_view key) const {
  std::string pointer = pointer_ + '/';
  for (const char c : key) {
    if (c == '~')
      pointer += "~0";
    else if (c == '/')
      pointer += "~1";
    else
      pointer += c;
  }
  return {reading_, std::move(pointer)};
}

Place Place::operator/(std::size_t index) const { return {reading_, pointer_ + '/' + std::to_string(index)}; }

void Place::report(std::string message) const { reading_.problems.push_back({pointer_, std::move(message)}); }

std::string in_quotes(std::string_view text) { return protocol::to_text(protocol::Json(text)); }

std::string did_you_mean(const std::vector<std::string>& known, std::string_view text) {
  const auto meant = protocol::likely_meant(known, text);
  return meant.empty() ? "" : "; did you mean " + in_quotes(meant) + "?";
}

}  // namespace mockidp::document
