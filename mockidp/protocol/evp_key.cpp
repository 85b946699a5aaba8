#include "mockidp/protocol/evp_key.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/param_build.h>

#include <nlohmann/json.hpp>
#include <stdexcept>

#include "mockidp/protocol/bytes.h"

namespace protocol {
namespace {

using PublicNumber = std::unique_ptr<BIGNUM, decltype(&BN_free)>;
using Parameters = std::unique_ptr<OSSL_PARAM_BLD, decltype(&OSSL_PARAM_BLD_free)>;

constexpr std::size_t kMaxRsaBytes = 8192 / 8;  // a peer must not make verification slow
constexpr std::size_t kMaxExponentBytes = 8;

struct NamedCurve {
  std::string_view crv;
  const char* group;
  std::size_t coordinate_bytes;
};
constexpr NamedCurve kCurves[] = {
    {"P-256", "prime256v1", 32}, {"P-384", "secp384r1", 48}, {"P-521", "secp521r1", 66}};

[[noreturn]] void no_key_from_numbers() { throw std::runtime_error("OpenSSL cannot hold a key's numbers"); }

PublicNumber decode_number(std::string_view bytes) {
  return PublicNumber(BN_bin2bn(reinterpret_cast<const unsigned char*>(bytes.data()),
                                static_cast<int>(bytes.size()), nullptr),
                      &BN_free);
}

// Null if the numbers make no key.
EvpKey key_of_parameters(const char* kind, const Parameters& builder) {
  const std::unique_ptr<OSSL_PARAM, decltype(&OSSL_PARAM_free)> numbers(
      OSSL_PARAM_BLD_to_param(builder.get()), &OSSL_PARAM_free);
  const std::unique_ptr<EVP_PKEY_CTX, decltype(&EVP_PKEY_CTX_free)> context(
      EVP_PKEY_CTX_new_from_name(nullptr, kind, nullptr), &EVP_PKEY_CTX_free);
  EVP_PKEY* key = nullptr;
  if (!numbers || !context || EVP_PKEY_fromdata_init(context.get()) != 1) no_key_from_numbers();
  EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, numbers.get());
  ERR_clear_error();
  return EvpKey(key, &EVP_PKEY_free);
}

}  // namespace

Result<EvpKey, KeyError> public_rsa(const Json& jwk) {
  const std::string* n = json_string(jwk, "n");
  const std::string* e = json_string(jwk, "e");
  if (n == nullptr || e == nullptr) return fail(KeyError{"n and e must be strings"});
  const auto modulus_bytes = base64url_decode(*n);
  const auto exponent_bytes = base64url_decode(*e);
  if (!modulus_bytes || !exponent_bytes) return fail(KeyError{"n and e must be base64url"});
  if (modulus_bytes->size() > kMaxRsaBytes + 1 || exponent_bytes->size() > kMaxExponentBytes)
    return fail(KeyError{"n or e is too long"});

  const PublicNumber modulus = decode_number(*modulus_bytes);
  const PublicNumber exponent = decode_number(*exponent_bytes);
  if (!modulus || !exponent) no_key_from_numbers();
  if (BN_num_bits(modulus.get()) < kMinRsaBits) return fail(KeyError{"an RSA key of fewer than 2048 bits"});
  // With e = 1 every padded digest is its own signature.
  if (!BN_is_odd(modulus.get()) || !BN_is_odd(exponent.get()) || BN_is_one(exponent.get()))
    return fail(KeyError{"no RSA modulus and exponent"});
  const Parameters builder(OSSL_PARAM_BLD_new(), &OSSL_PARAM_BLD_free);
  if (!builder || OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, modulus.get()) != 1 ||
      OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, exponent.get()) != 1)
    no_key_from_numbers();
  EvpKey key = key_of_parameters("RSA", builder);
  if (!key) return fail(KeyError{"no RSA key"});
  return key;
}

Result<EvpKey, KeyError> public_ec(const Json& jwk) {
  const std::string* crv = json_string(jwk, "crv");
  const std::string* x = json_string(jwk, "x");
  const std::string* y = json_string(jwk, "y");
  if (crv == nullptr || x == nullptr || y == nullptr) return fail(KeyError{"crv, x and y must be strings"});
  const NamedCurve* curve = nullptr;
  for (const NamedCurve& each : kCurves)
    if (each.crv == *crv) curve = &each;
  if (curve == nullptr) return fail(KeyError{"a curve other than P-256, P-384 and P-521"});
  const auto x_bytes = base64url_decode(*x);
  const auto y_bytes = base64url_decode(*y);
  if (!x_bytes || !y_bytes) return fail(KeyError{"x and y must be base64url"});
  if (x_bytes->size() != curve->coordinate_bytes || y_bytes->size() != curve->coordinate_bytes)
    return fail(KeyError{"x and y must be as long as the curve's field"});

  const std::string point = '\x04' + *x_bytes + *y_bytes;
  const Parameters builder(OSSL_PARAM_BLD_new(), &OSSL_PARAM_BLD_free);
  if (!builder ||
      OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, curve->group, 0) != 1 ||
      OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size()) !=
          1)
    no_key_from_numbers();
  EvpKey key = key_of_parameters("EC", builder);  // null also for a point beside the curve
  if (!key) return fail(KeyError{"no point of the curve"});
  return key;
}

}  // namespace protocol
