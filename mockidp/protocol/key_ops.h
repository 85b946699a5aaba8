#pragma once
// key_ops of a JWK (RFC 7517 4.3): absent, or "verify" among them.

#include <string>

#include "mockidp/protocol/json.h"

namespace protocol {

std::string objection_to_key_ops(const Json& jwk);  // "" if there is none

}  // namespace protocol
