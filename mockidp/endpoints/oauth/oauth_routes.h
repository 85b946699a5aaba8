#pragma once
// Each route file adds its own routes.

#include "mockidp/http/router.h"
#include "mockidp/org/org.h"

namespace mockidp {

struct Exchange;
struct SignInState;
// What a sign-in asks next, as the door through which people sign in shows it: this surface knows of none.
using ShowStep = http::Response (*)(Exchange& exchange, const SignInState& state);

// All of them: discovery, keys, authorize, token, introspect, revoke, userinfo, logout.
void add_oauth_routes(http::Router& router, Org& org, ShowStep show_step);

void add_authorize_routes(http::Router& router, Org& org, ShowStep show_step);
void add_token_routes(http::Router& router, Org& org);
void add_introspect_routes(http::Router& router, Org& org);
void add_revoke_routes(http::Router& router, Org& org);
void add_userinfo_routes(http::Router& router, Org& org);
void add_keys_routes(http::Router& router, Org& org);
void add_logout_routes(http::Router& router, Org& org);
// Last: the documents name the routes that `router` has by then.
void add_discovery_routes(http::Router& router, Org& org);

}  // namespace mockidp
