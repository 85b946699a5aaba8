#include "mockidp/faults/catalogue/subjects.h"

namespace mockidp {

std::span<const FaultInfo> faults_of_keys() {
  static constexpr FaultInfo kFaults[] = {
      {.name = "jwks_503",
       .title = "The key set answers 503, so that signatures cannot be checked with keys yet unknown.",
       .clause = "OpenID Connect Core 1.0, 10.1.1",
       .endpoints = "keys",
       .status = 503},
      {.name = "keys_rotated_unannounced",
       .seam = Seam::token_response,
       .title =
           "Before tokens are signed the keys change: the new one was never announced, the old one is gone.",
       .clause = "OpenID Connect Core 1.0, 10.1.1",
       .endpoints = "token"},
      {.name = "jwks_empty",
       .seam = Seam::key_set,
       .title = "The key set has no key.",
       .clause = "RFC 7517, 5",
       .endpoints = "keys"},
      {.name = "jwks_without_current_key",
       .seam = Seam::key_set,
       .title = "The key set lacks the key that signs; somebody else's is there instead.",
       .clause = "OpenID Connect Core 1.0, 10.1.1",
       .endpoints = "keys"},
      {.name = "jwks_duplicate_kid",
       .seam = Seam::key_set,
       .title = "Two keys of the key set have the kid of the one that signs.",
       .clause = "RFC 7517, 4.5",
       .variants = "wrong_first wrong_last",
       .endpoints = "keys"},
      {.name = "jwks_without_kids",
       .seam = Seam::key_set,
       .title = "The keys of the key set have no kid.",
       .clause = "OpenID Connect Core 1.0, 10.1",
       .endpoints = "keys"},
      {.name = "jwks_unusable_keys",
       .seam = Seam::key_set,
       .title = "Keys for encryption, of unknown types and without a kid stand before the one that signs.",
       .clause = "RFC 7517, 5",
       .endpoints = "keys"},
      {.name = "jwks_signing_key_for_encryption",
       .seam = Seam::key_set,
       .title = "The key set says of the key that signs that it is for encryption, or for another algorithm.",
       .clause = "RFC 7517, 4.2 and 4.4",
       .variants = "use_enc other_alg",
       .endpoints = "keys"},
      {.name = "jwks_not_json",
       .title = "The key set is not the JSON object that its header promises.",
       .clause = "RFC 7517, 5",
       .variants = "html truncated empty array text",
       .endpoints = "keys"},
  };
  return kFaults;
}

}  // namespace mockidp
