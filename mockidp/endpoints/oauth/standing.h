#pragma once
// Whether a token that this org has signed is still good (docs/okta-behaviour.md, What ends tokens).

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mockidp/endpoints/exchange.h"
#include "mockidp/people/person.h"
#include "mockidp/policy/okta_error.h"
#include "mockidp/protocol/jws.h"
#include "mockidp/protocol/result.h"

namespace mockidp {

// What a grant's tokens rest on.
struct GrantFacts {
  std::string_view id;
  const AuthorizationServer& server;
  const AppIntegration& app;
  std::string_view person_id;  // "" for client_credentials
  const std::vector<std::string>& scopes;
};
// Why they are dead although nobody revoked them: something was taken away since the grant began, and they
// stay dead when it is back.
std::optional<std::string> decide_lost_basis(const Exchange& exchange, const GrantFacts& grant);

// An access token that has not expired and is not revoked, alone or with its sign-in, and whose app is
// active. Its person, active and assigned to the app; nobody for client_credentials.
protocol::Result<std::optional<Person>, Refusal> decide_access_token(Exchange& exchange,
                                                                     const AuthorizationServer& server,
                                                                     const protocol::VerifiedJwt& token);

// Whoever an app's tokens speak of, as long as they may use it.
protocol::Result<Person, Refusal> find_standing_person(const Exchange& exchange, const AppIntegration& app,
                                                       std::string_view person_id);

}  // namespace mockidp
