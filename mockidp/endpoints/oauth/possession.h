#pragma once
// Proofs of possession of a request (RFC 9449; docs/okta-behaviour.md, DPoP): judged, and spent.

#include <string>
#include <string_view>
#include <vector>

#include "mockidp/endpoints/exchange.h"
#include "mockidp/policy/okta_error.h"
#include "mockidp/protocol/result.h"

namespace mockidp {

// At the token endpoint. The thumbprint that the tokens are to be bound to; empty: to no key, since the app
// need not prove any and has not.
protocol::Result<std::string, Refusal> decide_token_binding(Exchange& exchange,
                                                            const AuthorizationServer& server,
                                                            const AppIntegration& app);
// The refusal as JSON; where it is for want of a nonce, with one.
http::Response refuse_token_binding(Exchange& exchange, const Refusal& refusal);

// At a resource at `url`: how a good access token, which is bound to the key of `jkt` or (empty) to none, was
// presented.
enum class TokenScheme { bearer, dpop };
std::optional<Refusal> decide_presentation(Exchange& exchange, std::string_view url, TokenScheme scheme,
                                           std::string_view access_token, std::string_view jkt);

// Whether a refusal is about proofs: such a one asks for the scheme DPoP.
bool is_about_possession(OktaError error);
std::vector<std::string> dpop_algorithms();  // RS256, RS384 …

}  // namespace mockidp
