#include <cassert>

#include "mockidp/directory/org_document.h"

namespace mockidp {
namespace {

constexpr std::size_t kIdLength = 20;
constexpr std::string_view kBase62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

// Divides the digest, read as one big number, by 62; what is left over is the next digit.
unsigned take_base62_digit(protocol::Digest& number) {
  unsigned remainder = 0;
  for (auto& byte : number) {
    const unsigned part = remainder * 256 + byte;
    byte = static_cast<unsigned char>(part / 62);
    remainder = part % 62;
  }
  return remainder;
}

}  // namespace

std::string derive_id(std::string_view prefix, std::string_view name) {
  assert(prefix.size() < kIdLength);
  // The prefix is part of what is digested: an app and a group of one name share no digits.
  auto digest = protocol::sha256(std::string(prefix) + '\0' + std::string(name));
  std::string id(prefix);
  while (id.size() < kIdLength) id += kBase62[take_base62_digit(digest)];
  return id;
}

}  // namespace mockidp
