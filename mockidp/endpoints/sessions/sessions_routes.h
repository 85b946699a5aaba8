#pragma once
// The browser's session as an API (classic, and still what okta-auth-js calls), session tokens, and what the
// org says of itself (docs/okta-behaviour.md, Sessions API).

#include "mockidp/http/router.h"
#include "mockidp/org/org.h"

namespace mockidp {

void add_sessions_routes(http::Router& router, Org& org);

void add_own_session_routes(http::Router& router, Org& org);       // /api/v1/sessions and …/me
void add_own_user_routes(http::Router& router, Org& org);          // /api/v1/users/me
void add_session_redirect_routes(http::Router& router, Org& org);  // /login/sessionCookieRedirect
void add_organization_routes(http::Router& router, Org& org);      // /.well-known/okta-organization

}  // namespace mockidp
