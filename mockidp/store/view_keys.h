#pragma once
// What the typed views share: keys that do not tell what they stand for.

#include <string>
#include <string_view>

#include "mockidp/protocol/bytes.h"
#include "mockidp/store/record_store.h"

namespace mockidp {

// For session tokens, state tokens and codes: whoever reads the store must not be able to use what it holds.
inline RecordKey digest_key(const std::string& org, RecordKind kind, std::string_view secret) {
  return {org, kind, std::string(protocol::as_view(protocol::sha256(secret)))};
}

}  // namespace mockidp
