#pragma once
// What kind of characters a value is made of: the most that a journal tells of a secret besides its length.

#include <string_view>

namespace mockidp {

// Ordered: each holds all characters of those before it.
enum class Charset : unsigned char { empty, digits, hex, base64url, unreserved, text, utf8, bytes };

Charset charset_of(std::string_view value);
std::string_view to_string(Charset charset);

}  // namespace mockidp
