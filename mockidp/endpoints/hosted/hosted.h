#pragma once
// The sign-in engine as HTML pages. Each route answers, and hands over to one dispatcher: show_step() for the
// next step, show_lost_sign_in() where there is none.

#include <string>
#include <string_view>
#include <vector>

#include "mockidp/endpoints/exchange.h"
#include "mockidp/endpoints/sign_in.h"
#include "mockidp/pages/page.h"

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

// Where the app says that sign-ins begin; "": it does not, or at nothing that a browser may be sent to.
std::string start_of(const AppIntegration& app);
std::string start_with_issuer(const Exchange& exchange, const AppIntegration& app);
// The apps that a person is assigned to and can start from the org. Not those of Federation Broker Mode,
// which know no assignments.
std::vector<HomePage::Tile> dashboard_tiles(const Exchange& exchange, const Person& person);

// "aut…" of "phone_number", and back; "" for none of the org's.
std::string authenticator_id(const Exchange& exchange, std::string_view key);
std::string authenticator_key(const Exchange& exchange, std::string_view id);

http::Response show_org_home(Exchange& exchange);      // GET / and /app/UserHome
http::Response show_org_sign_in(Exchange& exchange);   // GET /login/login.htm
http::Response show_sign_in_page(Exchange& exchange);  // GET /signin?stateToken=…
http::Response poll_sign_in(Exchange& exchange);       // GET /signin/poll?stateToken=…
// GET /login/token/redirect?stateToken=…, and /login/step-up/redirect, where a session was there before.
http::Response redirect_by_token(Exchange& exchange);
http::Response sign_out_of_org(Exchange& exchange);          // GET /login/signout
http::Response follow_mail_link(Exchange& exchange);         // GET /email/verify/{clientId}?token=…
http::Response follow_activation_link(Exchange& exchange);   // GET /tokens/{token}/verify
http::Response request_activation_mail(Exchange& exchange);  // another link, where one has expired
http::Response follow_reset_link(Exchange& exchange);        // GET /reset_password/{token}
http::Response show_favicon(Exchange& exchange);             // GET /favicon.ico

// POST /signin/…, each one input for the engine.
http::Response take_identifier(Exchange& exchange);        // identify
http::Response take_challenge_answer(Exchange& exchange);  // challenge/answer
http::Response take_send(Exchange& exchange);              // challenge/send
http::Response take_select(Exchange& exchange);            // select, enroll/select
http::Response take_reselect(Exchange& exchange);          // reselect
http::Response take_phone(Exchange& exchange);             // enroll/phone
http::Response take_question(Exchange& exchange);          // enroll/question
http::Response take_new_password(Exchange& exchange);      // password/set
http::Response take_profile(Exchange& exchange);           // profile
http::Response take_skip(Exchange& exchange);              // skip
http::Response take_consent(Exchange& exchange);           // consent
http::Response take_stay(Exchange& exchange);              // stay
http::Response take_recover(Exchange& exchange);           // recover
http::Response take_unlock(Exchange& exchange);            // unlock
http::Response take_register(Exchange& exchange);          // register
http::Response take_start_over(Exchange& exchange);        // start-over

}  // namespace mockidp
