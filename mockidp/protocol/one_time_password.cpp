#include "mockidp/protocol/one_time_password.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <array>
#include <stdexcept>

#include "mockidp/protocol/bytes.h"

namespace protocol {
namespace {

constexpr std::string_view kBase32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
constexpr std::uint32_t kSixDigits = 1'000'000;

std::optional<unsigned> base32_value(char c) {
  if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  const auto at = kBase32.find(c);
  return at == std::string_view::npos ? std::nullopt : std::optional(static_cast<unsigned>(at));
}

std::array<unsigned char, 20> hmac_sha1(std::string_view key, std::string_view bytes) {
  std::array<unsigned char, 20> out{};
  unsigned size = out.size();
  const auto* data = reinterpret_cast<const unsigned char*>(bytes.data());
  if (HMAC(EVP_sha1(), key.data(), static_cast<int>(key.size()), data, bytes.size(), out.data(), &size) ==
      nullptr)
    throw std::runtime_error("OpenSSL refused HMAC-SHA-1");
  return out;
}

std::string percent_encoded(std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                       c == '-' || c == '.' || c == '_' || c == '~' || c == '@';
    if (plain)
      out += c;
    else
      (out += '%').append({kHex[byte >> 4], kHex[byte & 15U]});
  }
  return out;
}

}  // namespace

std::string base32_encode(std::string_view bytes) {
  std::string out;
  std::uint32_t bits = 0;
  int count = 0;
  for (const char c : bytes) {
    bits = bits << 8 | static_cast<unsigned char>(c);
    for (count += 8; count >= 5; count -= 5) out += kBase32[bits >> (count - 5) & 31U];
  }
  if (count > 0) out += kBase32[bits << (5 - count) & 31U];
  return out;
}

std::optional<std::string> base32_decode(std::string_view text) {
  std::string out;
  std::uint32_t bits = 0;
  int count = 0;
  for (const char c : text) {
    if (c == ' ' || c == '-' || c == '=') continue;
    const auto value = base32_value(c);
    if (!value) return std::nullopt;
    bits = bits << 5 | *value;
    count += 5;
    if (count < 8) continue;
    count -= 8;
    out += static_cast<char>(bits >> count & 255U);
  }
  // What is left over is filler: fewer bits than a character has, and none of them set.
  if (count >= 5 || (bits & ((1U << count) - 1)) != 0) return std::nullopt;
  return out;
}

std::string hotp(std::string_view key, std::uint64_t counter) {
  std::string message(8, '\0');
  for (std::size_t i = 0; i < 8; ++i) message[i] = static_cast<char>(counter >> (56 - 8 * i) & 255U);
  const auto digest = hmac_sha1(key, message);
  const std::size_t offset = digest.back() & 15U;
  std::uint32_t number = 0;
  for (std::size_t i = 0; i < 4; ++i) number = number << 8 | digest.at(offset + i);
  auto digits = std::to_string((number & 0x7fffffffU) % kSixDigits);
  return std::string(6 - digits.size(), '0') + digits;
}

std::int64_t totp_counter(TimePoint time) { return time.time_since_epoch().count() / kTotpStepSeconds; }

// All three are computed, whichever matches: time must not tell which.
std::optional<std::int64_t> matching_totp_counter(std::string_view key, std::string_view code,
                                                  TimePoint now) {
  std::optional<std::int64_t> found;
  const auto present = totp_counter(now);
  for (const auto counter : {present - 1, present, present + 1})
    if (constant_time_equal(hotp(key, static_cast<std::uint64_t>(counter)), code)) found = counter;
  return found;
}

std::string totp_key_uri(std::string_view issuer, std::string_view account, std::string_view key) {
  return "otpauth://totp/" + percent_encoded(issuer) + ":" + percent_encoded(account) +
         "?secret=" + base32_encode(key) + "&issuer=" + percent_encoded(issuer);
}

}  // namespace protocol
