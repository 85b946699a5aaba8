#include "mockidp/directory/expression/pattern.h"

#include <string_view>

namespace mockidp::expression {
namespace {

constexpr std::size_t kMostPatternBytes = 1024;
constexpr std::string_view kIgnoreCase = "(?i)";

}  // namespace

protocol::Result<Pattern, std::string> Pattern::parse(const std::string& text) {
  using namespace std::regex_constants;
  if (text.size() > kMostPatternBytes)
    return protocol::fail("a regular expression has at most " + std::to_string(kMostPatternBytes) +
                          " characters");
  const bool ignores_case = text.starts_with(kIgnoreCase);
  auto flags = ECMAScript | nosubs | optimize | __polynomial;
  if (ignores_case) flags |= icase;
  try {
    return Pattern(
        std::make_shared<const std::regex>(text.substr(ignores_case ? kIgnoreCase.size() : 0), flags));
  } catch (const std::regex_error& error) {
    return protocol::fail("not a regular expression: " + std::string(error.what()));
  }
}

}  // namespace mockidp::expression
