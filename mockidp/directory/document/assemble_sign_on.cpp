#include <algorithm>

#include "mockidp/directory/document/assembly.h"
#include "mockidp/directory/document/sign_on_presets.h"

namespace mockidp::document {
namespace {

// Policies of these names are in every org of Okta's.
constexpr SignOnPreset kStandardPresets[] = {SignOnPreset::any_two_factors, SignOnPreset::password_only,
                                             SignOnPreset::one_factor_access};

std::vector<MethodRef> method_refs(const std::vector<MethodEntry>& entries, const Place& places) {
  std::vector<MethodRef> refs;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const auto& [key, method] = entries[i];
    const auto known = methods_of(key);
    if (!method) {
      for (const auto& one : known) refs.push_back({key, one});
    } else if (key.empty() || std::find(known.begin(), known.end(), *method) != known.end()) {
      refs.push_back({key, *method});
    } else {
      (places / i / "method").report(key + " has no method " + in_quotes(*method));
    }
  }
  return refs;
}

FactorConstraint factor_constraint(const FactorEntry& entry, const Place& place) {
  FactorConstraint factor;
  factor.required = entry.required;
  factor.types = entry.types;
  factor.methods = entry.methods;
  factor.authentication_methods = method_refs(entry.authentication_methods, place / "authentication_methods");
  factor.excluded_authentication_methods =
      method_refs(entry.excluded_authentication_methods, place / "excluded_authentication_methods");
  factor.reauthenticate_in = entry.reauthenticate_in;
  factor.device_bound = entry.device_bound;
  factor.hardware_protection = entry.hardware_protection;
  factor.phishing_resistant = entry.phishing_resistant;
  factor.user_verification = entry.user_verification;
  return factor;
}

AssuranceConstraint assurance_constraint(const ConstraintEntry& entry, const Place& place) {
  AssuranceConstraint constraint;
  if (entry.knowledge) constraint.knowledge = factor_constraint(*entry.knowledge, place / "knowledge");
  if (entry.possession) constraint.possession = factor_constraint(*entry.possession, place / "possession");
  if (!entry.knowledge && !entry.possession) place.report(R"(needs "knowledge", "possession" or both)");
  return constraint;
}

MethodChain method_chain(const ChainEntry& entry, const Place& place) {
  MethodChain chain;
  chain.reauthenticate_in = entry.reauthenticate_in;
  for (std::size_t i = 0; i < entry.steps.size(); ++i) {
    const auto& step = entry.steps[i];
    chain.steps.push_back(
        {method_refs(step.authentication_methods, place / "steps" / i / "authentication_methods"),
         step.reauthenticate_in});
  }
  return chain;
}

SignOnRule sign_on_rule(Assembly& assembly, const std::string& policy, const SignOnRuleEntry& entry,
                        const Place& place) {
  SignOnRule rule;
  rule.id = assembly.claim_id(entry.id, "0pr", "sign_on/" + policy + "/" + entry.name, place);
  rule.name = entry.name;
  rule.conditions = conditions_of(assembly, entry, place);
  rule.conditions.include_platforms = entry.platforms.include;
  rule.conditions.exclude_platforms = entry.platforms.exclude;
  rule.conditions.include_user_types = entry.user_types.include;
  rule.conditions.exclude_user_types = entry.user_types.exclude;
  if (entry.expression)
    rule.conditions.expression =
        parsed_expression(*entry.expression, expression::Use::condition, place / "expression");
  rule.allow = entry.allow;
  rule.verification.factor_mode = entry.factor_mode;
  rule.verification.reauthenticate_in = entry.reauthenticate_in;
  for (std::size_t i = 0; i < entry.constraints.size(); ++i)
    rule.verification.constraints.push_back(
        assurance_constraint(entry.constraints[i], place / "constraints" / i));
  for (std::size_t i = 0; i < entry.chains.size(); ++i)
    rule.verification.chains.push_back(method_chain(entry.chains[i], place / "chains" / i));
  if (!entry.chains.empty() && !entry.constraints.empty())
    (place / "chains").report(R"(stand beside "constraints"; keep one of the two)");
  if (entry.keep_me_signed_in) {
    rule.keep_me_signed_in = entry.keep_me_signed_in->post_auth;
    rule.keep_me_signed_in_every = entry.keep_me_signed_in->post_auth_prompt_frequency;
  }
  return rule;
}

std::string name_of(const SignOnPolicyEntry& entry) {
  if (entry.name || !entry.preset) return entry.name.value_or("");
  return std::string(preset_name(*entry.preset));
}

void check_preset(const SignOnPolicyEntry& entry, const Place& place) {
  if (!entry.name && !entry.preset)
    place.report(R"("name" is missing, and there is no "preset" to take it from)");
  if (!entry.exclude_phone_and_email) return;
  if (!entry.preset)
    (place / "exclude_phone_and_email")
        .report(R"(goes with a "preset"; a rule of your own says device_bound)");
  else if (!can_exclude_phone_and_email(*entry.preset))
    (place / "exclude_phone_and_email")
        .report(in_quotes(preset_name(*entry.preset)) + " asks for no possession factor");
}

// Okta's catch-all rule cannot be left out: it stands behind rules that have conditions.
std::optional<SignOnRuleEntry> rule_to_add(const SignOnPolicyEntry& entry, const SignOnPolicy& policy,
                                           OrgPreset org) {
  if (entry.preset) return preset_rule(*entry.preset, entry.exclude_phone_and_email);
  if (policy.rules.empty() || !has_no_conditions(policy.rules.back().conditions)) return catch_all_rule(org);
  return std::nullopt;
}

SignOnPolicy sign_on_policy(Assembly& assembly, const SignOnPolicyEntry& entry, const Place& place) {
  SignOnPolicy policy;
  policy.name = name_of(entry);
  policy.id = assembly.claim_id(entry.id, "rst", policy.name, place);
  for (std::size_t i = 0; i < entry.rules.size(); ++i)
    policy.rules.push_back(sign_on_rule(assembly, policy.name, entry.rules[i], place / "rules" / i));
  if (const auto added = rule_to_add(entry, policy, assembly.file.org.preset))
    policy.rules.push_back(sign_on_rule(assembly, policy.name, *added, place / "rules"));
  return policy;
}

void add_sign_on_policy(Assembly& assembly, const SignOnPolicyEntry& entry, const Place& place) {
  auto policy = sign_on_policy(assembly, entry, place);
  assembly.sign_on_policies.add(policy.name, policy.id, place / "name");
  assembly.out.directory.sign_on_policies.push_back(std::move(policy));
}

void add_preset(Assembly& assembly, SignOnPreset preset, const Place& place) {
  if (assembly.sign_on_policies.knows(std::string(preset_name(preset)))) return;
  SignOnPolicyEntry entry;
  entry.preset = preset;
  add_sign_on_policy(assembly, entry, place);
}

}  // namespace

void add_sign_on_policies(Assembly& assembly) {
  const auto& entries = assembly.file.policies.sign_on;
  const auto place = assembly.root / "policies" / "sign_on";
  for (std::size_t i = 0; i < entries.size(); ++i) {
    check_preset(entries[i], place / i);
    add_sign_on_policy(assembly, entries[i], place / i);
  }
  if (entries.empty()) add_sign_on_policy(assembly, default_sign_on_policy(assembly.file.org.preset), place);
  for (const auto preset : kStandardPresets) add_preset(assembly, preset, place);
  for (const auto& app : assembly.file.apps)
    if (app.sign_on_policy)
      if (const auto preset = preset_named(*app.sign_on_policy)) add_preset(assembly, *preset, place);
}

}  // namespace mockidp::document
