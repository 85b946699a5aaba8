#include "conformance/report/printable.h"

namespace conformance {

namespace {

constexpr char kReplacement = '?';

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

// Bytes of the character that begins there; 0: none does.
std::size_t character_length(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text.front());
  const std::size_t length = lead < 0x80U                    ? 1
                             : lead >= 0xC2U && lead < 0xE0U ? 2
                             : lead >= 0xE0U && lead < 0xF0U ? 3
                             : lead >= 0xF0U && lead < 0xF5U ? 4
                                                             : 0;
  if (length == 0 || text.size() < length) return 0;
  for (std::size_t i = 1; i < length; ++i)
    if (!is_continuation(text[i])) return 0;
  const auto second = length > 1 ? static_cast<unsigned char>(text[1]) : 0x80U;
  const bool too_long_or_surrogate = (lead == 0xE0U && second < 0xA0U) || (lead == 0xEDU && second > 0x9FU) ||
                                     (lead == 0xF0U && second < 0x90U) || (lead == 0xF4U && second > 0x8FU);
  return too_long_or_surrogate ? 0 : length;
}

bool is_control(std::string_view character) {
  const auto byte = static_cast<unsigned char>(character.front());
  if (character.size() == 1) return (byte < 0x20U && byte != '\n' && byte != '\t') || byte == 0x7FU;
  return byte == 0xC2U && static_cast<unsigned char>(character[1]) < 0xA0U;  // C1
}

}  // namespace

std::string printable(std::string_view text) {
  std::string clean;
  while (!text.empty()) {
    const auto length = character_length(text);
    if (length == 0 || is_control(text.substr(0, length)))
      clean += kReplacement;
    else
      clean += text.substr(0, length);
    text.remove_prefix(length == 0 ? 1 : length);
  }
  return clean;
}

}  // namespace conformance
