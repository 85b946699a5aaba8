#include "mockidp/protocol/jwk.h"

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/decoder.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include <nlohmann/json.hpp>
#include <stdexcept>

#include "mockidp/protocol/bytes.h"
#include "mockidp/protocol/evp_key.h"
#include "mockidp/protocol/key_ops.h"

namespace protocol {
namespace {

using KeyContext = std::unique_ptr<EVP_PKEY_CTX, decltype(&EVP_PKEY_CTX_free)>;
using Number = std::unique_ptr<BIGNUM, decltype(&BN_free)>;
using Buffer = std::unique_ptr<BIO, decltype(&BIO_free)>;

[[noreturn]] void rsa_broke(const char* what) { throw std::runtime_error(what); }

// What an operation left in the thread's error queue would be taken for a TLS error by the next read.
bool without_openssl_errors(int result) {
  ERR_clear_error();
  return result == 1;
}

const unsigned char* key_octets(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

EvpKey decode_private_rsa(const char* format, std::string_view encoded, std::size_t& left) {
  EVP_PKEY* key = nullptr;
  const std::unique_ptr<OSSL_DECODER_CTX, decltype(&OSSL_DECODER_CTX_free)> context(
      // Named "RSA", the decoder tries no other kinds, which takes a third of the time.
      OSSL_DECODER_CTX_new_for_pkey(&key, format, nullptr, "RSA", EVP_PKEY_KEYPAIR, nullptr, nullptr),
      &OSSL_DECODER_CTX_free);
  const unsigned char* at = key_octets(encoded);
  left = encoded.size();
  if (context) OSSL_DECODER_from_data(context.get(), &at, &left);
  ERR_clear_error();
  return EvpKey(key, &EVP_PKEY_free);
}

Number rsa_number(const EVP_PKEY* key, const char* name) {
  BIGNUM* number = nullptr;
  if (EVP_PKEY_get_bn_param(key, name, &number) != 1) rsa_broke("OpenSSL hides a key's numbers");
  return Number(number, &BN_free);
}

std::string rsa_number_base64url(const EVP_PKEY* key, const char* name) {
  const Number number = rsa_number(key, name);
  std::string bytes(static_cast<std::size_t>(BN_num_bytes(number.get())), '\0');
  BN_bn2bin(number.get(), reinterpret_cast<unsigned char*>(bytes.data()));
  return base64url_encode(bytes);
}

const EVP_MD* rs256_digest() {
  static const EVP_MD* const md = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  return md;
}

// Set up once per key. A copy of it costs a tenth of a microsecond, a new context for each signature twenty
// times that.
KeyContext make_rs256_context(EVP_PKEY* key, int (*initialise)(EVP_PKEY_CTX*)) {
  KeyContext context(EVP_PKEY_CTX_new_from_pkey(nullptr, key, nullptr), &EVP_PKEY_CTX_free);
  if (!context || initialise(context.get()) != 1 ||
      EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_PADDING) != 1 ||
      EVP_PKEY_CTX_set_signature_md(context.get(), rs256_digest()) != 1)
    rsa_broke("OpenSSL offers no RS256");
  return context;
}

KeyContext copy_context(const KeyContext& context) {
  KeyContext copy(EVP_PKEY_CTX_dup(context.get()), &EVP_PKEY_CTX_free);
  if (!copy) rsa_broke("OpenSSL cannot copy a context");
  return copy;
}

template <class Write>
std::string written_pem(Write write) {
  const Buffer buffer(BIO_new(BIO_s_mem()), &BIO_free);
  if (!buffer || write(buffer.get()) != 1) rsa_broke("OpenSSL cannot write a key");
  char* data = nullptr;
  const long size = BIO_get_mem_data(buffer.get(), &data);
  return {data, static_cast<std::size_t>(size)};
}

// Why a JWK cannot verify RS256, by its members other than the numbers; empty if it can.
std::string unfit_for_rs256(const Json& jwk) {
  const auto is_absent_or = [&](std::string_view member, std::string_view wanted) {
    const Json* value = json_member(jwk, member);
    return value == nullptr || (value->is_string() && *value->get_ptr<const std::string*>() == wanted);
  };
  if (!jwk.is_object()) return "a key must be an object";
  if (json_member(jwk, "kty") == nullptr || !is_absent_or("kty", "RSA")) return "not an RSA key";
  if (!is_absent_or("use", "sig")) return "not a key for signatures";
  if (!is_absent_or("alg", "RS256")) return "not a key for RS256";
  if (json_member(jwk, "kid") != nullptr && json_string(jwk, "kid") == nullptr) return "kid must be a string";
  return objection_to_key_ops(jwk);
}

}  // namespace

struct SigningKey::Impl {
  EvpKey key;
  KeyContext signing;
  std::string modulus;
  std::string exponent;
  std::string kid;

