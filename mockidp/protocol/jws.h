#pragma once
// JSON Web Signatures in compact form (RFC 7515), RS256. Signing is in separate steps, so that a fault can
// bend one of them; verification leaves a VerifiedJwt behind, the only way to claims.

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "mockidp/protocol/json.h"
#include "mockidp/protocol/jwk.h"
#include "mockidp/protocol/result.h"

namespace protocol {

// Okta's header: {"kid":…,"alg":"RS256"} and nothing else.
std::string okta_jws_header(std::string_view kid);
std::string signing_input(std::string_view header_json, std::string_view payload_json);
std::string sign_compact(const SigningKey& key, std::string_view header_json, std::string_view payload_json);

// The three parts, decoded but not trusted: for choosing a key, for display and for refusing well.
struct UnverifiedJws {
  std::string header_json;
  std::string payload_json;
  std::string signature;      // raw bytes
  std::string signing_input;  // what the signature covers
};
struct JwsError {
  enum class Kind { malformed, unsupported_header, algorithm, unknown_key, signature, claims };
  Kind kind = Kind::malformed;
  std::string message{};
};
inline constexpr std::size_t kMaxJwsBytes = 64 * 1024;
Result<UnverifiedJws, JwsError> split_jws(std::string_view compact);

// Header and claims as objects, and what has to be verified: a JWT of a peer, whose header says by which of
// its keys it is signed. Nothing is trusted yet. An extension (`crit`, `b64`) is an unsupported_header.
struct UnverifiedJwt {
  std::shared_ptr<const Json> header;
  std::shared_ptr<const Json> claims;
  std::string signature;      // raw bytes
  std::string signing_input;  // what the signature covers
};
Result<UnverifiedJwt, JwsError> read_jwt(std::string_view compact);

// A JWT whose signature was checked with a key of the expected key set. Only verify_jws makes one.
class VerifiedJwt {
 public:
  const Json& header() const { return *header_; }
  const Json& claims() const { return *claims_; }

 private:
  friend Result<VerifiedJwt, JwsError> verify_jws(std::string_view, const KeySet&);
  VerifiedJwt(std::shared_ptr<const Json> header, std::shared_ptr<const Json> claims)
      : header_(std::move(header)), claims_(std::move(claims)) {}
  std::shared_ptr<const Json> header_;
  std::shared_ptr<const Json> claims_;
};

// RFC 8725: the algorithm comes from the key (RS256), never from the token; `crit` is refused; jwk, jku, x5u,
// x5c in the header are never used; a kid that the set does not know is unknown_key (the caller may fetch the
// set again); a token without a kid is tried against every key. Duplicate members are malformed.
Result<VerifiedJwt, JwsError> verify_jws(std::string_view compact, const KeySet& keys);

// The left half of SHA-256 over `token`, base64url: at_hash and c_hash, OpenID Connect Core 3.1.3.6.
std::string half_hash(std::string_view token);

}  // namespace protocol
