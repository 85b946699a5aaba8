#include "mockidp/token/mint.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "mockidp/protocol/bytes.h"
#include "mockidp/protocol/jws.h"
#include "mockidp/token/token_fault.h"

namespace mockidp {

std::string mint(const KeyRing& keys, TokenKind kind, protocol::Json claims, const ActiveFaults& faults) {
  std::string signature;
  const TokenDraft draft{kind, claims, signature};
  pass_seam(Seam::token_claims, draft, faults);
  const Key key = keys.current();
  std::string token =
      protocol::signing_input(protocol::okta_jws_header(key->kid()), protocol::to_text(claims));
  signature = key->sign_rs256(token);
  pass_seam(Seam::token_signature, draft, faults);
  token += '.';
  token += protocol::base64url_encode(signature);
  return token;
}

}  // namespace mockidp
