#include "mockidp/directory/document/sign_on_presets.h"

#include <algorithm>
#include <array>

namespace mockidp::document {
namespace {

using std::chrono::hours;

// In the order of the enumerators.
constexpr std::array<std::string_view, 5> kNames = {"Any two factors", "Password only", "One factor access",
                                                    "Password optional", "Mandatory MFA"};

SignOnRuleEntry two_factors(hours reauthenticate_in) {
  SignOnRuleEntry rule;
  rule.factor_mode = FactorMode::two_factors;
  rule.reauthenticate_in = reauthenticate_in;
  return rule;
}

FactorEntry password() {
  FactorEntry knowledge;
  knowledge.required = true;
  knowledge.types = {"password"};
  return knowledge;
}

FactorEntry possession() {
  FactorEntry factor;
  factor.required = true;
  return factor;
}

void exclude(SignOnRuleEntry& rule) {
  if (rule.constraints.empty()) rule.constraints.emplace_back();
  auto& factor = rule.constraints.front().possession;
  if (!factor) factor = possession();
  factor->device_bound = true;
}

}  // namespace

std::string_view preset_name(SignOnPreset preset) { return kNames.at(static_cast<std::size_t>(preset)); }

std::optional<SignOnPreset> preset_named(std::string_view name) {
  const auto* found = std::find(kNames.begin(), kNames.end(), name);
  if (found == kNames.end()) return std::nullopt;
  return static_cast<SignOnPreset>(found - kNames.begin());
}

bool can_exclude_phone_and_email(SignOnPreset preset) {
  return preset != SignOnPreset::password_only && preset != SignOnPreset::one_factor_access;
}

SignOnRuleEntry preset_rule(SignOnPreset preset, bool exclude_phone_and_email) {
  SignOnRuleEntry rule;
  switch (preset) {
    case SignOnPreset::any_two_factors:
      rule = two_factors(hours(12));
      break;
    case SignOnPreset::password_only:
      rule.constraints = {{password(), std::nullopt}};
      break;
    case SignOnPreset::one_factor_access:
      break;
    case SignOnPreset::password_optional:
      rule.constraints = {{std::nullopt, possession()}};
      break;
    case SignOnPreset::mandatory_mfa:
      rule = two_factors(hours(2));
      rule.constraints = {{password(), std::nullopt}};
      break;
  }
  if (exclude_phone_and_email) exclude(rule);
  return rule;
}

SignOnRuleEntry catch_all_rule(OrgPreset org) {
  return org == OrgPreset::fresh ? two_factors(hours(12)) : SignOnRuleEntry{};
}

SignOnPolicyEntry default_sign_on_policy(OrgPreset org) {
  SignOnPolicyEntry policy;
  if (org == OrgPreset::fresh)
    policy.preset = SignOnPreset::any_two_factors;
  else
    policy.name = "Default Policy";
  return policy;
}

}  // namespace mockidp::document
