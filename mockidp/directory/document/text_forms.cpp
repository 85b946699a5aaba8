#include "mockidp/directory/document/text_forms.h"

#include <algorithm>
#include <vector>

namespace mockidp::document {
namespace {

struct CharacterRange {
  char first;
  char last;
};

// Takes one character, which a backslash may stand before, off the front.
char take_character(std::string_view& characters) {
  if (characters.front() == '\\') characters.remove_prefix(1);
  const char taken = characters.front();
  characters.remove_prefix(1);
  return taken;
}

std::vector<CharacterRange> ranges_of(std::string_view characters) {
  std::vector<CharacterRange> ranges;
  while (!characters.empty()) {
    const char first = take_character(characters);
    char last = first;
    if (characters.size() > 1 && characters.front() == '-') {
      characters.remove_prefix(1);
      last = take_character(characters);
    }
    ranges.push_back({first, last});
  }
  return ranges;
}

constexpr std::size_t kMostDigits = 6;

// Takes "12H" off the front of `text` if it starts with a number of `unit`.
std::optional<std::int64_t> take_part(std::string_view& text, char unit) {
  std::int64_t number = 0;
  std::size_t digits = 0;
  while (digits < text.size() && text[digits] >= '0' && text[digits] <= '9')
    number = digits < kMostDigits ? number * 10 + (text[digits++] - '0') : (++digits, number);
  if (digits == 0 || digits > kMostDigits || digits == text.size() || text[digits] != unit)
    return std::nullopt;
  text.remove_prefix(digits + 1);
  return number;
}

}  // namespace

bool consists_of(std::string_view text, std::string_view characters) {
  const auto ranges = ranges_of(characters);
  return std::all_of(text.begin(), text.end(), [&](char c) {
    return std::any_of(ranges.begin(), ranges.end(),
                       [&](auto range) { return c >= range.first && c <= range.last; });
  });
}

std::optional<std::chrono::seconds> parse_duration(std::string_view text) {
  if (text.size() < 2 || text.front() != 'P') return std::nullopt;
  text.remove_prefix(1);
  std::chrono::seconds sum{0};
  if (const auto days = take_part(text, 'D')) sum += std::chrono::hours(24 * *days);
  if (text.empty()) return sum;
  if (text.front() != 'T' || text.size() < 2) return std::nullopt;
  text.remove_prefix(1);
  if (const auto hours = take_part(text, 'H')) sum += std::chrono::hours(*hours);
  if (const auto minutes = take_part(text, 'M')) sum += std::chrono::minutes(*minutes);
  if (const auto seconds = take_part(text, 'S')) sum += std::chrono::seconds(*seconds);
  return text.empty() ? std::optional(sum) : std::nullopt;
}

std::string to_duration_text(std::chrono::seconds duration) {
  auto rest = duration.count();
  std::string text = "PT";
  const auto add = [&](std::int64_t unit, char name) {
    if (rest >= unit) text += std::to_string(rest / unit) + name;
    rest %= unit;
  };
  add(3600, 'H');
  add(60, 'M');
  add(1, 'S');
  return text == "PT" ? "PT0S" : text;
}

}  // namespace mockidp::document
