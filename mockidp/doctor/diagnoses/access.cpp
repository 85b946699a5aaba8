// Scopes, access policies and assignment.

#include <algorithm>

#include "mockidp/doctor/diagnoses/subjects.h"
#include "mockidp/policy/access_policy.h"
#include "mockidp/policy/assignment.h"
#include "mockidp/policy/scopes.h"

namespace mockidp {
namespace {

using Sights = std::vector<Seen>;

bool asks_for_groups(const Patient& patient) {
  const auto& scopes = patient.settings.scopes;
  return std::find(scopes.begin(), scopes.end(), "groups") != scopes.end();
}

Sights groups_of_custom_server(const Patient& patient) {
  const auto* server = server_of(patient);
  return seen_if(server != nullptr && !server->is_org_server() && asks_for_groups(patient) &&
                     server->find_scope("groups") == nullptr,
                 "scope groups at " + (server != nullptr ? server->name : std::string()));
}

// The grant that the app signs in by, as its access policies will see it.
protocol::GrantType grant_of(const AppIntegration& app) {
  return app.application_type == ApplicationType::service ? protocol::GrantType::client_credentials
                                                          : protocol::GrantType::authorization_code;
}

Sights unknown_scope(const Patient& patient) {
  const auto* server = server_of(patient);
  if (server == nullptr) return {};
  Sights sights;
  for (const auto& scope : patient.settings.scopes) {
    if (server->find_scope(scope) != nullptr) continue;
    if (scope == "groups" && !server->is_org_server()) continue;  // has a row of its own
    const auto decided = decide_scopes(*server, protocol::GrantType::authorization_code, {scope});
    sights.push_back({"scope " + scope, decided ? "" : decided.error().closest});
  }
  return sights;
}

Sights no_access_policy(const Patient& patient) {
  const auto* server = server_of(patient);
  if (server == nullptr || server->is_org_server()) return {};
  const bool any =
      std::any_of(server->policies.begin(), server->policies.end(), [](const AccessPolicy& policy) {
        return policy.active && std::any_of(policy.rules.begin(), policy.rules.end(),
                                            [](const AccessPolicyRule& rule) { return rule.active; });
      });
  return seen_if(!any, server->name + " has no access policy with a rule");
}

Sights access_denied(const Patient& patient) {
  const auto* server = server_of(patient);
  const auto* app = app_of(patient);
  if (server == nullptr || app == nullptr || !no_access_policy(patient).empty()) return {};
  const auto grant = grant_of(*app);
  const auto* person = person_of(patient);
  // Without a person nothing can be said of rules for people.
  if (person == nullptr && grant != protocol::GrantType::client_credentials) return {};
  const auto decided = decide_access(patient.directory, *server, *app,
                                     grant == protocol::GrantType::client_credentials ? nullptr : person,
                                     grant, patient.settings.scopes);
  return decided ? Sights() : seen_if(true, decided.error().decided_by, decided.error().closest);
}

Sights not_assigned(const Patient& patient) {
  const auto* app = app_of(patient);
  if (app == nullptr || app->application_type == ApplicationType::service) return {};
  if (const auto* person = person_of(patient)) {
    const auto refusal = decide_assignment(patient.directory, *app, *person);
    return refusal ? seen_if(true, person->login + " is not assigned to " + app->label, refusal->closest)
                   : Sights();
  }
  const bool somebody =
      app->assignment.federation_broker_mode || !app->assignment.group_ids.empty() ||
      std::any_of(patient.people.begin(), patient.people.end(), [&](const Person& person) {
        return std::find(person.app_ids.begin(), person.app_ids.end(), app->id) != person.app_ids.end();
      });
  return seen_if(!somebody, app->label + " is assigned to nobody");
}

Sights cannot_sign_in(const Patient& patient) {
  const auto& login = patient.settings.login;
  if (login.empty()) return {};
  const auto* person = person_of(patient);
  if (person == nullptr) return seen_if(true, "nobody has the login " + login);
  return seen_if(person->status != PersonStatus::ACTIVE,
                 person->login + " is " + std::string(to_string(person->status)));
}

}  // namespace

std::vector<Diagnosis> diagnoses_of_access() {
  using enum FindingKind;
  return {
      {"groups_at_a_custom_server",
       mistake,
       "The scope groups is asked of a custom authorization server.",
       "Custom servers do not have that scope. Add a claim named groups with a groups filter to the server "
       "(Security > API > the server > Claims), and do not ask for the scope; or use the org authorization "
       "server, which has it.",
       groups_of_custom_server,
       {}},
      {"scope_unknown",
       mistake,
       "A scope is asked for that the authorization server does not have.",
       "Add it under Security > API > the server > Scopes. The org authorization server takes no custom "
       "scopes: "
       "use a custom server as the issuer.",
       unknown_scope,
       {"no_matching_scope", "illegal_custom_scope", "missing_scopes", "no_default_scopes"}},
      {"openid_missing",
       mistake,
       "OpenID scopes are asked for without openid, or by a client for itself.",
       "Add openid to the scopes; client_credentials takes none of these scopes.",
       nullptr,
       {"openid_scope_required", "openid_not_allowed_client_creds"}},
      {"access_policy_missing",
       mistake,
       "The authorization server has no access policy.",
       "Add an access policy and a rule under Security > API > the server > Access Policies. A new org has "
       "the server "
       "default without any, and every request fails until there is one.",
       no_access_policy,
       {}},
      {"access_policy_denies",
       mistake,
       "No rule of the access policies lets the request pass.",
       "Check under Security > API > the server > Access Policies: that a policy is assigned to the client, "
       "and that one "
       "of its rules names the grant type, the person's groups and the scopes.",
       access_denied,
       {"no_matching_policy", "scope_denied", "no_scope_allowed"}},
      {"not_assigned",
       mistake,
       "The person is not assigned to the app.",
       "Assign the person, or a group of theirs, under Applications > the app > Assignments.",
       not_assigned,
       {"user_not_assigned", "not_assigned"}},
      {"person_cannot_sign_in",
       mistake,
       "There is no such person, or their account is not active.",
       "Check the person under Directory > People, and activate, unlock or unsuspend them there.",
       cannot_sign_in,
       {}},
      {"claim_unevaluable",
       mistake,
       "A custom claim could not be made.",
       "Check the expression under Security > API > the server > Claims with Token Preview; a groups filter "
       "must match at "
       "most 100 groups.",
       nullptr,
       {"system_claim_evaluation_failure", "too_many_groups_in_groups_claim"}},
      {"second_factor_out_of_reach",
       mistake,
       "acr_values ask for what the person does not have and may not set up.",
       "Add an authenticator under Security > Authenticators, and let an enrollment policy allow it; or ask "
       "with "
       "urn:okta:loa:2fa:any:ifpossible.",
       nullptr,
       {"unmet_authentication_requirements"}},
  };
}

}  // namespace mockidp
