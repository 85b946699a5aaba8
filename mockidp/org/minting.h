#pragma once
// From what was granted to tokens: the claims of token/claims.h with the custom ones of policy/claims.h,
// signed with the keys of the org.

#include <string>
#include <string_view>

#include "mockidp/directory/directory.h"
#include "mockidp/org/granted.h"
#include "mockidp/org/org.h"
#include "mockidp/policy/claims.h"
#include "mockidp/protocol/json.h"
#include "mockidp/protocol/result.h"
#include "mockidp/token/claims.h"
#include "mockidp/token/mint.h"

namespace mockidp {

// How faults bend what is minted. Empty where no fault is active.
struct TokenBends {
  ActiveFaults faults;
  BendFacts facts;
};
// What a fault may need to know of the org. `org` is kept by reference.
BendFacts facts_for_bends(Org& org, const Directory& directory, const AuthorizationServer& server,
                          const AppIntegration& app);

// Whom tokens are for, and how a fault bends them.
struct Minting {
  Org& org;
  const Directory& directory;
  protocol::TimePoint now;
  const AuthorizationServer& server;
  const AppIntegration& app;
  const Granted& granted;
  const TokenBends& bends;
  ClaimFacts::Channel channel = ClaimFacts::Channel::back;
};

// A refusal: a custom claim could not be made.
protocol::Result<protocol::Json, Refusal> claims_of_access_token(const Minting& minting);
protocol::Result<std::string, Refusal> mint_access_token(const Minting& minting);

// What comes along with an ID token is hashed into it; empty: it does not come.
struct Alongside {
  std::string_view access_token{};
  std::string_view code{};
};
// Of a grant that has a person.
protocol::Result<protocol::Json, Refusal> claims_of_id_token(const Minting& minting,
                                                             const Alongside& alongside,
                                                             IdTokenContents contents);
protocol::Result<std::string, Refusal> mint_id_token(const Minting& minting, const Alongside& alongside,
                                                     IdTokenContents contents);

// Signs claims, passing the seams of the faults.
std::string sign_token(const Minting& minting, TokenKind kind, protocol::Json claims);

}  // namespace mockidp
