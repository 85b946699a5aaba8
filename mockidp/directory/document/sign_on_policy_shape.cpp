#include "mockidp/directory/document/org_shape.h"
#include "mockidp/directory/document/sign_on_presets.h"
#include "mockidp/directory/document/vocabulary.h"

namespace mockidp::document {
namespace {

// Okta's own limits.
constexpr std::size_t kMostChains = 5;
constexpr std::size_t kMostSteps = 3;

Shape<PlatformCondition> platform_shape() {
  return ObjectShape<PlatformCondition>()
      .with_default("type", &PlatformCondition::type, platform_type(), "Kind of device.")
      .with_default("os", &PlatformCondition::system, operating_system(),
                    "Operating system, as the browser says.");
}

Shape<PlatformsEntry> platforms_shape() {
  return ObjectShape<PlatformsEntry>()
      .section("include", &PlatformsEntry::include, list_of(platform_shape()), "None: every platform.")
      .section("exclude", &PlatformsEntry::exclude, list_of(platform_shape()),
               "Platforms that the rule does not hold for.");
}

Shape<UserTypesEntry> user_types_shape() {
  return ObjectShape<UserTypesEntry>()
      .section("include", &UserTypesEntry::include, list_of(text(), {.unique = true}),
               "Values of the profile's userType. None: every one.")
      .section("exclude", &UserTypesEntry::exclude, list_of(text(), {.unique = true}),
               "Values that the rule does not hold for.");
}

Shape<MethodEntry> method_shape() {
  return ObjectShape<MethodEntry>()
      .required("key", &MethodEntry::key, authenticator_key(), "The authenticator.")
      .optional("method", &MethodEntry::method, authenticator_method(),
                "Which of its methods; every one if absent.");
}

ObjectShape<FactorEntry> factor_shape() {
  return ObjectShape<FactorEntry>()
      .with_default("required", &FactorEntry::required, flag(), "Whether a proof of this class is a must.")
      .section("methods", &FactorEntry::methods, list_of(authenticator_method(), {.unique = true}),
               "Methods that count. None: any.")
      .section("authentication_methods", &FactorEntry::authentication_methods, list_of(method_shape()),
               "Methods of authenticators that count. None: any.")
      .section("excluded_authentication_methods", &FactorEntry::excluded_authentication_methods,
               list_of(method_shape()), "Methods of authenticators that do not count.")
      .optional("reauthenticate_in", &FactorEntry::reauthenticate_in, duration(),
                "How old a proof of this class may be; absent, the rule says.");
}

Shape<FactorEntry> knowledge_shape() {
  return factor_shape().section("types", &FactorEntry::types,
                                list_of(word_of({"password", "security_question"}), {.unique = true}),
                                "Which knowledge counts. None: any.");
}

Shape<FactorEntry> possession_shape() {
  return factor_shape()
      .with_default("device_bound", &FactorEntry::device_bound, requirement(),
                    "REQUIRED excludes phone and e-mail.")
      .with_default("hardware_protection", &FactorEntry::hardware_protection, requirement(),
                    "Whether the key must be protected by a device's hardware.")
      .with_default("phishing_resistant", &FactorEntry::phishing_resistant, requirement(),
                    "Whether the proof must be one that no other site can pass on.")
      .with_default("user_verification", &FactorEntry::user_verification, requirement(),
                    "Whether a PIN or a biometric is asked for besides.");
}

Shape<ConstraintEntry> constraint_shape() {
  return ObjectShape<ConstraintEntry>()
      .optional("knowledge", &ConstraintEntry::knowledge, knowledge_shape(),
                "What a proof by knowledge must be like.")
      .optional("possession", &ConstraintEntry::possession, possession_shape(),
                "What a proof by possession must be like.");
}

Shape<ChainEntry> chain_shape() {
  const Shape<ChainStepEntry> step =
      ObjectShape<ChainStepEntry>()
          .required("authentication_methods", &ChainStepEntry::authentication_methods,
                    list_of(method_shape(), {.min_items = 1}), "One of these suffices.")
          .optional("reauthenticate_in", &ChainStepEntry::reauthenticate_in, duration(),
                    "How old a proof of this step may be; absent, the chain says.");
  return ObjectShape<ChainEntry>()
      .required("steps", &ChainEntry::steps, list_of(step, {.min_items = 1, .max_items = kMostSteps}),
                "In this order.")
      .optional("reauthenticate_in", &ChainEntry::reauthenticate_in, duration(),
                "How old proofs may be; absent, the rule says.");
}

Shape<KeepMeSignedInEntry> keep_me_signed_in_shape() {
  return ObjectShape<KeepMeSignedInEntry>()
      .with_default("post_auth", &KeepMeSignedInEntry::post_auth,
                    choice<bool>({{"ALLOWED", true}, {"NOT_ALLOWED", false}}),
                    "Whether people are asked after they have signed in.")
      .with_default("post_auth_prompt_frequency", &KeepMeSignedInEntry::post_auth_prompt_frequency,
                    duration(), "How long nobody is asked again.");
}

Shape<SignOnRuleEntry> sign_on_rule_shape() {
  return ObjectShape<SignOnRuleEntry>()
      .optional("id", &SignOnRuleEntry::id, id_with("0pr"), "Derived from the names down to it if absent.")
      .with_default("name", &SignOnRuleEntry::name, text(), "Shown in the journal when the rule decides.")
      .with_keys_of(conditions_shape())
      .section("platforms", &SignOnRuleEntry::platforms, platforms_shape(),
               "On what the rule holds; absent, on everything.")
      .section("user_types", &SignOnRuleEntry::user_types, user_types_shape(),
               "For whom the rule holds, by the userType of the profile; absent, for everybody.")
      .optional("expression", &SignOnRuleEntry::expression, text({.max_length = 1024}),
                "For whom the rule holds, in Okta's expression language, such as user.department == 'Sales'.")
      .with_default("access", &SignOnRuleEntry::allow, access(), "DENY keeps everybody out.")
      .with_default("factor_mode", &SignOnRuleEntry::factor_mode, factor_mode(),
                    "1FA: one factor. 2FA: one by knowledge and one by possession.")
      .with_default("reauthenticate_in", &SignOnRuleEntry::reauthenticate_in, duration(),
                    "How old a verification may be, such as PT2H; PT0S asks at every sign-in.")
      .section("constraints", &SignOnRuleEntry::constraints, list_of(constraint_shape()),
               "What proofs must be like: one of these suffices, and all of it counts.")
      .section("chains", &SignOnRuleEntry::chains, list_of(chain_shape(), {.max_items = kMostChains}),
               "Authentication method chains: with them, any one of them is what is asked for, and "
               "factor_mode and constraints are not.")
      .optional("keep_me_signed_in", &SignOnRuleEntry::keep_me_signed_in, keep_me_signed_in_shape(),
                "\"Keep me signed in\" after a sign-in; absent, nobody is asked.");
}

}  // namespace

Shape<SignOnPolicyEntry> sign_on_policy_shape() {
  std::vector<std::pair<std::string, SignOnPreset>> presets;
  for (const auto preset : kSignOnPresets) presets.emplace_back(preset_name(preset), preset);
  return ObjectShape<SignOnPolicyEntry>()
      .optional("id", &SignOnPolicyEntry::id, id_with("rst"), "Derived from the name if absent.")
      .optional("name", &SignOnPolicyEntry::name, text(),
                "Unique. Apps refer to it. Absent, the preset's; without a preset there must be one.")
      .optional("preset", &SignOnPolicyEntry::preset, choice(std::move(presets)),
                "Adds the catch-all rule that Okta's policy of this name has.")
      .with_default("exclude_phone_and_email", &SignOnPolicyEntry::exclude_phone_and_email, flag(),
                    "The box of that name in the preset's rule: its possession factor must be bound to a "
                    "device.")
      .section("rules", &SignOnPolicyEntry::rules, list_of(sign_on_rule_shape()),
               "In order of priority: the first that fits decides. The last must have no conditions; where "
               "it has some, or there is none, a Catch-all Rule is added.")
      .section("apps", &SignOnPolicyEntry::apps, list_of(text(), {.unique = true}),
               "Client ids of apps that have this policy, in place of their own key sign_on_policy.");
}

}  // namespace mockidp::document
