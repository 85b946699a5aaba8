#pragma once
#include <chrono>
#include <string>
#include <vector>

#include "mockidp/directory/authorization_server.h"
#include "mockidp/directory/directory.h"
#include "mockidp/people/person.h"
#include "mockidp/policy/okta_error.h"
#include "mockidp/protocol/result.h"

namespace mockidp {

struct AccessDecision {
  std::string policy;  // names, for the journal
  std::string rule;
  std::chrono::seconds access_token_lifetime{3600};
  std::chrono::minutes refresh_token_lifetime{0};    // 0: unlimited
  std::chrono::minutes refresh_token_window{10080};  // how long one may lie unused
};

// Access policies of a custom authorization server: the first policy for the client, in it the first rule
// whose people, grant type and scopes match. OpenID scopes are allowed by any matching rule. The org server
// has none and always proceeds, with Okta's fixed lifetimes (docs/okta-behaviour.md, Scopes). `person` is
// null for client_credentials.
protocol::Result<AccessDecision, Refusal> decide_access(const Directory& directory,
                                                        const AuthorizationServer& server,
                                                        const AppIntegration& app, const Person* person,
                                                        protocol::GrantType grant,
                                                        const std::vector<std::string>& scopes);

// Whoever is not excluded: the rule names Everyone, or nobody but whom it excludes.
bool is_for_everyone(const Directory& directory, const AccessPolicyRule& rule);
// A request without a person fits a rule that names nobody, and Okta's default rule, which names Everyone.
bool holds_without_person(const Directory& directory, const AccessPolicyRule& rule);

}  // namespace mockidp
