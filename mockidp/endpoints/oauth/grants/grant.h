#pragma once
// What differs between grant types. The endpoint has authenticated the client and knows that it may use the
// grant before it asks; minting is the endpoint's too. A new grant is one file here that defines `Grant` of
// its type.

#include <vector>

#include "mockidp/endpoints/client_authentication.h"
#include "mockidp/endpoints/exchange.h"
#include "mockidp/org/granted.h"

namespace mockidp {

struct TokenRequest {
  Exchange& exchange;
  const AuthorizationServer& server;
  const AuthenticatedClient& client;
  const protocol::Params& params;
  std::string dpop_jkt{};  // of the proof that came along; empty: none, or it binds nothing
};

// What a grant brings at the token endpoint.
struct Redeemed {
  Granted granted;
  std::string refresh_token;  // empty: none
  // Committed once the tokens are there, so that a client which gets none may try again. If it cannot be,
  // another request was first, and the grant is asked anew.
  Batch spends;
};

class Grant {
 public:
  virtual ~Grant() = default;
  virtual protocol::GrantType type() const = 0;
  // Whether a person is behind it. Grants without one are not in the OpenID Connect metadata.
  virtual bool has_person() const { return true; }
  virtual protocol::Result<Redeemed, Refusal> redeem(const TokenRequest& request) const = 0;
};

// Every grant of this folder, in the order of GrantType. The list is made from the files by the build.
const std::vector<const Grant*>& grants();
// Whether Okta has a grant of that name which is not here: to an app it is one that it is not allowed.
bool is_grant_of_okta(std::string_view grant_type);
const Grant* find_grant(std::string_view grant_type);

}  // namespace mockidp
