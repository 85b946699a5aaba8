#pragma once
#include "mockidp/endpoints/oauth/grants/grant.h"

namespace mockidp {

// Mints what was granted: the access token, and with openid the ID token of the person. Body in Okta's order
// (docs/okta-behaviour.md, Token).
protocol::Result<protocol::Json, Refusal> token_body(Exchange& exchange, const AuthorizationServer& server,
                                                     const AppIntegration& app, const Redeemed& redeemed);
http::Response token_response(Exchange& exchange, const protocol::Json& body);

}  // namespace mockidp
