#include "mockidp/protocol/bytes.h"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <stdexcept>

namespace protocol {
namespace {

using DigestContext = std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)>;
using MacContext = std::unique_ptr<EVP_MAC_CTX, decltype(&EVP_MAC_CTX_free)>;

[[noreturn]] void hashing_broke() { throw std::runtime_error("OpenSSL refused to hash"); }

// Fetching an algorithm costs more than hashing a token, so it happens once and is never given back: threads
// may still hash while the process ends.
const EVP_MD* shared_sha256() {
  static const EVP_MD* const md = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  if (md == nullptr) hashing_broke();
  return md;
}

EVP_MAC* shared_hmac() {
  static EVP_MAC* const mac = EVP_MAC_fetch(nullptr, "HMAC", nullptr);
  if (mac == nullptr) hashing_broke();
  return mac;
}

EVP_MD_CTX* thread_digest_context() {
  thread_local const DigestContext context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
  return context.get();
}

MacContext make_hmac_sha256_context() {
  MacContext context(EVP_MAC_CTX_new(shared_hmac()), &EVP_MAC_CTX_free);
  char name[] = "SHA256";
  const OSSL_PARAM parameters[] = {OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, name, 0),
                                   OSSL_PARAM_construct_end()};
  if (!context || EVP_MAC_CTX_set_params(context.get(), parameters) != 1) hashing_broke();
  return context;
}

EVP_MAC_CTX* thread_hmac_context() {
  thread_local const MacContext context = make_hmac_sha256_context();
  return context.get();
}

const unsigned char* octets(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.empty() ? "" : bytes.data());
}

constexpr std::string_view kBase64Alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view kBase64UrlAlphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

constexpr std::uint8_t kForeign = 0xff;
using DecodeTable = std::array<std::uint8_t, 256>;

constexpr DecodeTable invert_alphabet(std::string_view alphabet) {
  DecodeTable table{};
  table.fill(kForeign);
  for (std::size_t i = 0; i < alphabet.size(); ++i)
    table[static_cast<unsigned char>(alphabet[i])] = static_cast<std::uint8_t>(i);
  return table;
}

constexpr DecodeTable kBase64Table = invert_alphabet(kBase64Alphabet);
constexpr DecodeTable kBase64UrlTable = invert_alphabet(kBase64UrlAlphabet);

std::string encode_sextets(std::string_view bytes, std::string_view alphabet) {
  std::string text((bytes.size() * 4 + 2) / 3, '\0');
  char* at = text.data();
  std::uint32_t pending = 0;
  unsigned bits = 0;
  for (const char c : bytes) {
    pending = (pending << 8) | static_cast<unsigned char>(c);
    bits += 8;
    while (bits >= 6) {
      bits -= 6;
      *at++ = alphabet[(pending >> bits) & 63];
    }
  }
  if (bits > 0) *at = alphabet[(pending << (6 - bits)) & 63];
  return text;
}

// Two texts must not stand for the same bytes: what is left over has to be zero, as RFC 4648 section 3.5
// allows us to demand.
std::optional<std::string> decode_sextets(std::string_view text, const DecodeTable& table) {
  if (text.size() % 4 == 1) return std::nullopt;
  std::string bytes;
  bytes.reserve(text.size() / 4 * 3 + 2);
  std::uint32_t pending = 0;
  unsigned bits = 0;
  for (const char c : text) {
    const std::uint8_t sextet = table[static_cast<unsigned char>(c)];
    if (sextet == kForeign) return std::nullopt;
    pending = (pending << 6) | sextet;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes += static_cast<char>((pending >> bits) & 0xff);
    }
  }
  if ((pending & ((1U << bits) - 1)) != 0) return std::nullopt;
  return bytes;
}

struct Utf8Lead {
  unsigned length = 0;       // 0: no sequence starts with this byte
  unsigned char low = 0x80;  // what the second byte may be: excludes overlong forms, surrogates, > U+10FFFF
  unsigned char high = 0xbf;
};

