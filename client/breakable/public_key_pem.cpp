#include "client/breakable/public_key_pem.h"

#include <string_view>

#include "mockidp/protocol/bytes.h"

namespace breakable {

namespace {

// ASN.1, DER: tag, length, content.
std::string tagged(char tag, const std::string& content) {
  std::string length;
  for (auto rest = content.size(); rest > 0; rest >>= 8)
    length.insert(length.begin(), static_cast<char>(rest & 0xff));
  if (content.size() >= 0x80) length.insert(length.begin(), static_cast<char>(0x80 | length.size()));
  if (content.empty()) length = std::string(1, '\0');
  return tag + length + content;
}

// Not negative: a first bit that is set gets a zero byte before it.
std::string unsigned_integer(std::string bytes) {
  if (!bytes.empty() && (bytes.front() & 0x80) != 0) bytes.insert(bytes.begin(), '\0');
  return tagged('\x02', bytes);
}

std::string lines_of_64(const std::string& text) {
  std::string lines;
  for (std::size_t at = 0; at < text.size(); at += 64) lines += text.substr(at, 64) + "\n";
  return lines;
}

}  // namespace

std::string public_key_pem(const protocol::Json& jwk) {
  const auto* n = protocol::json_string(jwk, "n");
  const auto* e = protocol::json_string(jwk, "e");
  const auto modulus = n == nullptr ? std::nullopt : protocol::base64url_decode(*n);
  const auto exponent = e == nullptr ? std::nullopt : protocol::base64url_decode(*e);
  if (!modulus || !exponent) return {};
  using namespace std::string_literals;
  // rsaEncryption, 1.2.840.113549.1.1.1, with NULL parameters: RFC 3279 2.3.1.
  const auto algorithm = tagged('\x30', "\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01\x05\x00"s);
  const auto key = tagged('\x30', unsigned_integer(*modulus) + unsigned_integer(*exponent));
  const auto info = tagged('\x30', algorithm + tagged('\x03', "\0"s + key));
  return "-----BEGIN PUBLIC KEY-----\n" + lines_of_64(protocol::base64_encode(info)) +
         "-----END PUBLIC KEY-----\n";
}

}  // namespace breakable
