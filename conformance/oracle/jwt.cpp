#include "conformance/oracle/jwt.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/sha.h>

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>

namespace conformance {

namespace {

using nlohmann::json;
template <auto Release>
struct Releaser {
  template <class T>
  void operator()(T* handle) const {
    Release(handle);
  }
};
using Number = std::unique_ptr<BIGNUM, Releaser<BN_free>>;
using Builder = std::unique_ptr<OSSL_PARAM_BLD, Releaser<OSSL_PARAM_BLD_free>>;
using Parameters = std::unique_ptr<OSSL_PARAM, Releaser<OSSL_PARAM_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, Releaser<EVP_PKEY_CTX_free>>;
using Key = std::unique_ptr<EVP_PKEY, Releaser<EVP_PKEY_free>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, Releaser<EVP_MD_CTX_free>>;

constexpr std::string_view kBase64url = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

std::string text_member(const json& object, const char* name) {
  if (!object.is_object()) return {};
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

const unsigned char* unsigned_bytes(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

Number number_of(const json& jwk, const char* name) {
  const auto bytes = base64url_bytes(text_member(jwk, name));
  if (!bytes || bytes->empty()) return nullptr;
  return Number(BN_bin2bn(unsigned_bytes(*bytes), static_cast<int>(bytes->size()), nullptr));
}

Key rsa_key(const json& jwk) {
  if (text_member(jwk, "kty") != "RSA") return nullptr;
  const auto modulus = number_of(jwk, "n"), exponent = number_of(jwk, "e");
  const Builder builder(OSSL_PARAM_BLD_new());
  if (!modulus || !exponent || !builder) return nullptr;
  OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, modulus.get());
  OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, exponent.get());
  const Parameters parameters(OSSL_PARAM_BLD_to_param(builder.get()));
  const KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, "RSA", nullptr));
  EVP_PKEY* key = nullptr;
  if (!parameters || !context || EVP_PKEY_fromdata_init(context.get()) != 1 ||
      EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, parameters.get()) != 1)
    return nullptr;
  return Key(key);
}

}  // namespace

std::optional<std::string> base64url_bytes(std::string_view text) {
  std::string bytes;
  unsigned buffer = 0, bits = 0;
  for (const char c : text) {
    const auto value = kBase64url.find(c);
    if (value == std::string_view::npos) return std::nullopt;
    buffer = (buffer << 6) | static_cast<unsigned>(value);
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes += static_cast<char>((buffer >> bits) & 0xFF);
  }
  // What is left over must be zero, or two texts would mean the same bytes.
  if (bits >= 6 || (buffer & ((1U << bits) - 1U)) != 0) return std::nullopt;
  return bytes;
}

std::string base64url_text(std::string_view bytes) {
  std::string text;
  unsigned buffer = 0, bits = 0;
  for (const char c : bytes) {
    buffer = (buffer << 8) | static_cast<unsigned char>(c);
    for (bits += 8; bits >= 6;) {
      bits -= 6;
      text += kBase64url[(buffer >> bits) & 63];
    }
  }
  if (bits > 0) text += kBase64url[(buffer << (6 - bits)) & 63];
  return text;
}

std::string base64_text(std::string_view bytes) {
  auto text = base64url_text(bytes);
  for (auto& letter : text) letter = letter == '-' ? '+' : letter == '_' ? '/' : letter;
  text.append((4 - text.size() % 4) % 4, '=');
  return text;
}

std::vector<std::string> forms_in_base64(std::string_view text) {
  constexpr std::size_t kBitsOfByte = 8, kBitsOfDigit = 6, kBytesOfGroup = 3;
  std::vector<std::string> forms;
  for (std::size_t before = 0; before < kBytesOfGroup; ++before) {
    const auto all = base64url_text(std::string(before, 'x') + std::string(text));
    // Digits that hold bits of what stands before or after are not the text's own.
    const auto begin = (before * kBitsOfByte + kBitsOfDigit - 1) / kBitsOfDigit;
    const auto end = (before + text.size()) * kBitsOfByte / kBitsOfDigit;
    if (end <= begin) continue;
    auto own = all.substr(begin, end - begin);
    forms.push_back(own);
    std::replace(own.begin(), own.end(), '-', '+');
    std::replace(own.begin(), own.end(), '_', '/');
    if (own != forms.back()) forms.push_back(std::move(own));
  }
  return forms;
}

std::string sha256_bytes(std::string_view bytes) {
  std::string digest(SHA256_DIGEST_LENGTH, '\0');
  SHA256(unsigned_bytes(bytes), bytes.size(), reinterpret_cast<unsigned char*>(digest.data()));
  return digest;
}

std::string s256_challenge(std::string_view verifier) { return base64url_text(sha256_bytes(verifier)); }

std::string half_hash_of(std::string_view token) {
  return base64url_text(sha256_bytes(token).substr(0, SHA256_DIGEST_LENGTH / 2));
}

std::optional<ReadJwt> read_jwt(std::string_view compact) {
  const auto first = compact.find('.');
  if (first == std::string_view::npos) return std::nullopt;
  const auto second = compact.find('.', first + 1);
  if (second == std::string_view::npos || compact.find('.', second + 1) != std::string_view::npos)
    return std::nullopt;
  const auto header = base64url_bytes(compact.substr(0, first));
  const auto claims = base64url_bytes(compact.substr(first + 1, second - first - 1));
  const auto signature = base64url_bytes(compact.substr(second + 1));
  if (!header || !claims || !signature) return std::nullopt;
  if (!json::parse(*header, nullptr, false).is_object() || !json::parse(*claims, nullptr, false).is_object())
    return std::nullopt;
  return ReadJwt{*header, *claims, *signature, std::string(compact.substr(0, second))};
}

json claims_of(std::string_view compact) {
  const auto jwt = read_jwt(compact);
  return jwt ? json::parse(jwt->claims_text, nullptr, false) : json();
}

json header_of(std::string_view compact) {
  const auto jwt = read_jwt(compact);
  return jwt ? json::parse(jwt->header_text, nullptr, false) : json();
}

bool verifies_rs256(std::string_view compact, const json& jwk) {
  const auto jwt = read_jwt(compact);
  if (!jwt || text_member(header_of(compact), "alg") != "RS256") return false;
  const auto key = rsa_key(jwk);
  const DigestContext context(EVP_MD_CTX_new());
  if (!key || !context || EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key.get()) != 1)
    return false;
  return EVP_DigestVerify(context.get(), unsigned_bytes(jwt->signature), jwt->signature.size(),
                          unsigned_bytes(jwt->signed_part), jwt->signed_part.size()) == 1;
}

bool verifies_with_key_set(std::string_view compact, const json& key_set) {
  const auto wanted = text_member(header_of(compact), "kid");
  if (wanted.empty() || !key_set.is_object() || !key_set.contains("keys")) return false;
  for (const auto& key : key_set["keys"])
    if (text_member(key, "kid") == wanted) return verifies_rs256(compact, key);
  return false;
}

std::string thumbprint_of(const json& rsa_jwk) {
  return base64url_text(sha256_bytes(R"({"e":")" + text_member(rsa_jwk, "e") + R"(","kty":"RSA","n":")" +
                                     text_member(rsa_jwk, "n") + R"("})"));
}

}  // namespace conformance
