#pragma once
// RSA keys, JSON Web Keys and key sets (RFC 7517), thumbprints (RFC 7638). OpenSSL stays in the .cpp.

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "mockidp/protocol/json.h"
#include "mockidp/protocol/result.h"

namespace protocol {

struct KeyError {
  std::string message{};
};

// A private key that signs RS256. Immutable and shared between threads: OpenSSL's EVP_PKEY is safe for that.
class SigningKey {
 public:
  static Result<std::shared_ptr<const SigningKey>, KeyError> from_pem(std::string_view pem);
  static Result<std::shared_ptr<const SigningKey>, KeyError> from_der(std::string_view pkcs8_or_pkcs1);
  static std::shared_ptr<const SigningKey> generate_rsa(
      unsigned bits = 2048);  // 0.1 to 1 s; throws if OpenSSL fails
  ~SigningKey();
  SigningKey(const SigningKey&) = delete;
  SigningKey& operator=(const SigningKey&) = delete;

  const std::string& kid() const;       // RFC 7638 SHA-256 thumbprint, 43 characters as Okta's
  const std::string& modulus() const;   // base64url
  const std::string& exponent() const;  // base64url
  std::string public_pem() const;       // SubjectPublicKeyInfo
  std::string private_pem() const;      // PKCS#8, for keeping beside the state
  std::string sign_rs256(
      std::string_view signing_input) const;  // raw bytes; throws only if OpenSSL is broken

 private:
  struct Impl;
  explicit SigningKey(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// A public key from a key set: kid, alg and use as published, and what verifies.
class VerificationKey {
 public:
  // Only RSA with at least 2048 bits, `use` absent or "sig", `alg` absent or RS256.
  static Result<std::shared_ptr<const VerificationKey>, KeyError> from_jwk(const Json& jwk);
  ~VerificationKey();
  VerificationKey(const VerificationKey&) = delete;
  VerificationKey& operator=(const VerificationKey&) = delete;
  const std::string& kid() const;  // empty if the key set gave none
  bool verify_rs256(std::string_view signing_input, std::string_view signature) const;

 private:
  struct Impl;
  explicit VerificationKey(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// RFC 7638 SHA-256 thumbprint of an RSA key given by its base64url numbers.
std::string rsa_thumbprint(std::string_view modulus, std::string_view exponent);

// {"kty":"RSA","alg":"RS256","kid":…,"use":"sig","e":…,"n":…}, members in Okta's order.
Json to_jwk(const SigningKey& key);

// The keys of a JWKS document that can verify; unknown ones are left out, as RFC 7517 section 5 asks.
// An error only if the document is no key set at all.
using KeySet = std::vector<std::shared_ptr<const VerificationKey>>;
Result<KeySet, KeyError> parse_key_set(std::string_view document);

}  // namespace protocol
