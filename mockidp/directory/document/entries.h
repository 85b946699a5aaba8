#pragma once
// An org document as it is written: plain values with the document's defaults. What is absent and derived is
// nullopt.

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "mockidp/directory/directory.h"
#include "mockidp/directory/document/policy_entries.h"
#include "mockidp/people/person.h"
#include "mockidp/protocol/bytes.h"

namespace mockidp::document {

// Which of Okta's orgs it starts as: one where a password is enough, or a fresh one of today.
enum class OrgPreset { password, fresh };

struct OrgEntry {
  std::optional<std::string> id;
  std::string name = "Mock Org";
  OrgPreset preset = OrgPreset::password;
  std::string email_sender = OrgSettings{}.email_sender;
  std::string email_sender_name = OrgSettings{}.email_sender_name;
  unsigned password_iterations = OrgSettings{}.password_iterations;
  unsigned signing_key_rotation_days = OrgSettings{}.signing_key_rotation_days;
};

struct GroupEntry {
  std::optional<std::string> id;
  std::string name;
  std::string description;
};

struct SecurityQuestionEntry {
  std::string question;
  protocol::Secret answer;
};

struct PersonEntry {
  std::optional<std::string> id;
  std::string login;
  std::optional<protocol::Secret> password;
  PersonStatus status = PersonStatus::ACTIVE;
  Names groups;
  std::map<std::string, std::string, std::less<>> profile;
  bool email_verified = true;
  std::optional<std::string> phone;
  std::optional<SecurityQuestionEntry> security_question;
  std::optional<protocol::Secret> google_otp_secret;
};

struct AssignmentEntry {
  bool everyone = false;
  bool federation_broker_mode = false;
  Names groups = {};
  Names people = {};
};

struct GroupsClaimEntry {
  std::string name = GroupsClaim{}.name;
  GroupFilterType filter_type = GroupFilterType::STARTS_WITH;
  std::string value;
};

struct RefreshTokenEntry {
  std::optional<RefreshRotation> rotation_type = {};
  unsigned leeway = 30;
};

struct ClientKeysEntry {
  ClientKeys keys;  // null where one could not be read
};

struct AppEntry {
  std::optional<std::string> id;
  std::string label;
  bool active = true;
  std::optional<std::string> client_id;
  std::optional<protocol::Secret> client_secret;
  std::vector<protocol::Secret> client_secrets;
  ApplicationType application_type = ApplicationType::web;
  std::optional<protocol::TokenEndpointAuthMethod> token_endpoint_auth_method;
  ClientKeysEntry jwks;
  std::optional<bool> pkce_required;
  bool dpop_bound_access_tokens = false;
  std::optional<std::vector<protocol::GrantType>> grant_types;
  std::optional<RefreshTokenEntry> refresh_token;
  ConsentMethod consent_method = ConsentMethod::TRUSTED;
  std::optional<Names> response_types;
  Names redirect_uris;
  WildcardRedirect wildcard_redirect = WildcardRedirect::DISABLED;
  Names post_logout_redirect_uris;
  Names base_uris;
  std::optional<std::string> initiate_login_uri;
  std::optional<GroupsClaimEntry> groups_claim;
  std::optional<AssignmentEntry> assignment;
  std::optional<std::string> sign_on_policy;
  std::optional<std::string> profile_enrolment_policy;
  std::optional<std::string> auto_sign_in;
};

struct ScopeEntry {
  std::string name;
  std::string description;
  bool is_default = false;
  bool published = false;
  std::optional<ScopeConsent> consent = {};
};

struct ClaimEntry {
  std::optional<std::string> id;
  std::string name;
  bool active = true;
  ClaimType type = ClaimType::RESOURCE;
  ClaimValueType value_type = ClaimValueType::EXPRESSION;
  std::string value;
  std::optional<GroupFilterType> group_filter_type;
  bool always_include = true;
  Names scopes;
};

struct AccessRuleEntry {
  std::optional<std::string> id;
  std::string name;
  bool active = true;
  std::vector<protocol::GrantType> grant_types;
  Names scopes{"*"};
  std::optional<RulePeopleEntry> people;
  std::chrono::minutes access_token_lifetime = AccessPolicyRule{}.access_token_lifetime;
  std::chrono::minutes refresh_token_lifetime = AccessPolicyRule{}.refresh_token_lifetime;
  std::chrono::minutes refresh_token_window = AccessPolicyRule{}.refresh_token_window;
};

struct AccessPolicyEntry {
  std::optional<std::string> id;
  std::string name;
  bool active = true;
  Names clients{"ALL_CLIENTS"};
  std::vector<AccessRuleEntry> rules;
};

struct ServerEntry {
  std::optional<std::string> id;
  std::string name;
  std::string description;
  std::string audience;
  bool active = true;
  std::vector<ScopeEntry> scopes;
  std::vector<ClaimEntry> claims;
  std::vector<AccessPolicyEntry> access_policies;
};

struct AuthenticatorEntry {
  std::optional<std::string> id;
  std::string key;
  bool active = true;
  std::optional<AllowedFor> allowed_for;
  std::optional<Names> methods;
  std::optional<std::chrono::minutes> token_lifetime;
};

struct ZoneEntry {
  std::optional<std::string> id;
  std::string name;
  bool active = true;
  Names gateways;
};

struct TrustedOriginEntry {
  std::optional<std::string> id;
  std::optional<std::string> name;
  std::string origin;
  Names scopes{"CORS", "REDIRECT"};
  Names allowed_okta_apps;
};

struct OrgFile {
  std::string schema;
  std::string comment;
  OrgEntry org;
  bool raw_journal = false;
  Switches switches;
  std::vector<GroupEntry> groups;
  std::vector<PersonEntry> people;
  std::vector<AppEntry> apps;
  std::optional<std::vector<ServerEntry>> authorization_servers;
  std::vector<AuthenticatorEntry> authenticators;
  std::vector<ZoneEntry> network_zones;
  PoliciesEntry policies;
  std::vector<TrustedOriginEntry> trusted_origins;
};

}  // namespace mockidp::document
