#include "mockidp/directory/document/org_shape.h"
#include "mockidp/directory/document/vocabulary.h"

namespace mockidp::document {
namespace {

constexpr int kMostMinutes = 2628000;  // five years
constexpr unsigned kMostAttempts = 100;

Shape<SessionPolicyEntry> session_policy_shape() {
  return ObjectShape<SessionPolicyEntry>()
      .optional("id", &SessionPolicyEntry::id, id_with("00p"), "Derived from the name if absent.")
      .with_default("name", &SessionPolicyEntry::name, text(),
                    "Shown in the journal when the policy decides.")
      .with_default("rule_name", &SessionPolicyEntry::rule_name, text(), "Of its one rule.")
      .with_default("max_session_idle_minutes", &SessionPolicyEntry::max_idle, minutes(1, kMostMinutes),
                    "How long a session may lie unused.")
      .with_default("max_session_lifetime_minutes", &SessionPolicyEntry::max_lifetime,
                    minutes(0, kMostMinutes), "How long a session may last at all; 0 has no end.")
      .with_default("use_persistent_cookie", &SessionPolicyEntry::persistent_cookie, flag(),
                    "Whether the session outlives the browser.");
}

Shape<SignOnRuleEntry> sign_on_rule_shape() {
  return ObjectShape<SignOnRuleEntry>()
      .optional("id", &SignOnRuleEntry::id, id_with("0pr"), "Derived from the names down to it if absent.")
      .with_default("name", &SignOnRuleEntry::name, text(), "Shown in the journal when the rule decides.")
      .with_default("access", &SignOnRuleEntry::allow, choice<bool>({{"ALLOW", true}, {"DENY", false}}),
                    "DENY keeps everybody out.")
      .with_default("reauthenticate_in", &SignOnRuleEntry::reauthenticate_in, duration(),
                    "How old a verification may be, such as PT2H; PT0S asks at every sign-in.");
}

Shape<SignOnPolicyEntry> sign_on_policy_shape() {
  return ObjectShape<SignOnPolicyEntry>()
      .optional("id", &SignOnPolicyEntry::id, id_with("rst"), "Derived from the name if absent.")
      .required("name", &SignOnPolicyEntry::name, text(), "Unique. Apps refer to it.")
      .section("rules", &SignOnPolicyEntry::rules,
               list_of(sign_on_rule_shape(), {.min_items = 1, .max_items = 1}),
               "The catch-all rule. Rules have no conditions yet, so a second one could never be reached.");
}

Shape<PasswordPolicy> password_policy_shape() {
  return ObjectShape<PasswordPolicy>()
      .with_default("max_attempts", &PasswordPolicy::max_attempts, whole_number(0, kMostAttempts),
                    "Wrong passwords before the account locks; 0 never locks.")
      .with_default("auto_unlock_minutes", &PasswordPolicy::auto_unlock, minutes(0, kMostMinutes),
                    "When a lock opens by itself; 0 leaves that to an administrator.");
}

}  // namespace

Shape<PoliciesEntry> policies_shape() {
  return ObjectShape<PoliciesEntry>()
      .section("global_session", &PoliciesEntry::global_session, session_policy_shape(),
               "Global session policy: how long people stay signed in to the org.")
      .section("sign_on", &PoliciesEntry::sign_on, list_of(sign_on_policy_shape()),
               "App sign-in policies; the first is the default. Absent, one that re-authenticates after two "
               "hours.")
      .section("password", &PoliciesEntry::password, password_policy_shape(), "Password policy.");
}

}  // namespace mockidp::document
