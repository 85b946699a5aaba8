#pragma once
// Encodings, digests, comparison in constant time, and secrets.

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace protocol {

std::string base64url_encode(std::string_view bytes);  // without padding
// Refuses padding, foreign characters and non-canonical trailing bits.
std::optional<std::string> base64url_decode(std::string_view text);
std::string base64_encode(std::string_view bytes);
std::optional<std::string> base64_decode(std::string_view text);  // the padded alphabet, strictly
std::string hex_encode(std::string_view bytes);

using Digest = std::array<unsigned char, 32>;
Digest sha256(std::string_view bytes);
Digest hmac_sha256(std::string_view key, std::string_view bytes);
std::string_view as_view(const Digest& digest);
std::string pbkdf2_sha256(std::string_view password, std::string_view salt, unsigned iterations);  // 32 bytes

// Takes the same time wherever the first difference lies; lengths are not secret.
bool constant_time_equal(std::string_view a, std::string_view b);

bool is_utf8(std::string_view text);  // strict: no surrogates, no overlong forms

// A value that must not reach a log, a page or a comparison that stops early. No stream operator on purpose.
class Secret {
 public:
  Secret() = default;
  explicit Secret(std::string value) : value_(std::move(value)) {}
  bool empty() const { return value_.empty(); }
  bool matches(std::string_view presented) const { return constant_time_equal(value_, presented); }
  const std::string& reveal() const { return value_; }  // the loud way to the value
  std::string fingerprint() const;                      // eight hex digits of its SHA-256, for logs

 private:
  std::string value_;
};

}  // namespace protocol
