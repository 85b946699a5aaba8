#pragma once
// What the browser gets at authorize where there is nobody to send an answer to (docs/okta-behaviour.md,
// Authorize).

#include "mockidp/endpoints/exchange.h"
#include "mockidp/signin/transaction.h"

namespace mockidp {

// No such server in service: 404 E0000007, or Okta's page in an org without API Access Management.
http::Response refuse_server(Exchange& exchange, std::string_view server_id);
// What is no client, or no active or single one: 400 invalid_client. `app` is null for the first.
http::Response refuse_client(Exchange& exchange, const AppIntegration* app);
// The org was changed during the sign-in, and the request's ReturnAddress is gone: what authorize would say
// now, in its order. The journal names what was changed.
http::Response refuse_changed_org(Exchange& exchange, const AuthorizationRequest& request);

}  // namespace mockidp
