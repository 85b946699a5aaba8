#pragma once
#include <string>
#include <vector>

#include "mockidp/directory/authorization_server.h"
#include "mockidp/policy/okta_error.h"
#include "mockidp/protocol/result.h"

namespace mockidp {

// Which scopes of a request stand, in the server's order (openid, profile, email, address, phone,
// offline_access, then the rest as configured). Unknown ones, none at all without defaults, and
// OpenID scopes without openid are refusals; client_credentials allows no OpenID scopes
// (docs/okta-behaviour.md, Scopes).
protocol::Result<std::vector<std::string>, Refusal> decide_scopes(const AuthorizationServer& server,
                                                                  protocol::GrantType grant,
                                                                  const std::vector<std::string>& requested);

}  // namespace mockidp
