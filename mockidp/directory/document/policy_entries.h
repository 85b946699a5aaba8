#pragma once
// The policies of an org document as they are written, with the document's defaults.

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "mockidp/directory/document/one_or_many.h"
#include "mockidp/directory/policies.h"

namespace mockidp::document {

using Names = std::vector<std::string>;

struct RulePeopleEntry {
  Names groups;
  Names people;
  Names exclude_groups;
  Names exclude_people;
};

struct NetworkEntry {
  Names include;
  Names exclude;
};

struct PlatformsEntry {
  std::vector<PlatformCondition> include;
  std::vector<PlatformCondition> exclude;
};

struct UserTypesEntry {
  Names include;
  Names exclude;
};

// Who and from where: the conditions that every kind of rule has.
struct ConditionsEntry {
  std::optional<RulePeopleEntry> people;
  std::optional<NetworkEntry> network;
};

struct MethodEntry {
  std::string key;
  std::optional<std::string> method;
};

struct FactorEntry {
  bool required = false;
  Names types;
  Names methods;
  std::vector<MethodEntry> authentication_methods;
  std::vector<MethodEntry> excluded_authentication_methods;
  std::optional<std::chrono::seconds> reauthenticate_in;
  bool device_bound = false;
  bool hardware_protection = false;
  bool phishing_resistant = false;
  bool user_verification = false;
};

struct ConstraintEntry {
  std::optional<FactorEntry> knowledge;
  std::optional<FactorEntry> possession;
};

struct ChainStepEntry {
  std::vector<MethodEntry> authentication_methods;
  std::optional<std::chrono::seconds> reauthenticate_in;
};

struct ChainEntry {
  std::vector<ChainStepEntry> steps;
  std::optional<std::chrono::seconds> reauthenticate_in;
};

struct KeepMeSignedInEntry {
  bool post_auth = true;
  std::chrono::seconds post_auth_prompt_frequency = SignOnRule{}.keep_me_signed_in_every;
};

struct SignOnRuleEntry : ConditionsEntry {
  std::optional<std::string> id;
  std::string name = "Catch-all Rule";
  PlatformsEntry platforms;
  UserTypesEntry user_types;
  std::optional<std::string> expression;
  bool allow = true;
  FactorMode factor_mode = FactorMode::one_factor;
  std::chrono::seconds reauthenticate_in = VerificationMethod{}.reauthenticate_in;
  std::vector<ConstraintEntry> constraints;
  std::vector<ChainEntry> chains;
  std::optional<KeepMeSignedInEntry> keep_me_signed_in;
};

// Policies that go by a name of Okta's, each with its catch-all rule.
enum class SignOnPreset {
  any_two_factors,
  password_only,
  one_factor_access,
  password_optional,
  mandatory_mfa
};

struct SignOnPolicyEntry {
  std::optional<std::string> id;
  std::optional<std::string> name;
  std::optional<SignOnPreset> preset;
  bool exclude_phone_and_email = false;
  std::vector<SignOnRuleEntry> rules;
  Names apps;
};

// What a global session rule decides.
struct SessionTermsEntry {
  PrimaryFactor primary_factor = SessionRule{}.primary_factor;
  bool require_factor = false;
  FactorPromptMode factor_prompt_mode = SessionRule{}.factor_prompt_mode;
  std::chrono::minutes factor_lifetime = SessionRule{}.factor_lifetime;
  std::chrono::minutes max_idle = SessionRule{}.max_idle;
  std::chrono::minutes max_lifetime = SessionRule{}.max_lifetime;
  bool persistent_cookie = false;
};

struct SessionRuleEntry : ConditionsEntry, SessionTermsEntry {
  std::optional<std::string> id;
  std::string name;
  bool allow = true;
};

// The terms are those of its last rule, which has no conditions.
struct SessionPolicyEntry : SessionTermsEntry {
  std::optional<std::string> id;
  std::string name = SessionPolicy{}.name;
  Names groups;
  std::string rule_name = SessionRule{}.name;
  std::vector<SessionRuleEntry> rules;
};

struct EnrolmentPolicyEntry {
  std::optional<std::string> id;
  std::string name = EnrolmentPolicy{}.name;
  Names groups;
  std::optional<std::vector<EnrolmentPolicy::Item>> authenticators;
  std::string rule_name = EnrolmentPolicy{}.rule_name;
  EnrolmentMoment moment = EnrolmentPolicy{}.moment;
};

struct ProfileFieldEntry {
  std::string name;
  std::optional<std::string> label;
  bool required = true;
};

struct ProfileEnrolmentPolicyEntry {
  std::optional<std::string> id;
  std::string name = ProfileEnrolmentPolicy{}.name;
  std::optional<bool> registers_unknown_users;
  bool email_verification = ProfileEnrolmentPolicy{}.email_verification;
  bool progressive_profiling = ProfileEnrolmentPolicy{}.progressive_profiling;
  Names enroll_authenticator_types;
  std::vector<ProfileFieldEntry> profile_attributes{
      {"firstName", {}, true}, {"lastName", {}, true}, {"email", {}, true}};
  Names target_groups;
  Names apps;
};

struct PasswordPolicyEntry : PasswordPolicy {
  std::optional<std::string> given_id;
  Names groups;
  Names lockout_notification_channels;
};

struct PoliciesEntry {
  OneOrMany<SessionPolicyEntry> global_session;
  std::vector<SignOnPolicyEntry> sign_on;
  std::vector<EnrolmentPolicyEntry> authenticator_enrolment;
  std::vector<ProfileEnrolmentPolicyEntry> profile_enrolment;
  OneOrMany<PasswordPolicyEntry> password;
};

}  // namespace mockidp::document
