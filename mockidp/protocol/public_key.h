#pragma once
// What a peer signs JWTs with (RFC 7518 3): a public key of its own, by any of the algorithms that it may
// choose, or a secret that both sides know. Tokens of an authorization server are read with VerificationKey,
// which knows RS256 alone.

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "mockidp/protocol/bytes.h"
#include "mockidp/protocol/json.h"
#include "mockidp/protocol/jwk.h"
#include "mockidp/protocol/result.h"

namespace protocol {

enum class SignatureAlgorithm { RS256, RS384, RS512, ES256, ES384, ES512, HS256, HS384, HS512 };
std::string_view to_string(SignatureAlgorithm algorithm);
std::optional<SignatureAlgorithm> parse_signature_algorithm(std::string_view text);
bool is_hmac(SignatureAlgorithm algorithm);

// RSA of 2048 bits or more, or a point of P-256, P-384 or P-521. Immutable, any thread.
class PublicKey {
 public:
  // Also refused: private members, numbers that are not written in the one way of RFC 7518, so that a key has
  // a single thumbprint, an `alg` that the key cannot do, and `key_ops` without "verify".
  static Result<std::shared_ptr<const PublicKey>, KeyError> from_jwk(const Json& jwk);
  ~PublicKey();
  PublicKey(const PublicKey&) = delete;
  PublicKey& operator=(const PublicKey&) = delete;

  const std::string& kid() const;         // empty if the JWK has none
  const std::string& use() const;         // empty if the JWK has none
  const std::string& thumbprint() const;  // RFC 7638 SHA-256, base64url
  // Whether the key is made for it: the kind of key, its curve, and `alg` if the JWK has one.
  bool fits(SignatureAlgorithm algorithm) const;
  // False also where the key does not fit. ECDSA signatures are r and s in full length (RFC 7518 3.4).
  bool verify(SignatureAlgorithm algorithm, std::string_view signing_input, std::string_view signature) const;

 private:
  struct Impl;
  explicit PublicKey(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// HS256, HS384 and HS512, compared in constant time; false for every other algorithm.
bool verify_hmac(SignatureAlgorithm algorithm, const Secret& secret, std::string_view signing_input,
                 std::string_view signature);

}  // namespace protocol
