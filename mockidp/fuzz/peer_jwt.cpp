#include <algorithm>
#include <nlohmann/json.hpp>

#include "mockidp/fuzz/property.h"
#include "mockidp/fuzz/targets.h"
#include "mockidp/protocol/jws.h"
#include "mockidp/protocol/public_key.h"

namespace mockidp::fuzz {
namespace {

using protocol::Json;

// Of RFC 9449, 4.1: a proof that brings its key.
constexpr std::string_view kProof =
    "eyJ0eXAiOiJkcG9wK2p3dCIsImFsZyI6IkVTMjU2IiwiandrIjp7Imt0eSI6IkVDIiwieCI6Imw4dEZyaHgtMzR0VjNoUklDUkRZOXpD"
    "a0RscE"
    "JoRjQyVVFVZldWQVdCRnMiLCJ5IjoiOVZFNGpmX09rX282NHpiVFRsY3VOSmFqSG10NnY5VERWclUwQ2R2R1JEQSIsImNydiI6IlAtMj"
    "U2In19"
    ".eyJqdGkiOiItQndDM0VTYzZhY2MybFRjIiwiaHRtIjoiUE9TVCIsImh0dSI6Imh0dHBzOi8vc2VydmVyLmV4YW1wbGUuY29tL3Rva2V"
    "uIiwia"
    "WF0IjoxNTYyMjYyNjE2fQ.2-GxA6T8lP4vfrg8v-FdWP0A0zdrj8igiMLvqRMUvwnQg4PtFLbdLXiOSsX0x7NVY-"
    "FNyJK70nfbV37xRZT3Lg";

bool verifies_by_its_own_key(std::string_view compact,
                             const std::shared_ptr<const protocol::PublicKey>& key) {
  const auto jwt = protocol::read_jwt(compact);
  if (!jwt) return false;
  for (int i = 0; i <= static_cast<int>(protocol::SignatureAlgorithm::ES512); ++i)
    if (key->verify(static_cast<protocol::SignatureAlgorithm>(i), jwt->signing_input, jwt->signature))
      return true;
  return false;
}

}  // namespace

// Bytes are a JWK, or a JWT; a first byte of "=" changes the proof at a place instead, which the proof's key
// must notice.
void peer_jwt(std::string_view bytes) {
  if (const auto jwk = protocol::parse_json(bytes)) (void)protocol::PublicKey::from_jwk(*jwk);
  (void)protocol::read_jwt(bytes);
  if (bytes.size() < 4 || bytes[0] != '=') return;
  static const auto key = *protocol::PublicKey::from_jwk(protocol::read_jwt(kProof)->header->at("jwk"));
  std::string proof(kProof);
  const auto place =
      (static_cast<unsigned char>(bytes[1]) * 256U + static_cast<unsigned char>(bytes[2])) % proof.size();
  proof.replace(place, std::min<std::size_t>(bytes.size() - 3, proof.size() - place), bytes.substr(3));
  hold(verifies_by_its_own_key(proof, key) == (proof == kProof), "only what was signed is verified");
}

}  // namespace mockidp::fuzz
