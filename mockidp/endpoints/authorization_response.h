#pragma once
// What leaves the authorize endpoint: codes, tokens and errors to the client, by query, fragment, form or
// message.

#include "mockidp/endpoints/exchange.h"
#include "mockidp/policy/okta_error.h"
#include "mockidp/policy/redirect_uri.h"
#include "mockidp/signin/engine.h"

namespace mockidp {

// A redirect URI that was matched against the app's registration, with the state and mode to answer with.
// Holding one is the licence to redirect: nothing else takes a URI out of a request.
class ReturnAddress {
 public:
  // Of a request that was kept; nullopt if the org was changed meanwhile, and the server, the app or the
  // registration is gone.
  static std::optional<ReturnAddress> of(const Directory& directory, const AuthorizationRequest& request);
  // nullopt if `redirect_uri` is not registered for the app.
  static std::optional<ReturnAddress> resolve(const Switches& switches, const AppIntegration& app,
                                              std::string_view redirect_uri, std::string_view state,
                                              protocol::ResponseMode mode);
  const std::string& uri() const { return uri_; }
  const std::string& state() const { return state_; }
  protocol::ResponseMode mode() const { return mode_; }
  const RedirectUriMatch& match() const { return match_; }  // why it is the app's

 private:
  ReturnAddress(std::string uri, std::string state, protocol::ResponseMode mode, RedirectUriMatch match)
      : uri_(std::move(uri)), state_(std::move(state)), mode_(mode), match_(std::move(match)) {}
  std::string uri_;
  std::string state_;
  protocol::ResponseMode mode_;
  RedirectUriMatch match_;
};

// In Okta's order: state, error, error_description (docs/okta-behaviour.md, Authorize).
http::Response redirect_with_error(Exchange& exchange, const ReturnAddress& address, const Refusal& refusal);

// After authentication and assignment: the access policy, then what the response type asks for: a code bound
// to the request, the session's person and a fresh grant, and tokens of that grant; or the refusal, to the
// client. `address` is the request's own.
// `acr` is which of the request's acr_values was met, or "".
http::Response complete_authorization(Exchange& exchange, const AuthorizationRequest& request,
                                      const ReturnAddress& address, const Session& session,
                                      std::string_view acr);

}  // namespace mockidp
