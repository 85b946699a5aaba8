#pragma once
#include <string>

#include "mockidp/protocol/json.h"

namespace breakable {

// An RSA key of a key set as "BEGIN PUBLIC KEY", as OpenSSL writes it: what a confused client takes for a
// secret. Empty for another kind of key.
std::string public_key_pem(const protocol::Json& jwk);

}  // namespace breakable
