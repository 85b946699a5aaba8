#pragma once
#include <optional>
#include <string>
#include <vector>

#include "mockidp/directory/app_integration.h"
#include "mockidp/directory/authorization_server.h"
#include "mockidp/people/person.h"
#include "mockidp/policy/okta_error.h"

namespace mockidp {

enum class ConsentPrompt { as_configured, wanted };  // wanted: prompt=consent

// What a person has to be asked about before the app gets it; no scopes: nothing.
struct ConsentDemand {
  std::vector<std::string> scopes;  // in the order of the request
  std::string decided_by;           // for the journal
};

// Okta's table of prompt, consent_method and the scopes' consent. The org server asks for nothing. What was
// granted to this app at this server once is not asked for again, unless the request wants it asked
// (docs/okta-behaviour.md, Consent).
ConsentDemand decide_consent(const AuthorizationServer& server, const AppIntegration& app,
                             const Person& person, const std::vector<std::string>& scopes,
                             ConsentPrompt prompt);

// client_credentials: nobody is there to be asked, so what must be asked is refused.
std::optional<Refusal> decide_consent_without_person(const AuthorizationServer& server,
                                                     const std::vector<std::string>& scopes);

}  // namespace mockidp
