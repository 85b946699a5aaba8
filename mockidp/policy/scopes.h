#pragma once
#include <string>
#include <vector>

#include "mockidp/directory/authorization_server.h"
#include "mockidp/policy/okta_error.h"
#include "mockidp/protocol/result.h"

namespace mockidp {

// Which scopes of a request stand, in the server's order (openid, profile, email, address, phone,
// offline_access, then the rest as configured; sheet K). Unknown ones, none at all without defaults, and
// OpenID scopes without openid are refusals (sheet A.1, B.10); client_credentials allows no OpenID scopes
// (C.6).
protocol::Result<std::vector<std::string>, Refusal> decide_scopes(const AuthorizationServer& server,
                                                                  protocol::GrantType grant,
                                                                  const std::vector<std::string>& requested);

}  // namespace mockidp
