#pragma once
// Refresh tokens: 43 characters that name a family and a generation, and prove with a MAC that this org has
// issued them. So none has to be kept, and none can be guessed from another (docs/okta-behaviour.md, Refresh
// tokens).

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "mockidp/protocol/bytes.h"

namespace mockidp {

struct RefreshTokenName {
  std::string grant_id;  // 16 raw bytes
  std::uint32_t generation = 0;
  bool operator==(const RefreshTokenName&) const = default;
};

std::string make_refresh_token(const protocol::Secret& key, const RefreshTokenName& name);
// Nothing, unless it was made with this key, to the character.
std::optional<RefreshTokenName> verify_refresh_token(const protocol::Secret& key, std::string_view token);

}  // namespace mockidp
