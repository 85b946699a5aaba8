#include "mockidp/policy/access_policy.h"

#include <algorithm>

namespace mockidp {
namespace {

using Names = std::vector<std::string>;
using protocol::fail;
using protocol::GrantType;

struct AccessRequest {
  const Directory& directory;
  const AuthorizationServer& server;
  const AppIntegration& app;
  const Person* person;
  GrantType grant;
  const Names& scopes;
};

template <class Value>
bool contains(const std::vector<Value>& list, const Value& value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

bool is_member(const AccessRequest& request, const Names& group_ids) {
  return std::any_of(group_ids.begin(), group_ids.end(), [&](const std::string& id) {
    return id == request.directory.everyone().id || contains(request.person->group_ids, id);
  });
}

bool people_match(const AccessRequest& request, const AccessPolicyRule& rule) {
  if (!request.person) return holds_without_person(request.directory, rule);
  const auto& id = request.person->id;
  if (contains(rule.exclude_person_ids, id) || is_member(request, rule.exclude_group_ids)) return false;
  return is_for_everyone(request.directory, rule) || contains(rule.include_person_ids, id) ||
         is_member(request, rule.include_group_ids);
}

// OpenID scopes are granted by any rule, listed or not.
Names scopes_denied_by(const AccessRequest& request, const AccessPolicyRule& rule) {
  if (contains(rule.scopes, std::string("*"))) return {};
  Names denied;
  for (const auto& name : request.scopes) {
    const auto* scope = request.server.find_scope(name);
    if (!(scope && scope->system) && !contains(rule.scopes, name)) denied.push_back(name);
  }
  return denied;
}

const AccessPolicy* policy_for_client(const AccessRequest& request) {
  for (const auto& policy : request.server.policies)
    if (policy.active && (contains(policy.client_ids, std::string("ALL_CLIENTS")) ||
                          contains(policy.client_ids, request.app.client_id)))
      return &policy;
  return nullptr;
}

Refusal no_policy(const AccessRequest& request) {
  return {OktaError::no_matching_policy,
          {},
          request.server.policies.empty() ? request.server.name + " has no access policy"
                                          : "none of the active access policies of " + request.server.name +
                                                " is for " + request.app.label,
          request.server.policies.empty() ? "" : "access policy " + request.server.policies.front().name};
}

// Which rule would have matched but for one condition, and which one.
std::string nearest_rule(const AccessRequest& request, const AccessPolicy& policy) {
  for (const auto& rule : policy.rules) {
    const bool grant = contains(rule.grant_types, request.grant);
    const bool people = people_match(request, rule);
    if (!rule.active) {
      if (grant && people) return rule.name + ", which is inactive";
      continue;
    }
    if (grant && !people) return rule.name + ", but for its people";
    if (!grant && people)
      return rule.name + ", but for the grant type " + std::string(to_string(request.grant));
  }
  return "";
}

Refusal scopes_refused(const AccessRequest& request, const AccessPolicy& policy,
                       const AccessPolicyRule& rule) {
  const auto denied = scopes_denied_by(request, rule);
  const auto decided_by = policy.name + " / " + rule.name;
  const auto closest = "scopes " + protocol::join_words(rule.scopes);
  if (denied.size() == request.scopes.size()) return {OktaError::no_scope_allowed, {}, decided_by, closest};
  return {OktaError::scope_denied, {protocol::join_words(denied, ", ")}, decided_by, closest};
}

// An administrator can change none of them.
AccessDecision of_the_org_server() {
  AccessDecision decision;
  decision.refresh_token_lifetime = std::chrono::hours(24 * 90);
  return decision;
}

}  // namespace

bool is_for_everyone(const Directory& directory, const AccessPolicyRule& rule) {
  if (contains(rule.include_group_ids, directory.everyone().id)) return true;
  const bool excludes = !rule.exclude_group_ids.empty() || !rule.exclude_person_ids.empty();
  return excludes && rule.include_group_ids.empty() && rule.include_person_ids.empty();
}

bool holds_without_person(const Directory& directory, const AccessPolicyRule& rule) {
  return is_for_everyone(directory, rule) ||
         (rule.include_group_ids.empty() && rule.include_person_ids.empty());
}

protocol::Result<AccessDecision, Refusal> decide_access(const Directory& directory,
                                                        const AuthorizationServer& server,
                                                        const AppIntegration& app, const Person* person,
                                                        GrantType grant, const Names& scopes) {
  if (server.is_org_server()) return of_the_org_server();
  const AccessRequest request{directory, server, app, person, grant, scopes};
  const auto* policy = policy_for_client(request);
  if (!policy) return fail(no_policy(request));

  const AccessPolicyRule* all_but_scopes = nullptr;
  for (const auto& rule : policy->rules) {
    if (!rule.active || !contains(rule.grant_types, grant) || !people_match(request, rule)) continue;
    if (scopes_denied_by(request, rule).empty())
      return AccessDecision{policy->name, rule.name, rule.access_token_lifetime, rule.refresh_token_lifetime,
                            rule.refresh_token_window};
    if (!all_but_scopes) all_but_scopes = &rule;
  }
  if (all_but_scopes) return fail(scopes_refused(request, *policy, *all_but_scopes));
  return fail(Refusal{OktaError::no_matching_policy,
                      {},
                      policy->name + ", none of whose rules matches",
                      nearest_rule(request, *policy)});
}

}  // namespace mockidp
