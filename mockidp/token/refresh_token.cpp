#include "mockidp/token/refresh_token.h"

#include <cassert>

namespace mockidp {
namespace {

constexpr std::size_t kFamilyBytes = 16;
constexpr std::size_t kGenerationBytes = 4;
constexpr std::size_t kNameBytes = kFamilyBytes + kGenerationBytes;
// 96 bits: nobody can try enough of them over a network.
constexpr std::size_t kMacBytes = 12;

std::string mac_of(const protocol::Secret& key, std::string_view name) {
  const auto digest = protocol::hmac_sha256(key.reveal(), "refresh_token/1/" + std::string(name));
  return std::string(protocol::as_view(digest).substr(0, kMacBytes));
}

std::string big_endian(std::uint32_t number) {
  std::string bytes;
  for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(number >> shift & 0xff);
  return bytes;
}

std::uint32_t from_big_endian(std::string_view bytes) {
  std::uint32_t number = 0;
  for (const char byte : bytes) number = number << 8 | static_cast<unsigned char>(byte);
  return number;
}

}  // namespace

std::string make_refresh_token(const protocol::Secret& key, const RefreshTokenName& name) {
  assert(name.grant_id.size() == kFamilyBytes);
  const std::string named = name.grant_id + big_endian(name.generation);
  return protocol::base64url_encode(named + mac_of(key, named));
}

std::optional<RefreshTokenName> verify_refresh_token(const protocol::Secret& key, std::string_view token) {
  const auto bytes = protocol::base64url_decode(token);
  if (!bytes || bytes->size() != kNameBytes + kMacBytes) return std::nullopt;
  const std::string_view named = std::string_view(*bytes).substr(0, kNameBytes);
  if (!protocol::constant_time_equal(mac_of(key, named), std::string_view(*bytes).substr(kNameBytes)))
    return std::nullopt;
  return RefreshTokenName{std::string(named.substr(0, kFamilyBytes)),
                          from_big_endian(named.substr(kFamilyBytes))};
}

}  // namespace mockidp
