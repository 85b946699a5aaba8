#pragma once
// From claims to a signed token, passing the fault seams: claims before signing, header, signature.

#include <string>

#include "mockidp/faults/faults.h"
#include "mockidp/protocol/json.h"
#include "mockidp/token/key_ring.h"

namespace mockidp {

enum class TokenKind { id_token, access_token };

// Signs with the ring's current key. No lock is held while signing.
std::string mint(const KeyRing& keys, TokenKind kind, protocol::Json claims, const ActiveFaults& faults);

}  // namespace mockidp
