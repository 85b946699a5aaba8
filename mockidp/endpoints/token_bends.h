#pragma once
// The faults that act while tokens are made.

#include "mockidp/endpoints/exchange.h"
#include "mockidp/org/granted.h"
#include "mockidp/org/minting.h"

namespace mockidp {

// Empty, at the price of one atomic load, where no fault is active. Also lets those act that come before any
// token is signed.
TokenBends active_token_bends(Exchange& exchange, std::string_view endpoint,
                              const AuthorizationServer& server, const AppIntegration& app,
                              const Granted& granted);

// How a fault bends the members of the response. A new one is a row in token_bends.cpp.
struct TokenBodyBend {
  std::string_view name;  // as in the catalogue
  void (*bend)(protocol::Json& body, const FaultOrder&) = nullptr;
};
const std::vector<TokenBodyBend>& token_body_bends();
void bend_token_body(protocol::Json& body, const ActiveFaults& faults);

}  // namespace mockidp
