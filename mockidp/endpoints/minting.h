#pragma once
// Tokens of what was granted, for every endpoint that hands some out: token, and authorize in the implicit
// and hybrid flow.

#include <string>
#include <string_view>

#include "mockidp/endpoints/exchange.h"
#include "mockidp/endpoints/granted.h"
#include "mockidp/endpoints/token_bends.h"
#include "mockidp/policy/claims.h"
#include "mockidp/protocol/result.h"
#include "mockidp/token/claims.h"

namespace mockidp {

// Whom tokens are for, and how a fault bends them.
struct Minting {
  Exchange& exchange;
  const AuthorizationServer& server;
  const AppIntegration& app;
  const Granted& granted;
  const TokenBends& bends;
  ClaimFacts::Channel channel = ClaimFacts::Channel::back;
};

// A refusal: a custom claim could not be made.
protocol::Result<std::string, Refusal> mint_access_token(const Minting& minting);

// What comes along with an ID token is hashed into it; empty: it does not come.
struct Alongside {
  std::string_view access_token{};
  std::string_view code{};
};
// Of a grant that has a person.
protocol::Result<std::string, Refusal> mint_id_token(const Minting& minting, const Alongside& alongside,
                                                     IdTokenContents contents);

}  // namespace mockidp
