#include "mockidp/token/mint.h"

#include <nlohmann/json.hpp>

#include "mockidp/protocol/jws.h"
#include "mockidp/token/token_fault.h"

namespace mockidp {

std::string mint(const KeyRing& keys, TokenKind kind, protocol::Json claims, const ActiveFaults& faults,
                 const BendFacts& facts) {
  const Key key = keys.current();
  if (!faults.empty()) return mint_bent(key, kind, std::move(claims), faults, facts);
  return protocol::sign_compact(*key, protocol::okta_jws_header(key->kid()), protocol::to_text(claims));
}

}  // namespace mockidp
