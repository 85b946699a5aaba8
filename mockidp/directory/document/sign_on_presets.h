#pragma once
// App sign-in policies by the names that Okta's console gives them (docs/policies.md).

#include <optional>
#include <string_view>

#include "mockidp/directory/document/entries.h"

namespace mockidp::document {

inline constexpr SignOnPreset kSignOnPresets[] = {
    SignOnPreset::any_two_factors, SignOnPreset::password_only, SignOnPreset::one_factor_access,
    SignOnPreset::password_optional, SignOnPreset::mandatory_mfa};

std::string_view preset_name(SignOnPreset preset);
std::optional<SignOnPreset> preset_named(std::string_view name);
// Whether its rule has a possession factor that "Exclude phone and email authenticators" can narrow.
bool can_exclude_phone_and_email(SignOnPreset preset);
SignOnRuleEntry preset_rule(SignOnPreset preset, bool exclude_phone_and_email);

// The rule that a policy without one ends in.
SignOnRuleEntry catch_all_rule(OrgPreset org);
// The policy of an org that names none.
SignOnPolicyEntry default_sign_on_policy(OrgPreset org);

}  // namespace mockidp::document