constexpr Utf8Lead classify_utf8_lead(unsigned char lead) {
  if (lead < 0x80) return {.length = 1};
  if (lead >= 0xc2 && lead <= 0xdf) return {.length = 2};
  if (lead == 0xe0) return {.length = 3, .low = 0xa0};
  if (lead == 0xed) return {.length = 3, .high = 0x9f};
  if (lead >= 0xe1 && lead <= 0xef) return {.length = 3};
  if (lead == 0xf0) return {.length = 4, .low = 0x90};
  if (lead >= 0xf1 && lead <= 0xf3) return {.length = 4};
  if (lead == 0xf4) return {.length = 4, .high = 0x8f};
  return {};
}

bool continues_utf8(std::string_view sequence, const Utf8Lead& lead) {
  const auto second = static_cast<unsigned char>(sequence[1]);
  if (second < lead.low || second > lead.high) return false;
  for (const char c : sequence.substr(2))
    if ((static_cast<unsigned char>(c) & 0xc0) != 0x80) return false;
  return true;
}

}  // namespace

std::string base64url_encode(std::string_view bytes) { return encode_sextets(bytes, kBase64UrlAlphabet); }

std::optional<std::string> base64url_decode(std::string_view text) {
  return decode_sextets(text, kBase64UrlTable);
}

std::string base64_encode(std::string_view bytes) {
  std::string text = encode_sextets(bytes, kBase64Alphabet);
  text.append((4 - text.size() % 4) % 4, '=');
  return text;
}

std::optional<std::string> base64_decode(std::string_view text) {
  if (text.size() % 4 != 0) return std::nullopt;
  for (int padding = 0; padding < 2 && text.ends_with('='); ++padding) text.remove_suffix(1);
  return decode_sextets(text, kBase64Table);
}

std::string hex_encode(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text(bytes.size() * 2, '\0');
  char* at = text.data();
  for (const char c : bytes) {
    *at++ = kDigits[static_cast<unsigned char>(c) >> 4];
    *at++ = kDigits[static_cast<unsigned char>(c) & 15];
  }
  return text;
}

Digest sha256(std::string_view bytes) {
  Digest digest;
  EVP_MD_CTX* const context = thread_digest_context();
  if (EVP_DigestInit_ex2(context, shared_sha256(), nullptr) != 1 ||
      EVP_DigestUpdate(context, bytes.data(), bytes.size()) != 1 ||
      EVP_DigestFinal_ex(context, digest.data(), nullptr) != 1)
    hashing_broke();
  return digest;
}

Digest hmac_sha256(std::string_view key, std::string_view bytes) {
  Digest digest;
  EVP_MAC_CTX* const context = thread_hmac_context();
  std::size_t written = 0;
  if (EVP_MAC_init(context, octets(key), key.size(), nullptr) != 1 ||
      EVP_MAC_update(context, octets(bytes), bytes.size()) != 1 ||
      EVP_MAC_final(context, digest.data(), &written, digest.size()) != 1)
    hashing_broke();
  return digest;
}

std::string_view as_view(const Digest& digest) {
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

std::string pbkdf2_sha256(std::string_view password, std::string_view salt, unsigned iterations) {
  std::string derived(32, '\0');
  if (PKCS5_PBKDF2_HMAC(password.empty() ? "" : password.data(), static_cast<int>(password.size()),
                        octets(salt), static_cast<int>(salt.size()), static_cast<int>(iterations),
                        shared_sha256(), static_cast<int>(derived.size()),
                        reinterpret_cast<unsigned char*>(derived.data())) != 1)
    hashing_broke();
  return derived;
}

bool constant_time_equal(std::string_view a, std::string_view b) {
  return a.size() == b.size() && CRYPTO_memcmp(octets(a), octets(b), a.size()) == 0;
}

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    const Utf8Lead lead = classify_utf8_lead(static_cast<unsigned char>(text[0]));
    if (lead.length == 0 || lead.length > text.size()) return false;
    if (lead.length > 1 && !continues_utf8(text.substr(0, lead.length), lead)) return false;
    text.remove_prefix(lead.length);
  }
  return true;
}

std::string Secret::fingerprint() const { return hex_encode(as_view(sha256(value_)).substr(0, 4)); }

}  // namespace protocol