  explicit Impl(EvpKey rsa)
      : key(std::move(rsa)),
        signing(make_rs256_context(key.get(), EVP_PKEY_sign_init)),
        modulus(rsa_number_base64url(key.get(), OSSL_PKEY_PARAM_RSA_N)),
        exponent(rsa_number_base64url(key.get(), OSSL_PKEY_PARAM_RSA_E)),
        kid(rsa_thumbprint(modulus, exponent)) {}
};

SigningKey::SigningKey(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
SigningKey::~SigningKey() = default;

Result<std::shared_ptr<const SigningKey>, KeyError> SigningKey::from_pem(std::string_view pem) {
  std::size_t left = 0;
  EvpKey key = decode_private_rsa("PEM", pem, left);
  if (!key) return fail(KeyError{"not an unencrypted RSA private key in PEM"});
  if (EVP_PKEY_get_bits(key.get()) < kMinRsaBits)
    return fail(KeyError{"RS256 needs an RSA key of 2048 bits or more"});
  return std::shared_ptr<const SigningKey>(new SigningKey(std::make_unique<Impl>(std::move(key))));
}

Result<std::shared_ptr<const SigningKey>, KeyError> SigningKey::from_der(std::string_view pkcs8_or_pkcs1) {
  std::size_t left = 0;
  EvpKey key = decode_private_rsa("DER", pkcs8_or_pkcs1, left);
  if (!key || left != 0) return fail(KeyError{"not an RSA private key in DER"});
  if (EVP_PKEY_get_bits(key.get()) < kMinRsaBits)
    return fail(KeyError{"RS256 needs an RSA key of 2048 bits or more"});
  return std::shared_ptr<const SigningKey>(new SigningKey(std::make_unique<Impl>(std::move(key))));
}

std::shared_ptr<const SigningKey> SigningKey::generate_rsa(unsigned bits) {
  EvpKey key(EVP_RSA_gen(bits), &EVP_PKEY_free);
  if (!key) rsa_broke("OpenSSL cannot generate a key");
  return std::shared_ptr<const SigningKey>(new SigningKey(std::make_unique<Impl>(std::move(key))));
}

const std::string& SigningKey::kid() const { return impl_->kid; }
const std::string& SigningKey::modulus() const { return impl_->modulus; }
const std::string& SigningKey::exponent() const { return impl_->exponent; }

std::string SigningKey::public_pem() const {
  return written_pem([&](BIO* out) { return PEM_write_bio_PUBKEY(out, impl_->key.get()); });
}

std::string SigningKey::private_pem() const {
  return written_pem([&](BIO* out) {
    return PEM_write_bio_PKCS8PrivateKey(out, impl_->key.get(), nullptr, nullptr, 0, nullptr, nullptr);
  });
}

std::string SigningKey::sign_rs256(std::string_view signing_input) const {
  const Digest digest = sha256(signing_input);
  const KeyContext context = copy_context(impl_->signing);
  std::string signature(static_cast<std::size_t>(EVP_PKEY_get_size(impl_->key.get())), '\0');
  std::size_t size = signature.size();
  if (EVP_PKEY_sign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size, digest.data(),
                    digest.size()) != 1)
    rsa_broke("OpenSSL refused to sign");
  return signature;
}

struct VerificationKey::Impl {
  EvpKey key;
  KeyContext verifying;
  std::string kid;

  Impl(EvpKey rsa, std::string id)
      : key(std::move(rsa)),
        verifying(make_rs256_context(key.get(), EVP_PKEY_verify_init)),
        kid(std::move(id)) {}
};

VerificationKey::VerificationKey(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
VerificationKey::~VerificationKey() = default;

Result<std::shared_ptr<const VerificationKey>, KeyError> VerificationKey::from_jwk(const Json& jwk) {
  if (std::string reason = unfit_for_rs256(jwk); !reason.empty()) return fail(KeyError{std::move(reason)});
  auto key = public_rsa(jwk);
  if (!key) return fail(key.error());
  const std::string* kid = json_string(jwk, "kid");
  return std::shared_ptr<const VerificationKey>(
      new VerificationKey(std::make_unique<Impl>(*std::move(key), kid == nullptr ? "" : *kid)));
}

const std::string& VerificationKey::kid() const { return impl_->kid; }

bool VerificationKey::verify_rs256(std::string_view signing_input, std::string_view signature) const {
  if (signature.size() != static_cast<std::size_t>(EVP_PKEY_get_size(impl_->key.get()))) return false;
  const Digest digest = sha256(signing_input);
  const KeyContext context = copy_context(impl_->verifying);
  return without_openssl_errors(
      EVP_PKEY_verify(context.get(), key_octets(signature), signature.size(), digest.data(), digest.size()));
}

std::string rsa_thumbprint(std::string_view modulus, std::string_view exponent) {
  // The required members in the order of their names, without blanks.
  std::string text = R"({"e":")";
  text.append(exponent).append(R"(","kty":"RSA","n":")").append(modulus).append(R"("})");
  return base64url_encode(as_view(sha256(text)));
}

Json to_jwk(const SigningKey& key) {
  return {{"kty", "RSA"}, {"alg", "RS256"},      {"kid", key.kid()},
          {"use", "sig"}, {"e", key.exponent()}, {"n", key.modulus()}};
}

Result<KeySet, KeyError> parse_key_set(std::string_view document) {
  const auto parsed = parse_json(document);
  if (!parsed) return fail(KeyError{"the key set is unreadable: " + parsed.error().message});
  const Json* keys = json_member(*parsed, "keys");
  if (keys == nullptr || !keys->is_array()) return fail(KeyError{"the key set has no array of keys"});
  KeySet usable;
  for (const Json& jwk : *keys)
    if (auto key = VerificationKey::from_jwk(jwk)) usable.push_back(*std::move(key));
  return usable;
}

}  // namespace protocol
