#pragma once
// How a token is bent where a fault of the catalogue says so. A new one is a row in a table of bent/.

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mockidp/faults/faults.h"
#include "mockidp/protocol/json.h"
#include "mockidp/token/mint.h"

namespace mockidp {

// A token on its way. Seams see it in the order of its parts: claims, header, signature. Borrows what it
// shows.
struct TokenDraft {
  TokenKind kind;
  const BendFacts& facts;
  Key key;  // of the authorization server
  protocol::Json& header;
  protocol::Json& claims;
  std::function<std::string(std::string_view signing_input)>
      sign;                              // with `key`, unless a fault says otherwise
  std::optional<std::string> signature;  // raw bytes, after signing; nullopt: no third part at all
};

struct TokenFault {
  std::string_view name;  // as in the catalogue
  Seam seam = Seam::token_claims;
  TokenKind kind = TokenKind::id_token;  // others are left alone
  void (*bend)(TokenDraft&, const FaultOrder&) = nullptr;
};

const std::vector<TokenFault>& token_faults();

// Lets those act that are active, in the order in which they were switched on.
std::string mint_bent(const Key& key, TokenKind kind, protocol::Json claims, const ActiveFaults& faults,
                      const BendFacts& facts);

}  // namespace mockidp
