#pragma once
// Refresh tokens as strings, and the family that one of them belongs to.

#include <string>
#include <string_view>

#include "mockidp/endpoints/exchange.h"
#include "mockidp/policy/okta_error.h"
#include "mockidp/policy/refresh_rotation.h"
#include "mockidp/protocol/result.h"

namespace mockidp {

struct PresentedRefreshToken {
  Stored<RefreshFamily> family;
  std::uint32_t generation = 0;
};

// The family of a token that this org has issued to this client at this server, whether or not it still
// stands. Okta has one text for all that is wrong with a refresh token, but for the server.
protocol::Result<PresentedRefreshToken, Refusal> find_refresh_token(Exchange& exchange,
                                                                    const AuthorizationServer& server,
                                                                    const AppIntegration& app,
                                                                    std::string_view presented);

RefreshDecision decide_refresh(const Exchange& exchange, const AppIntegration& app,
                               const PresentedRefreshToken& presented);

std::string refresh_token_of(Exchange& exchange, const RefreshFamily& family, std::uint32_t generation);

}  // namespace mockidp
