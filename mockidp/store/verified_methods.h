#pragma once
// The list of verified authenticators, which sessions and transactions keep alike.

#include <vector>

#include "mockidp/people/session.h"
#include "mockidp/store/codec.h"

namespace mockidp {

void write_verified(ByteWriter& writer, const std::vector<VerifiedMethod>& verified);
std::vector<VerifiedMethod> read_verified(ByteReader& reader);

}  // namespace mockidp
