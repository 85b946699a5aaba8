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

bool is_scope_groups(const Patient& patient, const JournalLine& line) {
  const auto* server = server_of(patient, line);
  return server != nullptr && !server->is_org_server() && line.refused_by.ends_with("do not have groups");
}

bool is_groups_still_unknown(const Patient& patient, const JournalLine& line) {
  const auto* server = server_of(patient, line);
  return server == nullptr || server->find_scope("groups") == nullptr;
}

using Grants = std::vector<protocol::GrantType>;

// By which access policies judge what authorize gives out: a code as one, tokens as the other.
Grants grants_of(protocol::ResponseType type) {
  Grants grants;
  if (type.code) grants.push_back(protocol::GrantType::authorization_code);
  if (type.has_tokens()) grants.push_back(protocol::GrantType::implicit);
  return grants;
}

// The grants that the app signs in by, as the access policies will see them. A response type that is none
// gets nothing.
Grants grants_of(const Patient& patient, const AppIntegration* app) {
  using protocol::GrantType;
  const auto& told = patient.settings.application_type;
  const auto type = app != nullptr ? std::optional(app->application_type) : told;
  if (type == ApplicationType::service) return {GrantType::client_credentials};
  if (const auto& text = patient.settings.response_type; !text.empty()) {
    const auto wanted = protocol::parse_response_type(text);
    return wanted ? grants_of(*wanted) : Grants();
  }
  const bool implicit_alone =
      app != nullptr && app->allows(GrantType::implicit) && !app->allows(GrantType::authorization_code);
  return {implicit_alone ? GrantType::implicit : GrantType::authorization_code};
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

bool is_scope_still_unknown(const Patient& patient, const JournalLine& line) {
  const auto* server = server_of(patient, line);
  const auto scopes = protocol::split_words(asked_with(patient, line, "scope"));
  return server == nullptr || scopes.empty() ||
         std::any_of(scopes.begin(), scopes.end(),
                     [&](const std::string& scope) { return server->find_scope(scope) == nullptr; });
}

// What the server does not have is told by itself.
Sights openid_left_out(const Patient& patient) {
  const auto* server = server_of(patient);
  if (server == nullptr) return {};
  std::vector<std::string> scopes;
  for (const auto& scope : patient.settings.scopes)
    if (server->find_scope(scope) != nullptr) scopes.push_back(scope);
  if (scopes.empty()) return {};
  const auto asked = "scopes " + protocol::join_words(patient.settings.scopes);
  for (const auto grant : grants_of(patient, app_of(patient)))
    if (const auto decided = decide_scopes(*server, grant, scopes); !decided)
      return seen_if(true, asked + ", with " + decided.error().decided_by, decided.error().closest);
  const auto type = protocol::parse_response_type(patient.settings.response_type);
  const bool has_openid = std::find(scopes.begin(), scopes.end(), "openid") != scopes.end();
  return seen_if(type && type->id_token && !has_openid, asked + ", with the response type id_token",
                 "openid");
}

bool has_rule(const AuthorizationServer& server) {
  return std::any_of(server.policies.begin(), server.policies.end(), [](const AccessPolicy& policy) {
    return policy.active && std::any_of(policy.rules.begin(), policy.rules.end(),
                                        [](const AccessPolicyRule& rule) { return rule.active; });
  });
}

Sights no_access_policy(const Patient& patient) {
  const auto* server = server_of(patient);
  if (server == nullptr || server->is_org_server()) return {};
  return seen_if(!has_rule(*server), server->name + " has no access policy with a rule");
}

bool is_still_without_policy(const Patient& patient, const JournalLine& line) {
  const auto* server = server_of(patient, line);
  return server == nullptr || server->is_org_server() || !has_rule(*server);
}

// By what it was then, or is now: a policy without a rule is none.
bool is_without_policy(const Patient& patient, const JournalLine& line) {
  const auto* server = server_of(patient, line);
  const bool is_now = server != nullptr && !server->is_org_server() && !has_rule(*server);
  return is_now || line.refused_by.ends_with(" has no access policy");
}

Sights access_denied(const Patient& patient) {
  const auto* server = server_of(patient);
  const auto* app = app_of(patient);
  if (server == nullptr || app == nullptr || !no_access_policy(patient).empty()) return {};
  for (const auto grant : grants_of(patient, app)) {
    if (!app->allows(grant)) continue;  // which is told by itself
    const bool for_people = grant != protocol::GrantType::client_credentials;
    const auto* person = for_people ? person_of(patient) : nullptr;
    // Without a person nothing can be said of rules for people.
    if (for_people && person == nullptr) return {};
    const auto decided =
        decide_access(patient.directory, *server, *app, person, grant, patient.settings.scopes);
    if (!decided) return seen_if(true, decided.error().decided_by, decided.error().closest);
  }
  return {};
}

Grants grants_of(const Patient& patient, const JournalLine& line) {
  if (const auto named = line.received.find("grant_type"); named != line.received.end()) {
    const auto grant = protocol::parse_grant_type(named->second);
    return grant ? Grants{*grant} : Grants();
  }
  const auto type = protocol::parse_response_type(asked_with(patient, line, "response_type"));
  return type ? grants_of(*type) : Grants();
}

bool is_access_still_denied(const Patient& patient, const JournalLine& line) {
  const auto* server = server_of(patient, line);
  const auto* app = app_of(patient, line);
  const auto grants = grants_of(patient, line);
  const auto scopes = protocol::split_words(asked_with(patient, line, "scope"));
  if (server == nullptr || app == nullptr || grants.empty() || scopes.empty()) return true;
  const auto* person = person_of(patient, line);
  return std::any_of(grants.begin(), grants.end(), [&](protocol::GrantType grant) {
    if (person == nullptr && grant != protocol::GrantType::client_credentials) return true;
    return !decide_access(patient.directory, *server, *app, person, grant, scopes);
  });
}

bool is_still_not_assigned(const Patient& patient, const JournalLine& line) {
  const auto* app = app_of(patient, line);
  const auto* person = person_of(patient, line);
  return app == nullptr || person == nullptr ||
         decide_assignment(patient.directory, *app, *person).has_value();
}

bool is_by_sign_on_policy(const Patient&, const JournalLine& line) {
  return line.refused_by.starts_with("sign-on policy ");
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
       {},
       {{"no_matching_scope", is_scope_groups, "of the scope groups at a custom server"}},
       is_groups_still_unknown},
      {"scope_unknown",
       mistake,
       "A scope is asked for that the authorization server does not have.",
       "Add it under Security > API > the server > Scopes. The org authorization server takes no custom "
       "scopes: use a custom server as the issuer.",
       unknown_scope,
       {"no_matching_scope", "illegal_custom_scope"},
       {},
       is_scope_still_unknown},
      {"scope_missing",
       mistake,
       "No scope is asked for, and the authorization server has none by default.",
       "Ask for openid to have people sign in, with profile and email for what the app wants to know of "
       "them; an app that acts for itself asks for a custom scope of the server.",
       nullptr,
       {"missing_scopes", "no_default_scopes"}},
      {"openid_missing",
       mistake,
       "OpenID scopes are asked for without openid, or by a client for itself.",
       "Add openid to the scopes; client_credentials takes none of these scopes.",
       openid_left_out,
       {"openid_scope_required", "openid_not_allowed_client_creds"}},
      {"access_policy_missing",
       mistake,
       "The authorization server has no access policy.",
       "Add an access policy and a rule under Security > API > the server > Access Policies. A new org has "
       "the server default without any, and every request fails until there is one.",
       no_access_policy,
       {},
       {{"no_matching_policy", is_without_policy, "of a server without an access policy that has a rule"}},
       is_still_without_policy},
      {"access_policy_denies",
       mistake,
       "No rule of the access policies lets the request pass.",
       "Check under Security > API > the server > Access Policies: that a policy is assigned to the client, "
       "and that one of its rules names the grant type, the person's groups and the scopes.",
       access_denied,
       {"no_matching_policy", "scope_denied", "no_scope_allowed"},
       {},
       is_access_still_denied},
      {"not_assigned",
       mistake,
       "The person is not assigned to the app.",
       "Assign the person, or a group of theirs, under Applications > the app > Assignments.",
       not_assigned,
       {"user_not_assigned", "not_assigned"},
       {},
       is_still_not_assigned},
      {"authentication_policy_denies",
       mistake,
       "A rule of the app's authentication policy keeps the person out.",
       "Look under Security > Authentication Policies > the policy of the app at the rule that the journal "
       "names: change its conditions, or set User can access to Allowed.",
       nullptr,
       {},
       {{"access_denied", is_by_sign_on_policy, "by a rule of the app's policy"}}},
      {"consent_missing",
       mistake,
       "A scope needs consent, and nobody could be asked.",
       "Send the person to authorize without prompt=none once: what they allow is remembered. Nobody can be "
       "asked for client_credentials. Or let the scope's consent be implicit (Security > API > the server > "
       "Scopes), or clear Require consent in the General tab of the app.",
       nullptr,
       {"consent_required", "consent_required_client_credentials"}},
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
       "with urn:okta:loa:2fa:any:ifpossible.",
       nullptr,
       {"unmet_authentication_requirements"}},
  };
}

}  // namespace mockidp
