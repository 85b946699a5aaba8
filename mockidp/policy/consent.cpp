#include "mockidp/policy/consent.h"

namespace mockidp {
namespace {

ScopeConsent consent_of(const AuthorizationServer& server, const std::string& name) {
  const auto* scope = server.find_scope(name);
  return scope == nullptr ? ScopeConsent::IMPLICIT : scope->consent;
}

}  // namespace

ConsentDemand decide_consent(const AuthorizationServer& server, const AppIntegration& app,
                             const Person& person, const std::vector<std::string>& scopes,
                             ConsentPrompt prompt) {
  const bool wanted = prompt == ConsentPrompt::wanted;
  ConsentDemand demand;
  if (server.is_org_server() || (!wanted && app.consent_method == ConsentMethod::TRUSTED)) return demand;
  for (const auto& scope : scopes) {
    if (consent_of(server, scope) == ScopeConsent::IMPLICIT) continue;
    if (wanted || !person.has_consented(app.client_id, server.id, scope)) demand.scopes.push_back(scope);
  }
  demand.decided_by = wanted ? "prompt=consent" : "consent_method=REQUIRED";
  return demand;
}

std::optional<Refusal> decide_consent_without_person(const AuthorizationServer& server,
                                                     const std::vector<std::string>& scopes) {
  std::vector<std::string> required;
  for (const auto& scope : scopes)
    if (consent_of(server, scope) == ScopeConsent::REQUIRED) required.push_back(scope);
  if (required.empty()) return std::nullopt;
  return Refusal{.error = OktaError::consent_required_client_credentials,
                 .arguments = {protocol::join_words(required, ", ")},
                 .decided_by = "consent REQUIRED of scope " + required.front(),
                 .closest = "consent FLEXIBLE, which needs nobody where nobody is"};
}

}  // namespace mockidp
