#pragma once
// One-time passwords of authenticator apps: HOTP (RFC 4226), TOTP (RFC 6238), Base32 (RFC 4648 6) and the key
// URI that such apps read from a QR code.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "mockidp/protocol/clock.h"

namespace protocol {

inline constexpr std::int64_t kTotpStepSeconds = 30;

std::string base32_encode(std::string_view bytes);  // upper case, without padding
// Case, blanks, hyphens and padding do not count. nullopt: another character, or bits that do not make whole
// bytes.
std::optional<std::string> base32_decode(std::string_view text);

std::string hotp(std::string_view key, std::uint64_t counter);  // six digits, HMAC-SHA-1
std::int64_t totp_counter(TimePoint time);
// The counter whose code this is, among the present step and one to either side; nullopt: of none.
std::optional<std::int64_t> matching_totp_counter(std::string_view key, std::string_view code, TimePoint now);

// otpauth://totp/issuer:account?secret=…&issuer=…, percent-encoded.
std::string totp_key_uri(std::string_view issuer, std::string_view account, std::string_view key);

}  // namespace protocol
