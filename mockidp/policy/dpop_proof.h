#pragma once
// Proofs of possession (RFC 9449 4; docs/okta-behaviour.md, DPoP): what one must be like, and the nonces that
// an org gives out for them. Whether a proof was used before is the store's to know.

#include <string>
#include <string_view>

#include "mockidp/policy/okta_error.h"
#include "mockidp/protocol/bytes.h"
#include "mockidp/protocol/clock.h"
#include "mockidp/protocol/public_key.h"
#include "mockidp/protocol/result.h"

namespace mockidp {

inline constexpr protocol::SignatureAlgorithm kDpopAlgorithms[] = {
    protocol::SignatureAlgorithm::RS256, protocol::SignatureAlgorithm::RS384,
    protocol::SignatureAlgorithm::RS512, protocol::SignatureAlgorithm::ES256,
    protocol::SignatureAlgorithm::ES384, protocol::SignatureAlgorithm::ES512};

inline constexpr std::size_t kMaxDpopProofBytes = 8 * 1024;  // an RSA key of 4096 bits needs a quarter of it
inline constexpr std::size_t kMaxJtiBytes = 256;
inline constexpr std::chrono::seconds kDpopProofAge{300};

// What the proof has to be about.
struct ProvenRequest {
  std::string_view method;  // "POST"
  std::string_view url;     // of the endpoint, without query and fragment
  protocol::TimePoint now{};
  std::string_view access_token{};  // at a resource: the token that comes along; empty: at the token endpoint
  std::string_view bound_to{};      // and the thumbprint that it is bound to
};

struct DpopProof {
  std::string jkt;                   // RFC 7638 thumbprint of the key that has signed it
  std::string nonce;                 // empty: none
  std::string id;                    // the same for the same proof alone: for spending it …
  protocol::TimePoint good_until{};  // … until it is too old in any case
};

// Okta's refusals, in this order: form, type, algorithm, key, signature, htm, htu, iat, exp, jti, and at a
// resource ath and the binding.
protocol::Result<DpopProof, Refusal> decide_dpop_proof(std::string_view proof, const ProvenRequest& request);

// A nonce is good in the 24 hours that it is given out in, and three days longer. It follows from the org's
// key and the day, so that none has to be kept.
std::string dpop_nonce(const protocol::Secret& key, protocol::TimePoint now);
bool is_good_dpop_nonce(const protocol::Secret& key, std::string_view nonce, protocol::TimePoint now);

}  // namespace mockidp
