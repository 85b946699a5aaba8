#pragma once
// Policies that the org applies between a request and a code, by the names and defaults of Okta's Policy API.
// Policies and rules stand in order of priority, the catch-all last; the first that fits decides
// (mockidp/policy).

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mockidp/directory/authenticator.h"
#include "mockidp/directory/conditions.h"

namespace mockidp {

// ---- App sign-in policy (ACCESS_POLICY)

enum class FactorMode { one_factor, two_factors };  // "1FA", "2FA"
std::string_view to_string(FactorMode mode);

// What a proof of one class must be like.
struct FactorConstraint {
  bool required = false;
  std::vector<std::string> types{};    // of knowledge: "password", "security_question"; none: any
  std::vector<std::string> methods{};  // none: any
  std::vector<MethodRef> authentication_methods{};  // none: any
  std::vector<MethodRef> excluded_authentication_methods{};
  std::optional<std::chrono::seconds> reauthenticate_in{};
  // REQUIRED of possession:
  bool device_bound = false;  // "Exclude phone and email authenticators"
  bool hardware_protection = false;
  bool phishing_resistant = false;
  bool user_verification = false;
};

// knowledge and possession of one element are both asked for; of several elements one suffices.
struct AssuranceConstraint {
  std::optional<FactorConstraint> knowledge;
  std::optional<FactorConstraint> possession;
};

// AUTH_METHOD_CHAIN: in this order; of a step's methods one suffices.
struct MethodChain {
  struct Step {
    std::vector<MethodRef> any_of;
    std::optional<std::chrono::seconds> reauthenticate_in;
  };
  std::vector<Step> steps;
  std::optional<std::chrono::seconds> reauthenticate_in;
};

struct VerificationMethod {
  FactorMode factor_mode = FactorMode::one_factor;
  std::chrono::seconds reauthenticate_in{7200};  // 0: every sign-in attempt
  std::vector<AssuranceConstraint> constraints;
  std::vector<MethodChain> chains;  // not empty: these alone, any of them
};

struct SignOnRule {
  std::string id;  // 0pr…
  std::string name;
  RuleConditions conditions;
  bool allow = true;
  VerificationMethod verification;
  bool keep_me_signed_in = false;                                // keepMeSignedIn.postAuth ALLOWED
  std::chrono::seconds keep_me_signed_in_every{30 * 24 * 3600};  // postAuthPromptFrequency
};

struct SignOnPolicy {
  std::string id;  // rst…
  std::string name;
  std::vector<SignOnRule> rules;  // never empty; the last has no conditions
};

// ---- Global session policy (OKTA_SIGN_ON)

enum class PrimaryFactor { password_idp, password_idp_any_factor };
enum class FactorPromptMode { always, device, session };
std::string_view to_string(PrimaryFactor factor);
std::string_view to_string(FactorPromptMode mode);

struct SessionRule {
  std::string id;
  std::string name = "Default Rule";
  RuleConditions conditions;
  bool allow = true;
  PrimaryFactor primary_factor = PrimaryFactor::password_idp_any_factor;
  bool require_factor = false;  // a second factor for any session
  FactorPromptMode factor_prompt_mode = FactorPromptMode::always;
  std::chrono::minutes factor_lifetime{15};
  std::chrono::minutes max_idle{120};
  std::chrono::minutes max_lifetime{0};  // 0: none
  bool persistent_cookie = false;
};

struct SessionPolicy {
  std::string id;
  std::string name = "Default Policy";
  std::vector<std::string> group_ids;  // none: everyone
  std::vector<SessionRule> rules{SessionRule{}};
};

// ---- Authenticator enrolment policy (MFA_ENROLL)

enum class SelfEnrolment { NOT_ALLOWED, OPTIONAL, REQUIRED };
std::string_view to_string(SelfEnrolment enrolment);
// When what is required and missing is asked for: at a sign-in that finds it missing, at the first one, or
// never.
enum class EnrolmentMoment { CHALLENGE, LOGIN, NEVER };
std::string_view to_string(EnrolmentMoment moment);

struct EnrolmentPolicy {
  struct Item {
    std::string key;
    SelfEnrolment self = SelfEnrolment::NOT_ALLOWED;
  };
  std::string id;
  std::string name = "Default Policy";
  std::vector<std::string> group_ids;  // none: everyone
  std::vector<Item> authenticators;    // what is not named is NOT_ALLOWED
  std::string rule_name = "Default Rule";
  EnrolmentMoment moment = EnrolmentMoment::CHALLENGE;

  SelfEnrolment self(std::string_view key) const;
};

// ---- Profile enrolment policy (PROFILE_ENROLLMENT)

struct ProfileField {
  std::string name;   // "firstName", "lastName", "email", …
  std::string label;  // "First name"
  bool required = true;
};

struct ProfileEnrolmentPolicy {
  std::string id;
  std::string name = "Default Policy";
  bool self_service_registration = false;  // unknownUserAction REGISTER
  bool email_verification = true;
  bool progressive_profiling = false;
  bool password_on_form = false;  // enrollAuthenticatorTypes ["password"]
  std::vector<ProfileField> fields;
  std::vector<std::string> target_group_ids;
};

// ---- Password policy (PASSWORD)

enum class StepUp { not_required, any_authenticator, security_question };  // "Additional verification is"
std::string_view to_string(StepUp step_up);

struct PasswordPolicy {
  std::string id;
  std::string name = "Default Policy";
  std::vector<std::string> group_ids;  // none: everyone
  // complexity
  unsigned min_length = 8;
  unsigned min_lower_case = 1;
  unsigned min_upper_case = 1;
  unsigned min_number = 1;
  unsigned min_symbol = 0;
  bool exclude_username = true;
  std::vector<std::string> exclude_attributes;  // "firstName", "lastName"
  bool exclude_common = false;                  // dictionary.common.exclude
  // age
  unsigned max_age_days = 0;      // 0: never expires
  unsigned expire_warn_days = 0;  // 0: no warning
  std::chrono::minutes min_age{0};
  unsigned history_count = 4;
  // lockout
  unsigned max_attempts = 10;           // 0: never locks
  std::chrono::minutes auto_unlock{0};  // 0: only an administrator unlocks
  bool show_lockout_failures = false;
  bool notify_lockout_by_email = false;
  // rule
  std::string rule_name = "Default Rule";
  bool password_change = true;
  bool password_reset = true;
  bool unlock = false;
  std::vector<std::string> recovery_methods{"email"};  // of email, sms, voice, otp
  StepUp step_up = StepUp::not_required;
};

}  // namespace mockidp
