#include "mockidp/pages/script_string.h"

#include <cstdint>

#include "mockidp/protocol/bytes.h"

namespace mockidp {
namespace {

constexpr std::string_view kHexDigits = "0123456789ABCDEF";

bool is_script_literal(unsigned char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

void append_code_unit(std::string& out, std::uint32_t unit) {
  out += "\\u";
  for (int shift = 12; shift >= 0; shift -= 4) out += kHexDigits[(unit >> shift) & 0xF];
}

void append_code_point(std::string& out, std::uint32_t point) {
  if (point < 0x10000) return append_code_unit(out, point);
  append_code_unit(out, 0xD800 + ((point - 0x10000) >> 10));
  append_code_unit(out, 0xDC00 + ((point - 0x10000) & 0x3FF));
}

// Length of the UTF-8 sequence that starts with `lead`; 0: none does.
std::size_t sequence_length(unsigned char lead) {
  if (lead >= 0xF0) return lead < 0xF5 ? 4 : 0;
  if (lead >= 0xE0) return 3;
  return lead >= 0xC2 ? 2 : 0;
}

}  // namespace

std::string script_string(std::string_view text) {
  std::string out;
  out.reserve(text.size() * 2);
  for (std::size_t at = 0; at < text.size();) {
    const auto c = static_cast<unsigned char>(text[at]);
    if (c < 0x80) {
      ++at;
      if (is_script_literal(c)) {
        out += static_cast<char>(c);
      } else {
        out += {'\\', 'x', kHexDigits[c >> 4], kHexDigits[c & 0xF]};
      }
      continue;
    }
    const auto length = sequence_length(c);
    const auto sequence = text.substr(at, length);
    if (length == 0 || !protocol::is_utf8(sequence)) {
      append_code_unit(out, 0xFFFD);
      ++at;
      continue;
    }
    std::uint32_t point = c & (0xFFu >> (length + 1));
    for (const char next : sequence.substr(1))
      point = (point << 6) | (static_cast<unsigned char>(next) & 0x3Fu);
    append_code_point(out, point);
    at += length;
  }
  return out;
}

}  // namespace mockidp
