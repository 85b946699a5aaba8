#include "client/rs/possession.h"

#include <nlohmann/json.hpp>

#include "mockidp/protocol/jws.h"
#include "mockidp/protocol/public_key.h"
#include "mockidp/protocol/uri.h"

namespace rs {
namespace {

using protocol::fail;
using protocol::Json;

constexpr std::size_t kMaxProofBytes = 8 * 1024;
constexpr std::size_t kMaxProofIdBytes = 256;

protocol::Failure<Refusal> refuse_proof(std::string description) {
  return fail(Refusal{.status = 401,
                      .error = "invalid_dpop_proof",
                      .description = std::move(description),
                      .scheme = kDpopScheme});
}

// The key is the proof's own: that it has signed shows that the sender has it, and the token says whose it
// has to be.
std::shared_ptr<const protocol::PublicKey> signing_key_of(const protocol::UnverifiedJwt& proof) {
  const std::string* type = protocol::json_string(*proof.header, "typ");
  const std::string* named = protocol::json_string(*proof.header, "alg");
  const auto algorithm = protocol::parse_signature_algorithm(named == nullptr ? "" : *named);
  const Json* jwk = protocol::json_member(*proof.header, "jwk");
  if (type == nullptr || *type != "dpop+jwt" || !algorithm || jwk == nullptr) return nullptr;
  const auto key = protocol::PublicKey::from_jwk(*jwk);
  const bool good = key && (*key)->verify(*algorithm, proof.signing_input, proof.signature);
  return good ? *key : nullptr;
}

// RFC 9449 4.3: without query and fragment.
bool is_same_resource(std::string_view htu, std::string_view url) {
  const auto named = protocol::parse_uri(htu);
  const auto asked = protocol::parse_uri(url);
  if (!named || !asked || named->authority.find('@') != std::string::npos) return false;
  return protocol::origin_of(*named) == protocol::origin_of(*asked) && named->path == asked->path;
}

bool says(const Json& claims, std::string_view name, std::string_view wanted) {
  const std::string* text = protocol::json_string(claims, name);
  return text != nullptr && *text == wanted;
}

// What is wrong with the claims of a proof whose signature is right; "" if nothing is.
std::string wrong_claims(const Json& claims, const ProvenRequest& request) {
  if (!says(claims, "htm", request.method)) return "The proof is of another method.";
  const std::string* htu = protocol::json_string(claims, "htu");
  if (htu == nullptr || !is_same_resource(*htu, request.url)) return "The proof is of another address.";
  const auto digest = protocol::sha256(request.access_token);
  if (!says(claims, "ath", protocol::base64url_encode(protocol::as_view(digest))))
    return "The proof is of another access token.";
  const auto iat = protocol::json_integer(claims, "iat");
  if (!iat || *iat > protocol::to_unix(request.now + request.clock_skew))
    return "The proof does not say when it was made, or is of the future.";
  if (*iat < protocol::to_unix(request.now - kProofAge - request.clock_skew)) return "The proof is too old.";
  const std::string* jti = protocol::json_string(claims, "jti");
  if (jti == nullptr || jti->empty() || jti->size() > kMaxProofIdBytes) return "The proof has no usable jti.";
  return "";
}

}  // namespace

SpentProofs::Use SpentProofs::spend(const std::string& id, protocol::TimePoint until,
                                    protocol::TimePoint now) {
  const std::lock_guard lock(mutex_);
  if (until_.size() >= capacity_)
    std::erase_if(until_, [now](const auto& entry) { return entry.second <= now; });
  if (const auto known = until_.find(id); known != until_.end()) return Use::again;
  if (until_.size() >= capacity_) return Use::no_room;
  until_.emplace(id, until);
  return Use::first;
}

protocol::Result<std::string, Refusal> prove_possession(const std::vector<std::string_view>& proofs,
                                                        const ProvenRequest& request, SpentProofs& spent) {
  if (proofs.size() != 1) return refuse_proof("The request needs one DPoP header.");
  if (proofs.front().size() > kMaxProofBytes) return refuse_proof("The proof cannot be read.");
  const auto proof = protocol::read_jwt(proofs.front());
  if (!proof) return refuse_proof("The proof cannot be read.");
  const auto key = signing_key_of(*proof);
  if (!key) return refuse_proof("The proof is not signed as a proof has to be.");
  if (std::string wrong = wrong_claims(*proof->claims, request); !wrong.empty())
    return refuse_proof(std::move(wrong));
  const auto made_at = protocol::from_unix(*protocol::json_integer(*proof->claims, "iat"));
  const auto until = made_at + kProofAge + request.clock_skew + protocol::Seconds(1);
  // With the key, so that nobody spends another's jti.
  switch (spent.spend(key->thumbprint() + '/' + *protocol::json_string(*proof->claims, "jti"), until,
                      request.now)) {
    case SpentProofs::Use::first:
      return key->thumbprint();
    case SpentProofs::Use::again:
      return refuse_proof("The proof was used before.");
    case SpentProofs::Use::no_room:
      break;
  }
  return fail(Refusal{.status = 503,
                      .error = "temporarily_unavailable",
                      .description = "Too many proofs are remembered already."});
}

}  // namespace rs
