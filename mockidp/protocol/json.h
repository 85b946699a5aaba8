#pragma once
// Strict JSON reading. json.cpp is the only file that catches nlohmann's exceptions.

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "mockidp/protocol/result.h"

namespace protocol {

using Json = nlohmann::ordered_json;  // keeps the order of members, which is part of what Okta sends

struct JsonLimits {
  std::size_t max_bytes = 1 << 20;
  unsigned max_depth = 32;
};

struct JsonError {
  std::string message{};   // what is wrong, in words, without any of the input
  std::size_t offset = 0;  // byte where it was noticed
  std::string pointer{};   // JSON pointer of the place where known, as for a duplicate member
};

// RFC 8259, and stricter: duplicate members, invalid UTF-8, excess depth and size are errors.
Result<Json, JsonError> parse_json(std::string_view text, JsonLimits limits = {});

// What `key` holds in an object, or nullptr: for reading a peer's document without exceptions.
const Json* json_member(const Json& object, std::string_view key);
// The string, or nullptr if it is anything else. Borrowed from `object`.
const std::string* json_string(const Json& object, std::string_view key);
// The whole number, or nullopt if it is anything else: 1.0, 1e9 and what needs more than 64 bits are not.
std::optional<std::int64_t> json_integer(const Json& object, std::string_view key);
// Seconds since 1970, whole or not (RFC 7519, 2); a fraction is cut off.
std::optional<std::int64_t> json_numeric_date(const Json& object, std::string_view key);

std::string to_text(const Json& value);         // compact; invalid UTF-8 is replaced, never thrown at
std::string to_pretty_text(const Json& value);  // two spaces, for people

// RFC 7396, in place.
void json_merge_patch(Json& target, const Json& patch);

}  // namespace protocol
