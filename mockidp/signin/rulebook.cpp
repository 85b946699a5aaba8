#include "mockidp/signin/rulebook.h"

#include <algorithm>

#include "mockidp/protocol/bytes.h"
#include "mockidp/signin/acr.h"

namespace mockidp {
namespace {

using std::chrono::seconds;

template <class Policy>
bool any_condition_on_people(const Policy& policy) {
  return std::any_of(policy.rules.begin(), policy.rules.end(), [](const auto& rule) {
    const auto& conditions = rule.conditions;
    const auto& people = conditions.people;
    return !people.include_person_ids.empty() || !people.exclude_person_ids.empty() ||
           !people.include_group_ids.empty() || !people.exclude_group_ids.empty() ||
           !conditions.include_user_types.empty() || !conditions.exclude_user_types.empty() ||
           conditions.expression != nullptr;
  });
}

bool depends_on_the_person(const Directory& directory) {
  return std::any_of(
      directory.session_policies.begin(), directory.session_policies.end(),
      [](const auto& policy) { return !policy.group_ids.empty() || any_condition_on_people(policy); });
}

bool is_remembered_device(const Situation& situation, std::chrono::minutes lifetime) {
  const Person* person = person_in_question(situation);
  if (person == nullptr || situation.transaction.device.empty()) return false;
  const auto digest = protocol::sha256(situation.transaction.device);
  return std::any_of(person->remembered_devices.begin(), person->remembered_devices.end(),
                     [&](const RememberedDevice& device) {
                       return protocol::constant_time_equal(device.device_digest,
                                                            protocol::as_view(digest)) &&
                              situation.now < device.verified_at + lifetime;
                     });
}

}  // namespace

Rulebook rules_for(const Situation& situation) {
  Rulebook rules;
  const Person* person = person_in_question(situation);
  rules.session = applicable_session(situation.directory, person, situation.facts);
  if (!situation.transaction.request) return rules;
  rules.app = situation.directory.app_by_client_id(situation.transaction.request->client_id);
  if (rules.app != nullptr)
    rules.sign_on = applicable_sign_on(situation.directory, *rules.app, person, situation.facts);
  return rules;
}

Why because_of_request(std::string constraint) { return {"request", "", std::move(constraint)}; }

Why because_of_session_policy(const Rulebook& rules, std::string constraint) {
  return {rules.session.policy->name, rules.session.rule->name, std::move(constraint)};
}

Why because_of_rule(const Rulebook& rules, std::string constraint) {
  if (rules.sign_on.rule == nullptr) return because_of_session_policy(rules, std::move(constraint));
  return {rules.sign_on.policy->name, rules.sign_on.rule->name, std::move(constraint)};
}

std::optional<Why> denial(const Situation& situation, const Rulebook& rules, IdentityProved proved) {
  const bool may_tell = proved == IdentityProved::yes;
  if (!rules.session.rule->allow && (may_tell || !depends_on_the_person(situation.directory)))
    return because_of_session_policy(rules, "access=DENY");
  if (rules.sign_on.rule != nullptr && !rules.sign_on.rule->allow &&
      (may_tell || !any_condition_on_people(*rules.sign_on.policy)))
    return because_of_rule(rules, "access=DENY");
  return std::nullopt;
}

// A session that goes on has met the policy when it was made; only a second factor can lapse in it.
std::optional<Requirement> session_requirement(const Situation& situation, const Rulebook& rules,
                                               SessionGoesOn goes_on) {
  const SessionRule& rule = *rules.session.rule;
  Requirement wanted{rules.session.policy->name, rule.name, {}};
  VerificationMethod& verification = wanted.verification;
  verification.reauthenticate_in = seconds::max();
  const bool second = rule.require_factor && !(rule.factor_prompt_mode == FactorPromptMode::device &&
                                               is_remembered_device(situation, rule.factor_lifetime));
  verification.factor_mode = second ? FactorMode::two_factors : FactorMode::one_factor;
  if (goes_on == SessionGoesOn::yes) {
    if (!second || rule.factor_prompt_mode != FactorPromptMode::session) return std::nullopt;
    FactorConstraint lapsing{.required = true, .reauthenticate_in = rule.factor_lifetime};
    verification.constraints = {{.knowledge = {}, .possession = lapsing}};
    return wanted;
  }
  if (rule.primary_factor == PrimaryFactor::password_idp) {
    FactorConstraint password{.required = true, .types = {"password"}};
    verification.constraints = {{.knowledge = password, .possession = {}}};
  }
  return wanted;
}

std::vector<Requirement> requirements_of(const Situation& situation, const Rulebook& rules,
                                         SessionGoesOn goes_on) {
  std::vector<Requirement> all;
  if (auto session = session_requirement(situation, rules, goes_on)) all.push_back(std::move(*session));
  if (rules.sign_on.rule != nullptr)
    all.push_back({rules.sign_on.policy->name, rules.sign_on.rule->name, rules.sign_on.rule->verification});
  if (const auto acr = acr_in_force(situation.transaction); !acr.empty())
    if (auto wanted = acr_requirement(acr)) all.push_back(std::move(*wanted));
  return all;
}

std::string_view acr_in_force(const Transaction& transaction) {
  if (!transaction.request) return {};
  for (const auto& value : transaction.request->acr_values)
    if (is_known_acr(value)) return value;
  return {};
}

}  // namespace mockidp
