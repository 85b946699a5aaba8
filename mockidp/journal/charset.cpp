#include "mockidp/journal/charset.h"

#include <algorithm>
#include <array>

#include "mockidp/protocol/bytes.h"

namespace mockidp {
namespace {

constexpr bool between(char c, char first, char last) { return c >= first && c <= last; }

constexpr Charset charset_of_character(char c) {
  if (between(c, '0', '9')) return Charset::digits;
  if (between(c, 'a', 'f') || between(c, 'A', 'F')) return Charset::hex;
  if (between(c, 'a', 'z') || between(c, 'A', 'Z') || c == '-' || c == '_') return Charset::base64url;
  if (c == '.' || c == '~') return Charset::unreserved;
  return between(c, ' ', '~') ? Charset::text : Charset::bytes;
}

// Every token that is signed is looked at, character by character.
constexpr std::array<Charset, 256> kCharsets = [] {
  std::array<Charset, 256> charsets{};
  for (std::size_t i = 0; i < charsets.size(); ++i) {
    charsets[i] = charset_of_character(static_cast<char>(static_cast<unsigned char>(i)));
  }
  return charsets;
}();

}  // namespace

Charset charset_of(std::string_view value) {
  auto widest = Charset::empty;
  for (const char c : value) widest = std::max(widest, kCharsets[static_cast<unsigned char>(c)]);
  return widest == Charset::bytes && protocol::is_utf8(value) ? Charset::utf8 : widest;
}

std::string_view to_string(Charset charset) {
  switch (charset) {
    case Charset::empty:
      return "empty";
    case Charset::digits:
      return "digits";
    case Charset::hex:
      return "hex";
    case Charset::base64url:
      return "base64url";
    case Charset::unreserved:
      return "unreserved";
    case Charset::text:
      return "text";
    case Charset::utf8:
      return "utf-8";
    case Charset::bytes:
      return "bytes";
  }
  return "bytes";
}

}  // namespace mockidp
