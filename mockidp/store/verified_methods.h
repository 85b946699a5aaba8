#pragma once
// The list of verified authenticators, which sessions and transactions keep alike.

#include <vector>

#include "mockidp/people/session.h"
#include "mockidp/protocol/byte_codec.h"

namespace mockidp {

void write_verified(protocol::ByteWriter& writer, const std::vector<VerifiedMethod>& verified);
std::vector<VerifiedMethod> read_verified(protocol::ByteReader& reader);

}  // namespace mockidp
