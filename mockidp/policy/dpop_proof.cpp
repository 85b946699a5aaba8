#include "mockidp/policy/dpop_proof.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "mockidp/protocol/jws.h"
#include "mockidp/protocol/uri.h"

namespace mockidp {
namespace {

using protocol::fail;
using protocol::Json;
using Key = std::shared_ptr<const protocol::PublicKey>;

constexpr std::int64_t kNonceDays = 4;  // its own, and three more
constexpr std::int64_t kSecondsOfDay = 24 * 60 * 60;
constexpr std::size_t kNonceBytes = 24;  // 32 characters, as Okta's

Refusal refuse_proof(OktaError error, std::string reason) {
  return {.error = error, .decided_by = std::move(reason)};
}

// The proof names its key itself: that it is signed with it shows no more than that the sender has it.
protocol::Result<Key, Refusal> decide_proof_key(const protocol::UnverifiedJwt& proof) {
  const std::string* type = protocol::json_string(*proof.header, "typ");
  if (type == nullptr || *type != "dpop+jwt")
    return fail(refuse_proof(OktaError::invalid_dpop_proof_invalid_type, "typ of the proof"));
  const std::string* named = protocol::json_string(*proof.header, "alg");
  const auto algorithm = protocol::parse_signature_algorithm(named == nullptr ? "" : *named);
  if (!algorithm || std::find(std::begin(kDpopAlgorithms), std::end(kDpopAlgorithms), *algorithm) ==
                        std::end(kDpopAlgorithms))
    return fail(refuse_proof(OktaError::invalid_dpop_proof_invalid_signature_algorithm, "alg of the proof"));
  const Json* jwk = protocol::json_member(*proof.header, "jwk");
  if (jwk == nullptr) return fail(refuse_proof(OktaError::invalid_dpop_proof, "jwk of the proof is missing"));
  auto key = protocol::PublicKey::from_jwk(*jwk);
  if (!key)
    return fail(refuse_proof(OktaError::invalid_dpop_proof, "jwk of the proof: " + key.error().message));
  if (!(*key)->use().empty() && (*key)->use() != "sig")
    return fail(refuse_proof(OktaError::invalid_dpop_proof, "use of the proof's jwk"));
  if (!(*key)->fits(*algorithm))
    return fail(refuse_proof(OktaError::invalid_dpop_proof_invalid_signature_algorithm,
                             "the proof's jwk is not for its alg"));
  if (!(*key)->verify(*algorithm, proof.signing_input, proof.signature))
    return fail(refuse_proof(OktaError::invalid_dpop_proof_invalid_signature, "signature of the proof"));
  return *std::move(key);
}

// RFC 9449 4.3: without query and fragment, host and default port as RFC 3986 has them alike.
bool is_about(std::string_view htu, std::string_view url) {
  const auto named = protocol::parse_uri(htu);
  const auto asked = protocol::parse_uri(url);
  if (!named || !asked || named->authority.find('@') != std::string::npos) return false;
  const auto path = [](const protocol::Uri& uri) { return uri.path.empty() ? "/" : uri.path; };
  return protocol::origin_of(*named) == protocol::origin_of(*asked) && path(*named) == path(*asked);
}

std::optional<Refusal> decide_proven_request(const Json& claims, const ProvenRequest& request) {
  const std::string* htm = protocol::json_string(claims, "htm");
  if (htm == nullptr || *htm != request.method)
    return Refusal{.error = OktaError::invalid_dpop_proof_invalid_htm,
                   .decided_by = "htm of the proof",
                   .closest = std::string(request.method)};
  const std::string* htu = protocol::json_string(claims, "htu");
  if (htu == nullptr || !is_about(*htu, request.url))
    return Refusal{.error = OktaError::invalid_dpop_proof_invalid_htu,
                   .decided_by = "htu of the proof",
                   .closest = std::string(request.url)};
  return std::nullopt;
}

std::optional<Refusal> decide_proof_times(const Json& claims, protocol::TimePoint now) {
  const auto iat = protocol::json_numeric_date(claims, "iat");
  if (!iat) return refuse_proof(OktaError::invalid_dpop_proof_invalid_iat, "iat: seconds since 1970");
  if (*iat > protocol::to_unix(now))
    return refuse_proof(OktaError::invalid_dpop_proof_jwt_issued_in_future, "iat and the org's clock");
  if (*iat < protocol::to_unix(now - kDpopProofAge))
    return refuse_proof(OktaError::invalid_dpop_proof_jwt_too_old, "iat and the org's clock");
  if (protocol::json_member(claims, "exp") == nullptr) return std::nullopt;
  const auto exp = protocol::json_numeric_date(claims, "exp");
  if (!exp) return refuse_proof(OktaError::invalid_dpop_proof, "exp: seconds since 1970");
  if (*exp <= protocol::to_unix(now))
    return refuse_proof(OktaError::invalid_dpop_proof_jwt_expired, "exp and the org's clock");
  return std::nullopt;
}

std::optional<Refusal> decide_presented_token(const Json& claims, std::string_view jkt,
                                              const ProvenRequest& request) {
  if (request.access_token.empty()) return std::nullopt;
  const std::string* ath = protocol::json_string(claims, "ath");
  const auto digest = protocol::sha256(request.access_token);
  if (ath == nullptr || *ath != protocol::base64url_encode(protocol::as_view(digest)))
    return refuse_proof(OktaError::dpop_proof_invalid_ath, "ath of the proof");
  if (jkt != request.bound_to)
    return Refusal{.error = OktaError::invalid_access_token_dpop_binding,
                   .decided_by = "cnf of the access token",
                   .closest = std::string(request.bound_to)};
  return std::nullopt;
}

std::string nonce_of_day(const protocol::Secret& key, std::int64_t day) {
  const auto mac = protocol::hmac_sha256(key.reveal(), "dpop_nonce/" + std::to_string(day));
  return protocol::base64url_encode(protocol::as_view(mac).substr(0, kNonceBytes));
}

std::int64_t day_of(protocol::TimePoint now) { return protocol::to_unix(now) / kSecondsOfDay; }

}  // namespace

protocol::Result<DpopProof, Refusal> decide_dpop_proof(std::string_view proof, const ProvenRequest& request) {
  if (proof.size() > kMaxDpopProofBytes)
    return fail(refuse_proof(OktaError::invalid_dpop_proof_invalid_jwt, "the proof is too long"));
  const auto jwt = protocol::read_jwt(proof);
  if (!jwt && jwt.error().kind == protocol::JwsError::Kind::unsupported_header)
    return fail(refuse_proof(OktaError::invalid_dpop_proof, jwt.error().message));
  if (!jwt) return fail(refuse_proof(OktaError::invalid_dpop_proof_invalid_jwt, jwt.error().message));
  const auto key = decide_proof_key(*jwt);
  if (!key) return fail(key.error());
  const std::string& jkt = (*key)->thumbprint();
  const Json& claims = *jwt->claims;
  if (auto refusal = decide_proven_request(claims, request)) return fail(*std::move(refusal));
  if (auto refusal = decide_proof_times(claims, request.now)) return fail(*std::move(refusal));
  const std::string* jti = protocol::json_string(claims, "jti");
  if (jti == nullptr || jti->empty() || jti->size() > kMaxJtiBytes)
    return fail(refuse_proof(OktaError::invalid_dpop_proof_invalid_jti, "jti: a text of 1 to 256 bytes"));
  if (auto refusal = decide_presented_token(claims, jkt, request)) return fail(*std::move(refusal));

  const std::string* nonce = protocol::json_string(claims, "nonce");
  const auto issued_at = protocol::from_unix(*protocol::json_numeric_date(claims, "iat"));
  // With the key, so that nobody spends another's jti.
  return DpopProof{.jkt = jkt,
                   .nonce = nonce == nullptr ? std::string() : *nonce,
                   .id = "dpop/" + jkt + '/' + *jti,
                   .good_until = issued_at + kDpopProofAge + std::chrono::seconds(1)};
}

std::string dpop_nonce(const protocol::Secret& key, protocol::TimePoint now) {
  return nonce_of_day(key, day_of(now));
}

bool is_good_dpop_nonce(const protocol::Secret& key, std::string_view nonce, protocol::TimePoint now) {
  bool good = false;
  for (std::int64_t age = 0; age < kNonceDays; ++age)
    good |= protocol::constant_time_equal(nonce_of_day(key, day_of(now) - age), nonce);
  return good;
}

}  // namespace mockidp
