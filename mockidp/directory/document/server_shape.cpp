#include "mockidp/directory/document/org_shape.h"
#include "mockidp/directory/document/vocabulary.h"

namespace mockidp::document {
namespace {

// What a rule may set at Okta, in minutes.
constexpr int kLeastAccessTokenLife = 5;
constexpr int kLeastRefreshWindow = 10;
constexpr int kMostRefreshWindow = 2628000;  // five years
// Okta has no bound for the life of a refresh token: a thousand years stay within every sum of times here.
constexpr int kMostRefreshLife = 525600000;

Shape<ScopeEntry> scope_shape() {
  return ObjectShape<ScopeEntry>()
      .required("name", &ScopeEntry::name, scope_name(),
                "As requested. OpenID scopes are built in; listed here, they take nothing but consent.")
      .section("description", &ScopeEntry::description, text({.min_length = 0}), "What it allows, in words.")
      .with_default("default", &ScopeEntry::is_default, flag(), "Granted when a request names no scope.")
      .with_default("metadata_publish", &ScopeEntry::published,
                    choice<bool>({{"NO_CLIENTS", false}, {"ALL_CLIENTS", true}}),
                    "Whether discovery shows it.")
      .optional("consent", &ScopeEntry::consent,
                choice<ScopeConsent>({{"IMPLICIT", ScopeConsent::IMPLICIT},
                                      {"REQUIRED", ScopeConsent::REQUIRED},
                                      {"FLEXIBLE", ScopeConsent::FLEXIBLE}}),
                "IMPLICIT, if absent: nobody is asked. REQUIRED and FLEXIBLE: see consent_method of apps; "
                "without a "
                "person, REQUIRED is refused and FLEXIBLE granted.");
}

Shape<ClaimEntry> claim_shape() {
  return ObjectShape<ClaimEntry>()
      .optional("id", &ClaimEntry::id, id_with("ocl"), "Derived from the names down to it if absent.")
      .required("name", &ClaimEntry::name, text({.max_length = 255}), "As it stands in the token.")
      .with_default("status", &ClaimEntry::active, active_status(), "An INACTIVE claim is left out.")
      .with_default("claim_type", &ClaimEntry::type,
                    choice<ClaimType>({{"RESOURCE", ClaimType::RESOURCE}, {"IDENTITY", ClaimType::IDENTITY}}),
                    "RESOURCE: in access tokens. IDENTITY: in ID tokens and userinfo.")
      .with_default("value_type", &ClaimEntry::value_type,
                    choice<ClaimValueType>({{"EXPRESSION", ClaimValueType::EXPRESSION},
                                            {"GROUPS", ClaimValueType::GROUPS},
                                            {"SYSTEM", ClaimValueType::SYSTEM}}),
                    "SYSTEM is only for sub in access tokens, which can be given another expression.")
      .required("value", &ClaimEntry::value, text({.max_length = 1024}),
                "An expression, such as user.department; for GROUPS, what names of groups are compared with.")
      .optional("group_filter_type", &ClaimEntry::group_filter_type, group_filter_type(),
                "Of GROUPS: how names of groups are compared with value; all but REGEX ignore case.")
      .with_default(
          "always_include_in_token", &ClaimEntry::always_include, flag(),
          "false, for IDENTITY: only in userinfo, and in ID tokens that come without an access token.")
      .section("scopes", &ClaimEntry::scopes, list_of(text(), {.unique = true}),
               "Scopes that bring the claim. Without any, every scope does.");
}

Shape<AccessRuleEntry> access_rule_shape() {
  return ObjectShape<AccessRuleEntry>()
      .optional("id", &AccessRuleEntry::id, id_with("0pr"), "Derived from the names down to it if absent.")
      .required("name", &AccessRuleEntry::name, text(), "Shown in the journal when the rule decides.")
      .with_default("status", &AccessRuleEntry::active, active_status(), "An INACTIVE rule is passed over.")
      .required("grant_types", &AccessRuleEntry::grant_types,
                list_of(rule_grant_type(), {.min_items = 1, .unique = true}),
                "Grants that the rule holds for. A refresh is judged by the rule for the grant that it goes "
                "back to.")
      .with_default("scopes", &AccessRuleEntry::scopes, list_of(text(), {.min_items = 1, .unique = true}),
                    "Names of scopes, or * for any. OpenID scopes need not be listed.")
      .optional(
          "people", &AccessRuleEntry::people, rule_people_shape(),
          "Whom the rule holds for. Absent, the group Everyone; with exclusions alone, everybody else; {} is "
          "only for requests without a person.")
      .with_default("access_token_lifetime_minutes", &AccessRuleEntry::access_token_lifetime,
                    minutes(kLeastAccessTokenLife, kMostAccessTokenLifetime.count()),
                    "Life of access tokens.")
      .with_default("refresh_token_lifetime_minutes", &AccessRuleEntry::refresh_token_lifetime,
                    minutes(0, kMostRefreshLife),
                    "Life of refresh tokens, whether used or not; 0 has no end.")
      .with_default("refresh_token_window_minutes", &AccessRuleEntry::refresh_token_window,
                    minutes(kLeastRefreshWindow, kMostRefreshWindow),
                    "How long a refresh token may lie unused.");
}

Shape<AccessPolicyEntry> access_policy_shape() {
  return ObjectShape<AccessPolicyEntry>()
      .optional("id", &AccessPolicyEntry::id, id_with("00p"), "Derived from the names down to it if absent.")
      .required("name", &AccessPolicyEntry::name, text(), "Shown in the journal when the policy decides.")
      .with_default("status", &AccessPolicyEntry::active, active_status(),
                    "An INACTIVE policy is passed over.")
      .with_default("clients", &AccessPolicyEntry::clients, list_of(text(), {.min_items = 1, .unique = true}),
                    "ALL_CLIENTS, or client ids.")
      .section("rules", &AccessPolicyEntry::rules, list_of(access_rule_shape()),
               "In order of priority: the first that matches decides.");
}

}  // namespace

Shape<ServerEntry> server_shape() {
  return ObjectShape<ServerEntry>()
      .optional("id", &ServerEntry::id, server_id(),
                "default, or as Okta makes it. Derived from the name if absent; the name default gives the "
                "id default.")
      .required("name", &ServerEntry::name, text(), "What the server is called.")
      .section("description", &ServerEntry::description, text({.min_length = 0}),
               "For people who read the directory.")
      .required("audience", &ServerEntry::audience, audience(),
                "aud of its access tokens, such as api://default.")
      .with_default("status", &ServerEntry::active, active_status(),
                    "An INACTIVE server answers as if it did not exist.")
      .section("scopes", &ServerEntry::scopes, list_of(scope_shape()),
               "Custom scopes, besides the OpenID scopes that every server has.")
      .section("claims", &ServerEntry::claims, list_of(claim_shape()),
               "Custom claims, after those that every token has.")
      .section("access_policies", &ServerEntry::access_policies, list_of(access_policy_shape()),
               "In order of priority. Without any, every request is refused, as by Okta.");
}

}  // namespace mockidp::document
