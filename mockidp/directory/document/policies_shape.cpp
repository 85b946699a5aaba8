#include "mockidp/directory/document/org_shape.h"
#include "mockidp/directory/document/vocabulary.h"

namespace mockidp::document {
namespace {

constexpr int kMostMinutes = 2628000;  // five years
constexpr unsigned kMostAttempts = 100;
constexpr unsigned kMostDays = 999;
// Okta's limits of passwords.
constexpr unsigned kLeastLength = 4;
constexpr unsigned kMostLength = 30;
constexpr unsigned kMostHistory = 30;

Shape<Names> group_names() { return list_of(text(), {.unique = true}); }

ObjectShape<SessionTermsEntry> session_terms_shape() {
  return ObjectShape<SessionTermsEntry>()
      .with_default("primary_factor", &SessionTermsEntry::primary_factor, primary_factor(),
                    "PASSWORD_IDP asks for the password first; otherwise any factor may come first that the "
                    "app's policy takes.")
      .with_default("require_factor", &SessionTermsEntry::require_factor, flag(),
                    "Whether a session needs a second factor, whatever the app asks for.")
      .with_default("factor_prompt_mode", &SessionTermsEntry::factor_prompt_mode, factor_prompt_mode(),
                    "When that is asked for: ALWAYS, once a DEVICE, or once a SESSION.")
      .with_default("factor_lifetime_minutes", &SessionTermsEntry::factor_lifetime, minutes(0, kMostMinutes),
                    "How long a device or session is not asked again.")
      .with_default("max_session_idle_minutes", &SessionTermsEntry::max_idle, minutes(1, kMostMinutes),
                    "How long a session may lie unused.")
      .with_default("max_session_lifetime_minutes", &SessionTermsEntry::max_lifetime,
                    minutes(0, kMostMinutes), "How long a session may last at all; 0 has no end.")
      .with_default("use_persistent_cookie", &SessionTermsEntry::persistent_cookie, flag(),
                    "Whether the session outlives the browser.");
}

Shape<SessionRuleEntry> session_rule_shape() {
  return ObjectShape<SessionRuleEntry>()
      .optional("id", &SessionRuleEntry::id, id_with("0pr"), "Derived from the names down to it if absent.")
      .required("name", &SessionRuleEntry::name, text(), "Shown in the journal when the rule decides.")
      .with_keys_of(conditions_shape())
      .with_default("access", &SessionRuleEntry::allow, access(), "DENY keeps everybody out.")
      .with_keys_of(session_terms_shape());
}

Shape<SessionPolicyEntry> session_policy_shape() {
  return ObjectShape<SessionPolicyEntry>()
      .optional("id", &SessionPolicyEntry::id, id_with("00p"), "Derived from the name if absent.")
      .with_default("name", &SessionPolicyEntry::name, text(),
                    "Shown in the journal when the policy decides.")
      .section("groups", &SessionPolicyEntry::groups, group_names(),
               "Names of groups that the policy is for; none: everybody.")
      .section("rules", &SessionPolicyEntry::rules, list_of(session_rule_shape()),
               "In order of priority, before the last rule, which has no conditions and whose terms stand "
               "beside this key.")
      .with_default("rule_name", &SessionPolicyEntry::rule_name, text(), "Of its last rule.")
      .with_keys_of(session_terms_shape());
}

Shape<EnrolmentPolicyEntry> enrolment_policy_shape() {
  const Shape<EnrolmentPolicy::Item> item =
      ObjectShape<EnrolmentPolicy::Item>()
          .required("key", &EnrolmentPolicy::Item::key, authenticator_key(), "The authenticator.")
          .required("self", &EnrolmentPolicy::Item::self, self_enrolment(),
                    "Whether people must, may or may not enrol it.");
  return ObjectShape<EnrolmentPolicyEntry>()
      .optional("id", &EnrolmentPolicyEntry::id, id_with("00p"), "Derived from the name if absent.")
      .with_default("name", &EnrolmentPolicyEntry::name, text(),
                    "Shown in the journal when the policy decides.")
      .section("groups", &EnrolmentPolicyEntry::groups, group_names(),
               "Names of groups that the policy is for; none: everybody.")
      .optional("authenticators", &EnrolmentPolicyEntry::authenticators, list_of(item),
                "What is not named is NOT_ALLOWED. Absent, the password is REQUIRED and every other active "
                "authenticator OPTIONAL.")
      .with_default("rule_name", &EnrolmentPolicyEntry::rule_name, text(), "Of its one rule.")
      .with_default(
          "enroll", &EnrolmentPolicyEntry::moment, enrolment_moment(),
          "When what is REQUIRED and missing is asked for: at any sign-in (CHALLENGE), at the first "
          "one (LOGIN), or NEVER.");
}

Shape<ProfileEnrolmentPolicyEntry> profile_enrolment_policy_shape() {
  const Shape<ProfileFieldEntry> field =
      ObjectShape<ProfileFieldEntry>()
          .required("name", &ProfileFieldEntry::name, profile_attribute(), "An attribute of the profile.")
          .optional("label", &ProfileFieldEntry::label, text({.max_length = 100}),
                    "As the form shows it; absent, Okta's words for it, or the name.")
          .with_default("required", &ProfileFieldEntry::required, flag(), "Whether it must be filled in.");
  return ObjectShape<ProfileEnrolmentPolicyEntry>()
      .optional("id", &ProfileEnrolmentPolicyEntry::id, id_with("rst"), "Derived from the name if absent.")
      .with_default("name", &ProfileEnrolmentPolicyEntry::name, text(), "Unique. Apps refer to it.")
      .optional("unknown_user_action", &ProfileEnrolmentPolicyEntry::registers_unknown_users,
                choice<bool>({{"DENY", false}, {"REGISTER", true}}),
                "REGISTER is self-service registration: \"Sign up\". Absent, DENY for the first policy and "
                "REGISTER for the others.")
      .with_default("email_verification", &ProfileEnrolmentPolicyEntry::email_verification, flag(),
                    "Whether the address must be verified before the first sign-in.")
      .with_default("progressive_profiling", &ProfileEnrolmentPolicyEntry::progressive_profiling,
                    choice<bool>({{"DISABLED", false}, {"ENABLED", true}}),
                    "Whether people are asked for required attributes that are missing when they sign in.")
      .section("enroll_authenticator_types", &ProfileEnrolmentPolicyEntry::enroll_authenticator_types,
               list_of(word_of({"password"}), {.unique = true}),
               "password puts the password on the sign-up form.")
      .section("profile_attributes", &ProfileEnrolmentPolicyEntry::profile_attributes,
               list_of(field, {.min_items = 1}),
               "What the sign-up form asks for; email must be among it. Absent, first name, last name, "
               "email.")
      .section("target_groups", &ProfileEnrolmentPolicyEntry::target_groups, group_names(),
               "Names of groups that whoever signs up is put into.")
      .section("apps", &ProfileEnrolmentPolicyEntry::apps, list_of(text(), {.unique = true}),
               "Client ids of apps that have this policy, in place of their own key "
               "profile_enrollment_policy.");
}

ObjectShape<PasswordPolicy> password_rules_shape() {
  return ObjectShape<PasswordPolicy>()
      .with_default("name", &PasswordPolicy::name, text(), "Shown in the journal when the policy decides.")
      .with_default("min_length", &PasswordPolicy::min_length, whole_number(kLeastLength, kMostLength),
                    "Characters.")
      .with_default("min_lower_case", &PasswordPolicy::min_lower_case, whole_number(0, kMostLength),
                    "Lower-case letters.")
      .with_default("min_upper_case", &PasswordPolicy::min_upper_case, whole_number(0, kMostLength),
                    "Upper-case letters.")
      .with_default("min_number", &PasswordPolicy::min_number, whole_number(0, kMostLength), "Digits.")
      .with_default("min_symbol", &PasswordPolicy::min_symbol, whole_number(0, kMostLength), "Symbols.")
      .with_default("exclude_username", &PasswordPolicy::exclude_username, flag(),
                    "No parts of the username.")
      .section("exclude_attributes", &PasswordPolicy::exclude_attributes,
               list_of(word_of({"firstName", "lastName"}), {.unique = true}),
               "Not the values of these attributes.")
      .with_default("exclude_common", &PasswordPolicy::exclude_common, flag(), "No common passwords.")
      .with_default("max_age_days", &PasswordPolicy::max_age_days, whole_number(0, kMostDays),
                    "When a password expires; 0: never.")
      .with_default("expire_warn_days", &PasswordPolicy::expire_warn_days, whole_number(0, kMostDays),
                    "How long before that people are told; 0: not at all.")
      .with_default("min_age_minutes", &PasswordPolicy::min_age, minutes(0, kMostMinutes),
                    "How old a password must be before it can be changed.")
      .with_default("history_count", &PasswordPolicy::history_count, whole_number(0, kMostHistory),
                    "How many of a person's last passwords may not be used again.")
      .with_default("max_attempts", &PasswordPolicy::max_attempts, whole_number(0, kMostAttempts),
                    "Wrong passwords before the account locks; 0 never locks.")
      .with_default("auto_unlock_minutes", &PasswordPolicy::auto_unlock, minutes(0, kMostMinutes),
                    "When a lock opens by itself; 0 leaves that to an administrator.")
      .with_default("show_lockout_failures", &PasswordPolicy::show_lockout_failures, flag(),
                    "Whether the page says that an account is locked.")
      .with_default("rule_name", &PasswordPolicy::rule_name, text(), "Of its one rule.")
      .with_default("password_change", &PasswordPolicy::password_change, access(),
                    "Whether people can change their password.")
      .with_default("self_service_password_reset", &PasswordPolicy::password_reset, access(),
                    "Whether people can reset it: \"Forgot password?\"")
      .with_default("self_service_unlock", &PasswordPolicy::unlock, access(),
                    "Whether people can unlock their account.")
      .with_default("recovery_methods", &PasswordPolicy::recovery_methods,
                    list_of(word_of({"email", "sms", "voice", "otp"}), {.unique = true}),
                    "What a recovery can be begun with.")
      .with_default("step_up", &PasswordPolicy::step_up, step_up(), "Additional verification in a recovery.");
}

Shape<PasswordPolicyEntry> password_policy_shape() {
  return ObjectShape<PasswordPolicyEntry>()
      .optional("id", &PasswordPolicyEntry::given_id, id_with("00p"), "Derived from the name if absent.")
      .section("groups", &PasswordPolicyEntry::groups, group_names(),
               "Names of groups that the policy is for; none: everybody.")
      .with_keys_of(password_rules_shape())
      .section("user_lockout_notification_channels", &PasswordPolicyEntry::lockout_notification_channels,
               list_of(word_of({"EMAIL"}), {.unique = true}),
               "EMAIL tells people that they were locked out.");
}

}  // namespace

Shape<PoliciesEntry> policies_shape() {
  return ObjectShape<PoliciesEntry>()
      .section("global_session", &PoliciesEntry::global_session, one_or_many(session_policy_shape()),
               "Global session policy, for everybody; or several, in order of priority, the last one for "
               "everybody: whether there is a session, and how long.")
      .section("sign_on", &PoliciesEntry::sign_on, list_of(sign_on_policy_shape()),
               "App sign-in policies; the first is the default. Absent, the org's preset says.")
      .section("authenticator_enrollment", &PoliciesEntry::authenticator_enrolment,
               list_of(enrolment_policy_shape()),
               "Which authenticators people must and may enrol; in order of priority, the last one for "
               "everybody.")
      .section("profile_enrollment", &PoliciesEntry::profile_enrolment,
               list_of(profile_enrolment_policy_shape()),
               "User profile policies: self-service registration. The first is the default.")
      .section("password", &PoliciesEntry::password, one_or_many(password_policy_shape()),
               "Password policy, for everybody; or several, in order of priority, the last one for "
               "everybody: what a password must be like, lock-out and recovery.");
}

}  // namespace mockidp::document
