#pragma once
// What introspection and revocation have in common: a client that shows who it is, and asks about a token.

#include <string>

#include "mockidp/endpoints/client_authentication.h"
#include "mockidp/endpoints/exchange.h"

namespace mockidp {

// Of the body and of the query; secrets in the query and repeated names are refused.
protocol::Result<protocol::Params, Refusal> parse_client_parameters(Exchange& exchange);

struct ClientQuestion {
  const AuthorizationServer& server;
  AuthenticatedClient client;
  std::string token;  // whatever it is; never empty
};

// Or the refusal, ready to be sent. `endpoint` is what was asked: "introspect", "revoke".
protocol::Result<ClientQuestion, http::Response> parse_client_question(Exchange& exchange,
                                                                       std::string_view endpoint);

}  // namespace mockidp
