#pragma once
// Where a request carries its token (RFC 6750 2). This library knows no HTTP framework: the app says what
// came.

#include <string>
#include <string_view>
#include <vector>

#include "client/rs/refusal.h"
#include "mockidp/protocol/form.h"
#include "mockidp/protocol/result.h"

namespace rs {

struct CarriedCredentials {
  std::vector<std::string_view> authorization{};  // every Authorization header
  const protocol::Params* query = nullptr;
  const protocol::Params* form = nullptr;  // of a form-encoded body; nullptr if there is none
};

enum class TokenScheme { bearer, dpop };
struct PresentedToken {
  std::string token;
  TokenScheme scheme = TokenScheme::bearer;
};

// The token of the one Authorization header, by either scheme: for an API that asks for proofs of possession
// (possession.h).
protocol::Result<PresentedToken, Refusal> find_access_token(const CarriedCredentials& carried);

// The token of the one Authorization header, as a bearer token. Tokens in the query end up in logs and
// histories (2.3), tokens in a form mean that a page handles them (2.2): both are refused, alone and beside
// the header.
protocol::Result<std::string, Refusal> find_bearer_token(const CarriedCredentials& carried);

}  // namespace rs
