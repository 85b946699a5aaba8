#pragma once

namespace protocol {

// Of valid UTF-8: 10xxxxxx is inside a character, every other byte begins one (RFC 3629 3).
constexpr bool continues_character(char byte) { return (static_cast<unsigned char>(byte) & 0xc0U) == 0x80U; }

}  // namespace protocol
