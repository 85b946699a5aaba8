#pragma once
// Our own reading of signed JWTs and key sets, on OpenSSL and nlohmann/json. RS256 only: it is all that Okta
// signs with.

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace conformance {

std::optional<std::string> base64url_bytes(std::string_view text);  // unpadded; anything else is refused
std::string base64url_text(std::string_view bytes);
std::string base64_text(std::string_view bytes);  // padded, of RFC 4648, 4: for Basic
// What every base64 of a longer text has somewhere in which this one stands, in either alphabet.
std::vector<std::string> forms_in_base64(std::string_view text);
std::string sha256_bytes(std::string_view bytes);
std::string s256_challenge(std::string_view verifier);  // RFC 7636, 4.2
std::string half_hash_of(std::string_view token);       // at_hash, c_hash: Core 3.1.3.6

// Header and claims, unverified; nothing unless both are JSON objects.
struct ReadJwt {
  std::string header_text, claims_text, signature;  // decoded
  std::string signed_part;
};
std::optional<ReadJwt> read_jwt(std::string_view compact);
nlohmann::json claims_of(std::string_view compact);  // null where it is no JWT
nlohmann::json header_of(std::string_view compact);

// True only for an RS256 signature by this RSA key.
bool verifies_rs256(std::string_view compact, const nlohmann::json& jwk);
// With the key of the set that the header's kid names.
bool verifies_with_key_set(std::string_view compact, const nlohmann::json& key_set);
std::string thumbprint_of(const nlohmann::json& rsa_jwk);  // RFC 7638

}  // namespace conformance
