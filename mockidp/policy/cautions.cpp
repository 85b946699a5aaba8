#include "mockidp/policy/cautions.h"

#include <algorithm>

#include "mockidp/policy/access_policy.h"
#include "mockidp/policy/assurance.h"

namespace mockidp {
namespace {

using Lines = std::vector<std::string>;

bool lists(const std::vector<std::string>& list, std::string_view value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

std::string in_marks(std::string_view name) { return "\"" + std::string(name) + "\""; }

bool signs_people_in(const AppIntegration& app) {
  return app.active && app.application_type != ApplicationType::service;
}

// ---- Rules
// --------------------------------------------------------------------------------------------------------

std::vector<MethodRef> sign_in_methods(const Directory& directory) {
  std::vector<MethodRef> methods;
  for (const auto& setting : directory.authenticators)
    if (setting.for_sign_in())
      for (const auto& method : setting.methods) methods.push_back({setting.key, method});
  return methods;
}

bool can_be_met(const Directory& directory, const SignOnRule& rule) {
  if (!rule.allow) return true;
  const Requirement requirement{{}, {}, rule.verification};
  return !next_methods({requirement}, {}, sign_in_methods(directory), protocol::TimePoint{}).empty();
}

bool is_from_nowhere(const Directory& directory, const NetworkCondition& network) {
  if (network.anywhere || network.include_zone_ids.empty()) return false;
  return std::none_of(network.include_zone_ids.begin(), network.include_zone_ids.end(), [&](const auto& id) {
    const auto* zone = directory.network_zone(id);
    return zone != nullptr && zone->active;
  });
}

template <class Policy>
void add_rules_out_of_reach(Lines& lines, const Directory& directory, const std::string& kind,
                            const Policy& policy) {
  const std::string* catch_all = nullptr;
  for (const auto& rule : policy.rules) {
    const auto where = kind + " " + in_marks(policy.name) + ", rule " + in_marks(rule.name);
    if (catch_all)
      lines.push_back(where + ": can never be reached, since " + in_marks(*catch_all) +
                      " before it has no conditions");
    else if (is_from_nowhere(directory, rule.conditions.network))
      lines.push_back(where + ": can never be reached, since its network zones are INACTIVE");
    if (!catch_all && has_no_conditions(rule.conditions)) catch_all = &rule.name;
  }
}

void add_sign_on(Lines& lines, const Directory& directory) {
  for (const auto& policy : directory.sign_on_policies) {
    const bool used = std::any_of(directory.apps.begin(), directory.apps.end(), [&](const auto& app) {
      return signs_people_in(app) && &directory.sign_on_policy(app) == &policy;
    });
    if (!used) continue;
    add_rules_out_of_reach(lines, directory, "sign-on policy", policy);
    for (const auto& rule : policy.rules)
      if (!can_be_met(directory, rule))
        lines.push_back("sign-on policy " + in_marks(policy.name) + ", rule " + in_marks(rule.name) +
                        ": can never be satisfied with the org's authenticators for sign-in");
  }
}

template <class Policy>
void add_policies_out_of_reach(Lines& lines, const Directory& directory, const std::string& kind,
                               const std::vector<Policy>& policies) {
  const std::string* before = nullptr;
  for (const auto& policy : policies) {
    if (before)
      lines.push_back(kind + " " + in_marks(policy.name) + ": can never be reached, since " +
                      in_marks(*before) + " before it is for everybody");
    else if (policy.group_ids.empty() || lists(policy.group_ids, directory.everyone().id))
      before = &policy.name;
  }
}

// ---- Access policies
// ---------------------------------------------------------------------------------------

template <class Value>
bool is_within(const std::vector<Value>& part, const std::vector<Value>& whole) {
  return std::all_of(part.begin(), part.end(), [&](const Value& value) {
    return std::find(whole.begin(), whole.end(), value) != whole.end();
  });
}

bool has_person(protocol::GrantType grant) { return grant != protocol::GrantType::client_credentials; }

// What stands before something and leaves nothing to it.
std::string before_it(const Lines& names, const std::string& many, const std::string& one) {
  Lines marked;
  for (const auto& name : names) marked.push_back(in_marks(name));
  return ": can never be reached, since " + protocol::join_words(marked, " and ") + " before it " +
         (names.size() == 1 ? one : many);
}

void add_once(Lines& names, const std::string& name) {
  if (!lists(names, name)) names.push_back(name);
}

bool fits_a_request(const Directory& directory, const AccessPolicyRule& rule, protocol::GrantType grant) {
  if (!has_person(grant)) return holds_without_person(directory, rule);
  return is_for_everyone(directory, rule) || !holds_without_person(directory, rule);
}

bool holds_for_all_people_of(const Directory& directory, const AccessPolicyRule& before,
                             const AccessPolicyRule& rule) {
  if (!is_within(before.exclude_group_ids, rule.exclude_group_ids) ||
      !is_within(before.exclude_person_ids, rule.exclude_person_ids))
    return false;
  if (is_for_everyone(directory, before)) return true;
  return !is_for_everyone(directory, rule) && is_within(rule.include_group_ids, before.include_group_ids) &&
         is_within(rule.include_person_ids, before.include_person_ids);
}

bool holds_wherever(const Directory& directory, const AccessPolicyRule& before, const AccessPolicyRule& rule,
                    protocol::GrantType grant) {
  const auto& grants = before.grant_types;
  if (!before.active || std::find(grants.begin(), grants.end(), grant) == grants.end()) return false;
  if (!lists(before.scopes, "*") && !is_within(rule.scopes, before.scopes)) return false;
  return has_person(grant) ? holds_for_all_people_of(directory, before, rule)
                           : holds_without_person(directory, before);
}

void add_access_rules(Lines& lines, const Directory& directory, const std::string& where,
                      const AccessPolicy& policy) {
  for (auto rule = policy.rules.begin(); rule != policy.rules.end(); ++rule) {
    if (!rule->active) continue;
    Lines deciding;
    bool fits = false;
    bool decides = false;
    for (const auto grant : rule->grant_types) {
      if (!fits_a_request(directory, *rule, grant)) continue;
      fits = true;
      const auto before = std::find_if(policy.rules.begin(), rule, [&](const AccessPolicyRule& one) {
        return holds_wherever(directory, one, *rule, grant);
      });
      decides = decides || before == rule;
      if (before != rule) add_once(deciding, before->name);
    }
    const auto which = where + ", rule " + in_marks(rule->name);
    if (!fits && holds_without_person(directory, *rule))
      lines.push_back(which + ": can never be reached, since it is for requests without a person, and its " +
                      "grant types have one");
    else if (!fits)
      lines.push_back(which + ": can never be reached, since it names people, and its grant types have none");
    else if (!decides)
      lines.push_back(which + before_it(deciding, "hold wherever it does", "holds wherever it does"));
  }
}

// The policies that leave none of its clients to one after them; none: some client comes to it.
Lines policies_for_all_clients_of(const std::vector<AccessPolicy>& policies, const AccessPolicy& policy) {
  Lines names;
  for (const auto& client : policy.client_ids) {
    const auto before = std::find_if(policies.begin(), policies.end(), [&](const AccessPolicy& one) {
      return &one == &policy ||
             (one.active && (lists(one.client_ids, "ALL_CLIENTS") || lists(one.client_ids, client)));
    });
    if (before == policies.end() || &*before == &policy) return {};
    add_once(names, before->name);
  }
  return names;
}

void add_access(Lines& lines, const Directory& directory) {
  for (const auto& server : directory.authorization_servers) {
    if (!server.active) continue;
    for (const auto& policy : server.policies) {
      if (!policy.active) continue;
      const auto where = "access policy " + in_marks(policy.name) + " of " + in_marks(server.name);
      if (const auto before = policies_for_all_clients_of(server.policies, policy); !before.empty())
        lines.push_back(where + before_it(before, "are for all its clients", "is for all its clients"));
      else
        add_access_rules(lines, directory, where, policy);
    }
  }
}

// ---- Apps
// ---------------------------------------------------------------------------------------------------------

bool is_everyones(const Directory& directory, const AppIntegration& app) {
  return app.assignment.federation_broker_mode || lists(app.assignment.group_ids, directory.everyone().id);
}

bool reaches_who_signs_up(const Directory& directory, const AppIntegration& app,
                          const ProfileEnrolmentPolicy& policy) {
  if (is_everyones(directory, app)) return true;
  return std::any_of(policy.target_group_ids.begin(), policy.target_group_ids.end(),
                     [&](const auto& id) { return lists(app.assignment.group_ids, id); });
}

void add_apps(Lines& lines, const Directory& directory, const std::vector<Person>& people) {
  for (const auto& app : directory.apps) {
    if (!signs_people_in(app)) continue;
    const auto where = "app " + in_marks(app.label);
    const bool alone = std::any_of(people.begin(), people.end(),
                                   [&](const Person& person) { return lists(person.app_ids, app.id); });
    if (!app.assignment.federation_broker_mode && app.assignment.group_ids.empty() && !alone)
      lines.push_back(where + ": is assigned to nobody");
    const auto& policy = directory.profile_enrolment_policy(app);
    if (policy.self_service_registration && !reaches_who_signs_up(directory, app, policy))
      lines.push_back(where + ": people can sign up (profile enrollment policy " + in_marks(policy.name) +
                      "), but neither Everyone nor a target group is assigned");
  }
}

// ---- Recovery and enrolment
// ---------------------------------------------------------------------------------------

std::string_view authenticator_of(std::string_view recovery_method) {
  if (recovery_method == "email") return kEmailKey;
  return recovery_method == "otp" ? kGoogleOtpKey : kPhoneKey;
}

void add_recovery(Lines& lines, const Directory& directory) {
  for (const auto& policy : directory.password_policies) {
    if (!policy.password_reset && !policy.unlock) continue;
    const auto where = "password policy " + in_marks(policy.name);
    if (policy.recovery_methods.empty()) lines.push_back(where + ": no method can begin a recovery");
    for (const auto& method : policy.recovery_methods) {
      const auto key = authenticator_of(method);
      const auto* setting = directory.authenticator(key);
      if (setting == nullptr || !setting->for_recovery())
        lines.push_back(where + ": a recovery by " + method + " needs " + std::string(key) +
                        ", which is not active for recovery");
      else if (!lists(setting->methods, method))
        lines.push_back(where + ": a recovery by " + method + " needs " + std::string(key) +
                        " to have that method");
    }
    const auto* question = directory.authenticator(kQuestionKey);
    if (policy.step_up == StepUp::security_question && (question == nullptr || !question->for_recovery()))
      lines.push_back(where +
                      ": the additional verification needs security_question, which is not active "
                      "for recovery");
  }
}

void add_enrolment(Lines& lines, const Directory& directory) {
  for (const auto& policy : directory.enrolment_policies)
    for (const auto& item : policy.authenticators)
      if (item.self != SelfEnrolment::NOT_ALLOWED && directory.authenticator(item.key) == nullptr)
        lines.push_back("authenticator enrollment policy " + in_marks(policy.name) + ": " + item.key +
                        " cannot be enrolled, since it is not active");
}

}  // namespace

std::vector<std::string> cautions_of(const Directory& directory, const std::vector<Person>& people) {
  Lines lines;
  add_apps(lines, directory, people);
  add_sign_on(lines, directory);
  for (const auto& policy : directory.session_policies)
    add_rules_out_of_reach(lines, directory, "global session policy", policy);
  add_policies_out_of_reach(lines, directory, "global session policy", directory.session_policies);
  add_policies_out_of_reach(lines, directory, "authenticator enrollment policy",
                            directory.enrolment_policies);
  add_policies_out_of_reach(lines, directory, "password policy", directory.password_policies);
  add_access(lines, directory);
  add_enrolment(lines, directory);
  add_recovery(lines, directory);
  return lines;
}

}  // namespace mockidp
