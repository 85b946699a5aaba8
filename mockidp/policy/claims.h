#pragma once
#include <string>
#include <vector>

#include "mockidp/directory/directory.h"
#include "mockidp/people/person.h"
#include "mockidp/policy/okta_error.h"
#include "mockidp/protocol/json.h"
#include "mockidp/protocol/result.h"

namespace mockidp {

// Where claims are wanted.
enum class ClaimUse { access_token, id_token_alone, id_token_beside_access_token, userinfo };

// Whom and what claims are about.
struct ClaimFacts {
  const Directory& directory;
  const AuthorizationServer& server;
  const AppIntegration& app;
  const Person* person = nullptr;  // null for client_credentials
  const std::vector<std::string>& scopes;
  const std::vector<std::string>& amr;
  enum class Channel { back, front } channel = Channel::back;  // front: tokens from the authorize endpoint
};

// The custom claims of a token, in the order of the configuration: of a custom server its own, at the org
// server the app's groups claim (docs/okta-behaviour.md, What tokens say). What comes to null, and a filter
// that no group fits, is left out. A refusal names the claim that could not be made.
protocol::Result<protocol::Json, Refusal> decide_custom_claims(const ClaimFacts& facts, ClaimUse use);

// Names of the person's groups, Everyone first, that fit.
std::vector<std::string> filtered_group_names(const Directory& directory, const Person& person,
                                              const GroupFilter& filter);

}  // namespace mockidp
