#pragma once
// Whether a token that this org has signed is still good (docs/okta-behaviour.md, What ends tokens).

#include <optional>

#include "mockidp/endpoints/exchange.h"
#include "mockidp/people/person.h"
#include "mockidp/policy/okta_error.h"
#include "mockidp/protocol/jws.h"
#include "mockidp/protocol/result.h"

namespace mockidp {

// An access token that has not expired and is not revoked, alone or with its sign-in, and whose app is
// active. Its person, active and assigned to the app; nobody for client_credentials.
protocol::Result<std::optional<Person>, Refusal> decide_access_token(Exchange& exchange,
                                                                     const protocol::VerifiedJwt& token);

// Whoever an app's tokens speak of, as long as they may use it.
protocol::Result<Person, Refusal> find_standing_person(const Exchange& exchange, const AppIntegration& app,
                                                       std::string_view person_id);

}  // namespace mockidp
