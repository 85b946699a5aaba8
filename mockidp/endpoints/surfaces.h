#pragma once
// The wire surfaces of the org port, one function each; add_org_routes calls them.

#include "mockidp/http/router.h"
#include "mockidp/org/org.h"

namespace mockidp {

void add_oauth_routes(http::Router& router, Org& org);  // discovery, keys, authorize, token, userinfo, logout
void add_hosted_routes(http::Router& router, Org& org);  // the sign-in engine as HTML pages

// oauth/authorize hands over to the hosted door when something has to be asked.
struct Exchange;
struct SignInState;
http::Response show_step(Exchange& exchange, const SignInState& state);

}  // namespace mockidp
