#include "client/breakable/signature_checks.h"

#include <functional>
#include <memory>
#include <mutex>
#include <nlohmann/json.hpp>

#include "client/breakable/public_key_pem.h"
#include "mockidp/protocol/bytes.h"
#include "mockidp/protocol/json.h"

namespace breakable {

namespace {

using protocol::Json;
using Believes = std::function<bool(const protocol::UnverifiedJws& token, const Json& header)>;
using Verified = protocol::Result<protocol::VerifiedJwt, protocol::JwsError>;

std::string algorithm_of(const Json& header) {
  const auto* algorithm = protocol::json_string(header, "alg");
  std::string lower = algorithm == nullptr ? "" : *algorithm;
  for (char& letter : lower)
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  return lower;
}

// Only a right signature makes a VerifiedJwt. So what a weak check believes is signed once more, with a key
// that this program drew for itself.
protocol::Result<protocol::VerifiedJwt, protocol::JwsError> vouched_for(const protocol::UnverifiedJws& token,
                                                                        Json header) {
  static const auto own_key = protocol::SigningKey::generate_rsa();
  static const auto own_keys =
      protocol::parse_key_set(protocol::to_text(Json{{"keys", Json::array({protocol::to_jwk(*own_key)})}}));
  header["alg"] = "RS256";
  header["kid"] = own_key->kid();
  for (const char* extension : {"crit", "b64"}) header.erase(extension);
  return protocol::verify_jws(protocol::sign_compact(*own_key, protocol::to_text(header), token.payload_json),
                              *own_keys);
}

rp::SignatureCheck believing(Believes believes) {
  return [believes = std::move(believes)](
             std::string_view compact,
             const protocol::KeySet& keys) -> protocol::Result<protocol::VerifiedJwt, protocol::JwsError> {
    auto verified = protocol::verify_jws(compact, keys);
    if (verified) return verified;
    const auto token = protocol::split_jws(compact);
    if (!token) return verified;
    auto header = protocol::parse_json(token->header_json);
    if (!header || !header->is_object() || !believes(*token, *header)) return verified;
    return vouched_for(*token, *std::move(header));
  };
}

// The key sets that passed by on their way to the client.
struct SeenKeys {
  std::mutex mutex;
  std::vector<std::string> pems;

  void read(const std::string& document) {
    const auto parsed = protocol::parse_json(document);
    const auto* keys = parsed ? protocol::json_member(*parsed, "keys") : nullptr;
    if (keys == nullptr || !keys->is_array()) return;
    const std::lock_guard lock(mutex);
    for (const auto& key : *keys) pems.push_back(public_key_pem(key));
  }
  bool authenticates(const protocol::UnverifiedJws& token) {
    const std::lock_guard lock(mutex);
    for (const auto& pem : pems)
      if (protocol::as_view(protocol::hmac_sha256(pem, token.signing_input)) == token.signature) return true;
    return false;
  }
};

}  // namespace

rp::SignatureCheck believing_everything() {
  return believing([](const auto&, const auto&) { return true; });
}

rp::SignatureCheck believing_unsigned_tokens() {
  return believing([](const protocol::UnverifiedJws& token, const Json& header) {
    return algorithm_of(header) == "none" && token.signature.empty();
  });
}

rp::SignatureCheck believing_embedded_keys() {
  return believing([](const protocol::UnverifiedJws& token, const Json& header) {
    const auto* jwk = protocol::json_member(header, "jwk");
    if (jwk == nullptr) return false;
    const auto key = protocol::VerificationKey::from_jwk(*jwk);
    return key && (*key)->verify_rs256(token.signing_input, token.signature);
  });
}

rp::SignatureCheck believing_unknown_keys() {
  return [](std::string_view compact, const protocol::KeySet& keys) -> Verified {
    auto verified = protocol::verify_jws(compact, keys);
    if (verified || verified.error().kind != protocol::JwsError::Kind::unknown_key) return verified;
    const auto token = protocol::split_jws(compact);
    auto header = protocol::parse_json(token ? token->header_json : "");
    if (!header || !header->is_object()) return verified;
    return vouched_for(*token, *std::move(header));
  };
}

rp::SignatureCheck believing_hmac_with_public_key(Parts& parts) {
  const auto seen = std::make_shared<SeenKeys>();
  parts.around_provider.push_back([seen](const rp::HttpCall& call, rp::Transport& provider) {
    auto answer = provider.send(call);
    if (answer) seen->read(answer->body);
    return answer;
  });
  return believing([seen](const protocol::UnverifiedJws& token, const Json& header) {
    return algorithm_of(header) == "hs256" && seen->authenticates(token);
  });
}

}  // namespace breakable
