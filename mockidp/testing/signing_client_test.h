#pragma once
// A client with an RSA key of its own, for tests: its proofs of possession and its assertions.

#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>

#include "mockidp/protocol/bytes.h"
#include "mockidp/protocol/clock.h"
#include "mockidp/protocol/jws.h"
#include "mockidp/protocol/public_key.h"

namespace mockidp::testing {

class SigningClient {
 public:
  // One of the twelve keys of fixtures/keys: "01".
  explicit SigningClient(const std::string& number = "01") {
    std::ifstream file(MOCKIDP_SOURCE_DIR "/fixtures/keys/mockidp-test-key-" + number + "-not-secret.pem");
    key_ = *protocol::SigningKey::from_pem(std::string(std::istreambuf_iterator<char>(file), {}));
  }

  protocol::Json jwk() const { return {{"kty", "RSA"}, {"e", key_->exponent()}, {"n", key_->modulus()}}; }
  std::string jkt() const { return protocol::rsa_thumbprint(key_->modulus(), key_->exponent()); }
  std::string sign(const protocol::Json& header, const protocol::Json& claims) const {
    return protocol::sign_compact(*key_, protocol::to_text(header), protocol::to_text(claims));
  }

  protocol::Json proof_header() const { return {{"typ", "dpop+jwt"}, {"alg", "RS256"}, {"jwk", jwk()}}; }
  // Another jti each time.
  protocol::Json proof_claims(std::string_view method, std::string_view url, protocol::TimePoint now) {
    return {{"htm", method}, {"htu", url}, {"iat", protocol::to_unix(now)}, {"jti", next_id()}};
  }
  std::string proof(const protocol::Json& claims) const { return sign(proof_header(), claims); }

  protocol::Json assertion_claims(std::string_view client_id, std::string_view url, protocol::TimePoint now) {
    return {{"iss", client_id},
            {"sub", client_id},
            {"aud", url},
            {"exp", protocol::to_unix(now) + 300},
            {"iat", protocol::to_unix(now)},
            {"jti", next_id()}};
  }
  std::string assertion(const protocol::Json& claims) const { return sign({{"alg", "RS256"}}, claims); }

 private:
  std::string next_id() { return "id-" + std::to_string(++ids_); }

  std::shared_ptr<const protocol::SigningKey> key_;
  int ids_ = 0;
};

inline std::string ath_of(std::string_view access_token) {
  const auto digest = protocol::sha256(access_token);
  return protocol::base64url_encode(protocol::as_view(digest));
}

}  // namespace mockidp::testing
