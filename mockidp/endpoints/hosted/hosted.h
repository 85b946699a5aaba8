#pragma once
// The sign-in engine as HTML pages. Each route answers, and hands over to one dispatcher: show_step() for the
// next step, show_lost_sign_in() where there is none.

#include <string>
#include <string_view>

#include "mockidp/endpoints/exchange.h"
#include "mockidp/endpoints/sign_in.h"

namespace mockidp {

void add_hosted_routes(http::Router& router, Org& org);

// The page of the next step, a refusal, or the way back to the app.
http::Response show_step(Exchange& exchange, const SignInState& state);

// After an answer. What went well is followed by a redirect to the page of the next step, so that refreshing
// and going back repeat a GET and never a form. A mistake is shown at once, with 200, as Okta's widget stays
// on its page.
http::Response show_answered(Exchange& exchange, const SignInState& state);

// The transaction is over, unknown, or another browser's: says so, and offers what is known of a way to start
// again.
http::Response show_lost_sign_in(Exchange& exchange, std::string_view state_token, Problem problem);

// The identifier that "Keep me signed in" remembers in this browser; "" for none.
std::string remembered_login(const Exchange& exchange);
http::SetCookie remember_login_cookie(const Exchange& exchange, std::string_view login);
http::SetCookie forget_login_cookie(const Exchange& exchange);

http::Response show_org_home(Exchange& exchange);          // GET /
http::Response show_org_sign_in(Exchange& exchange);       // GET /login/login.htm
http::Response show_sign_in_page(Exchange& exchange);      // GET /signin?stateToken=…
http::Response take_identifier(Exchange& exchange);        // POST /signin/identify
http::Response take_challenge_answer(Exchange& exchange);  // POST /signin/challenge/answer
http::Response take_start_over(Exchange& exchange);        // POST /signin/start-over
http::Response redirect_by_token(Exchange& exchange);      // GET /login/token/redirect?stateToken=…
http::Response sign_out_of_org(Exchange& exchange);        // GET /login/signout
http::Response show_favicon(Exchange& exchange);           // GET /favicon.ico

}  // namespace mockidp
