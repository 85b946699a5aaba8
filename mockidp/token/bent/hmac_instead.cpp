// The public key as the secret of HS256 (RFC 8725 3.1; CVE-2016-10555 and its family): a client that takes
// the algorithm from the token and hands its key to whatever verifies it will accept what anybody can sign.

#include <nlohmann/json.hpp>

#include "mockidp/protocol/bytes.h"
#include "mockidp/token/bent/bent_claim.h"
#include "mockidp/token/bent/rsa_encodings.h"
#include "mockidp/token/bent/tables.h"

namespace mockidp {
namespace {

using protocol::Json;

std::string public_key_as(std::string_view variant, const protocol::SigningKey& key) {
  const std::string pem = key.public_pem();
  if (variant == "spki_pem") return pem;
  if (variant == "spki_pem_without_newline") return pem.substr(0, pem.find_last_not_of('\n') + 1);
  if (variant == "spki_pem_crlf") return with_crlf(pem);
  if (variant == "spki_pem_indented") return "  " + pem;
  if (variant == "pem_body") return pem_body(pem);
  if (variant == "spki_der") return spki_der(pem);
  if (variant == "pkcs1_pem") return pkcs1_pem(pem);
  if (variant == "pkcs1_der") return pkcs1_der(pem);
  if (variant == "modulus") return key.modulus();
  if (variant == "modulus_bytes") return protocol::base64url_decode(key.modulus()).value_or("");
  if (variant == "exponent") return key.exponent();
  if (variant == "jwk") return protocol::to_text(protocol::to_jwk(key));
  if (variant == "jwk_set") return protocol::to_text(Json{{"keys", Json::array({protocol::to_jwk(key)})}});
  return variant == "word_RSA" ? "RSA" : "RS256";
}

void sign_with_secret(TokenDraft& draft, const std::string& secret) {
  draft.header["alg"] = "HS256";
  draft.sign = [secret](std::string_view input) {
    return std::string(protocol::as_view(protocol::hmac_sha256(secret, input)));
  };
}

void sign_with_public_key(TokenDraft& draft, const FaultOrder& order) {
  sign_with_secret(draft, public_key_as(order.variant, *draft.key));
}

void sign_with_client_secret(TokenDraft& draft, const FaultOrder&) {
  sign_with_secret(draft, draft.facts.client_secret);
}

void sign_with_weak_secret(TokenDraft& draft, const FaultOrder& order) {
  if (order.variant == "empty") return sign_with_secret(draft, "");
  sign_with_secret(draft, order.variant == "client_id" ? draft.facts.client_id : "a");
}

}  // namespace

std::span<const TokenFault> hmac_instead() {
  static constexpr TokenFault kTable[] = {
      {"id_token_hmac_with_public_key", Seam::token_header, TokenKind::id_token, sign_with_public_key},
      {"id_token_hmac_with_client_secret", Seam::token_header, TokenKind::id_token, sign_with_client_secret},
      {"id_token_hmac_with_weak_secret", Seam::token_header, TokenKind::id_token, sign_with_weak_secret},
      {"access_token_hmac_with_public_key", Seam::token_header, TokenKind::access_token,
       sign_with_public_key},
  };
  return kTable;
}

}  // namespace mockidp
