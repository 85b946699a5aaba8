#pragma once
// The one place between the doors and the engine: loads the situation, asks, applies, and commits the
// effects.

#include <optional>
#include <string>

#include "mockidp/endpoints/exchange.h"
#include "mockidp/signin/engine.h"

namespace mockidp {

// Cookies of the org: `idx` is the session, `DT` the browser. Secure and SameSite=None over https; over http
// SameSite=Lax, which iframes on localhost still send (docs/okta-behaviour.md, Sign-in pages).
http::SetCookie session_cookie(const Exchange& exchange, const Session& session, const SessionRule& rule);
http::SetCookie clear_session_cookie(const Exchange& exchange);
http::SetCookie device_cookie(const Exchange& exchange, const std::string& device);
std::string device_of(const Exchange& exchange);  // the DT cookie's value, or "" if it is none of ours

// The browser's usable session by its idx cookie; an ended or overdue one is nullopt (and its end is traced),
// and so is one whose person is gone or has lost it.
std::optional<Session> current_session(Exchange& exchange);

// Where a sign-in stands after a request: the next step, what went wrong on the way, and the transaction as
// stored.
struct SignInState {
  Transaction transaction;
  Step step;
  std::optional<Problem> problem;
  std::string argument;  // of the problem's text
};

// A fresh transaction for `request` (or for the org itself, to go to `return_to` afterwards), asked for its
// first step. Stored unless that is final. The browser's session is used by it: its idle time begins anew.
SignInState begin_sign_in(Exchange& exchange, std::optional<AuthorizationRequest> request,
                          std::string return_to = {});

// Finds the transaction of `state_token`, of this browser and with its form token; session_expired or
// foreign_browser otherwise.
protocol::Result<SignInState, Problem> resume_sign_in(Exchange& exchange, std::string_view state_token);
protocol::Result<SignInState, Problem> answer_sign_in(Exchange& exchange, std::string_view state_token,
                                                      std::string_view csrf, const Input& input);

// For a step that is a refusal and signs nobody in: forgets the transaction. False: another request was
// faster, and the client has its answer.
bool abandon_sign_in(Exchange& exchange, const Transaction& transaction);

// For a step that is Done, or a refusal of somebody who is signed in all the same: starts or refreshes the
// org session and forgets the transaction, exactly once under races. nullopt: another request was faster, or
// the transaction is gone.
struct SignedIn {
  Session session;  // with its token, for the cookie
  bool fresh = false;
  SessionRule rule{};  // that the session falls under
};
std::optional<SignedIn> finish_sign_in(Exchange& exchange, const SignInState& state, const Done& done);

// The rule of the global session policy that this request and person fall under: lifetimes and cookie of the
// session.
const SessionRule& session_rule(const Exchange& exchange, const Person* person);

// A mail's link was opened.
struct FollowedLink {
  enum class Where {
    same_browser,   // the sign-in goes on: `state`
    other_browser,  // `code` is to be typed where it began
    activation,     // a person is let in to set up what they sign in with: `state`
    address_verified,
    failed,  // `problem` says why
  };
  Where where = Where::failed;
  std::optional<SignInState> state;
  std::string code;
  std::string asked_from;              // the browser that waits, in words; may be empty
  std::string client_id;               // of the app that waits; may be empty
  Purpose purpose = Purpose::sign_in;  // of what waits in the other browser
  Problem problem = Problem::link_stale;
};
FollowedLink follow_link(Exchange& exchange, std::string_view token);

// For the token of an activation's expired link: mails another link, if `identifier` is whom it was for. Who
// has neither learns nothing and sends nothing.
void renew_activation_link(Exchange& exchange, std::string_view token, std::string_view identifier);

}  // namespace mockidp
