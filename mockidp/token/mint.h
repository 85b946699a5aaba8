#pragma once
// From claims to a signed token, passing the fault seams: claims before signing, header and key, signature.

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "mockidp/faults/faults.h"
#include "mockidp/people/person.h"
#include "mockidp/protocol/json.h"
#include "mockidp/token/key_ring.h"

namespace mockidp {

enum class TokenKind { id_token, access_token };

// What a fault may need to know beyond the token. Asked for only where one is active.
struct BendFacts {
  std::string client_id;
  std::string client_secret;
  std::string sibling_issuer;  // another authorization server of the org
  Key sibling_key;             // and its key; null if there is none
  std::function<std::optional<Person>(std::string_view login)> find_person;
};

// Signs with the ring's current key. No lock is held while signing.
std::string mint(const KeyRing& keys, TokenKind kind, protocol::Json claims, const ActiveFaults& faults,
                 const BendFacts& facts = {});

}  // namespace mockidp
