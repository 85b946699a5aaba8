#pragma once
// The few questions about characters that RFC 9110 and 9112 keep asking. ASCII only, whatever the locale.

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace http {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

constexpr char to_lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

constexpr bool equal_ignoring_case(std::string_view a, std::string_view b) {
  return a.size() == b.size() &&
         std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return to_lower(x) == to_lower(y); });
}

constexpr std::string_view trim_blanks(std::string_view text) {
  constexpr std::string_view kBlanks = " \t";
  const std::size_t first = text.find_first_not_of(kBlanks);
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

// A set of characters that answers in one look.
class CharacterSet {
 public:
  constexpr explicit CharacterSet(std::string_view marks) {
    for (char c = 'a'; c <= 'z'; ++c) has_[static_cast<unsigned char>(c)] = true;
    for (char c = 'A'; c <= 'Z'; ++c) has_[static_cast<unsigned char>(c)] = true;
    for (char c = '0'; c <= '9'; ++c) has_[static_cast<unsigned char>(c)] = true;
    for (const char c : marks) has_[static_cast<unsigned char>(c)] = true;
  }
  constexpr bool has(char c) const { return has_[static_cast<unsigned char>(c)]; }
  constexpr bool has_all(std::string_view text) const {
    for (const char c : text) {
      if (!has(c)) return false;
    }
    return true;
  }

 private:
  std::array<bool, 256> has_{};
};

inline constexpr CharacterSet kTokenCharacters("!#$%&'*+-.^_`|~");  // RFC 9110 5.6.2

constexpr bool is_token(std::string_view text) { return !text.empty() && kTokenCharacters.has_all(text); }

// RFC 9110 5.5: visible characters, blanks, and bytes from 0x80 that have no meaning of their own.
constexpr bool is_field_character(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return c == '\t' || (byte >= 0x20 && byte != 0x7f);
}

// Whether any of eight bytes is below 0x20 or 0x7f, a tab among them: carries run upwards only, so the lowest
// such byte shows.
inline bool may_hold_control(const char* eight) {
  constexpr std::uint64_t kEach = 0x0101010101010101;
  constexpr std::uint64_t kHigh = kEach * 0x80;
  std::uint64_t bytes = 0;
  std::memcpy(&bytes, eight, sizeof bytes);
  const std::uint64_t without_delete = bytes ^ (kEach * 0x7f);
  return (((bytes - kEach * 0x20) & ~bytes) | ((without_delete - kEach) & ~without_delete)) & kHigh;
}

// Every header of every request and response is looked at: eight bytes at a time, one by one where that is
// not enough.
inline bool is_field_value(std::string_view text) {
  constexpr std::size_t kAtATime = 8;
  while (text.size() >= kAtATime && !may_hold_control(text.data())) text.remove_prefix(kAtATime);
  for (const char c : text) {
    if (!is_field_character(c)) return false;
  }
  return true;
}

}  // namespace http
