#pragma once
// Public keys of a peer from the numbers of a JWK. Shows OpenSSL's types: for the .cpp files of this room
// only.

#include <openssl/evp.h>

#include <memory>

#include "mockidp/protocol/json.h"
#include "mockidp/protocol/jwk.h"
#include "mockidp/protocol/result.h"

namespace protocol {

using EvpKey = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;

enum class KeyKind { rsa, ec, secret };

inline constexpr int kMinRsaBits = 2048;

// `n` and `e`: at least kMinRsaBits, and not so many that verifying would be slow.
Result<EvpKey, KeyError> public_rsa(const Json& jwk);
// `crv`, `x` and `y`: a point of P-256, P-384 or P-521, each coordinate in full length (RFC 7518 6.2.1.2).
Result<EvpKey, KeyError> public_ec(const Json& jwk);

}  // namespace protocol
