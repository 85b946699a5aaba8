#pragma once
// What an administrator has set up: immutable, swapped whole when it changes. A request holds one snapshot
// from door to door. Read by all threads without locks.

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "mockidp/directory/app_integration.h"
#include "mockidp/directory/authorization_server.h"
#include "mockidp/directory/policies.h"

namespace mockidp {

struct Group {
  std::string id;  // 00g…
  std::string name;
  std::string description;
  bool everyone = false;  // the built-in group that holds all
};

struct TrustedOrigin {
  std::string id;  // tos…
  std::string name;
  std::string origin;
  bool cors = true;
  bool redirect = true;
  bool iframe_embed = false;            // its pages may frame the sign-in page
  bool iframe_embed_dashboard = false;  // the dashboard too: allowedOktaApps OKTA_ENDUSER
};

// Facts about Okta that conflict or are unverified, and the few laxities on offer. Each is shown in the
// journal when it decides something; docs/okta-behaviour.md has source, default and reason of each.
struct Switches {
  bool prompt_none_error_as_page = false;  // Okta's own 400 page in place of a redirect with login_required
  bool prevent_user_enumeration = true;    // an unknown username gets the password page too
  bool code_reuse_revokes_tokens = true;   // RFC 6749 4.1.2
  bool refresh_replay_issues_further_token = false;  // within the grace; off: the successor again
  bool strict_state_characters = false;       // only letters, digits, comma, period, underscore, hyphen
  bool not_assigned_as_page = false;          // who is not assigned reads it on the page, not the client
  bool client_ip_from_forwarded_for = false;  // X-Forwarded-For names the network zone: for tests
  bool bare_origin_matches_slash = false;     // http://host and http://host/ are one redirect URI
  bool api_access_management = true;          // false: custom authorization servers are not the org's to use
  bool dpop_proof_binds_any_app = true;  // RFC 9449 5; false: of apps that are not DPoP-bound it is ignored
  bool dpop_binds_confidential_refresh_tokens = false;  // RFC 9449 5: those of public clients only
};

struct OrgSettings {
  std::string id;    // 00o…
  std::string name;  // "Mock Org"
  std::string url;   // the public URL, no trailing slash: issuer of the org server
  std::string email_sender = "noreply@okta.com";
  std::string email_sender_name = "Okta";
  unsigned password_iterations = 10;       // PBKDF2 rounds for test people
  unsigned signing_key_rotation_days = 0;  // 0: keys rotate by hand only
  bool raw_journal = false;
  Switches switches;
};

class Directory {
 public:
  OrgSettings org;
  std::vector<Group> groups;  // Everyone first
  std::vector<AppIntegration> apps;
  std::vector<AuthorizationServer> authorization_servers;  // the org server first
  std::vector<TrustedOrigin> trusted_origins;
  std::vector<AuthenticatorSetting> authenticators;  // those that the org has added
  std::vector<NetworkZone> network_zones;
  // Each never empty. Of app policies the default stands first; of the others, which are chosen by group, it
  // stands last and is everyone's.
  std::vector<SignOnPolicy> sign_on_policies;
  std::vector<ProfileEnrolmentPolicy> profile_enrolment_policies;
  std::vector<SessionPolicy> session_policies{SessionPolicy{}};
  std::vector<EnrolmentPolicy> enrolment_policies{EnrolmentPolicy{}};
  std::vector<PasswordPolicy> password_policies{PasswordPolicy{}};

  // Builds the look-ups; call once after filling the members.
  void index();

  const AppIntegration* app_by_client_id(std::string_view client_id) const;  // also inactive ones
  const AuthorizationServer* server(std::string_view id) const;  // "" is the org server; also inactive ones
  const AuthorizationServer& org_server() const { return authorization_servers.front(); }
  const Group& everyone() const { return groups.front(); }
  const Group* group(std::string_view id) const;
  const SignOnPolicy& sign_on_policy(const AppIntegration& app) const;
  const ProfileEnrolmentPolicy& profile_enrolment_policy(const AppIntegration& app) const;
  const AuthenticatorSetting* authenticator(std::string_view key) const;  // null: not added, or inactive
  const NetworkZone* network_zone(std::string_view id) const;
  const TrustedOrigin* trusted_origin(std::string_view origin) const;

 private:
  std::unordered_map<std::string, std::size_t> app_index_;
};

}  // namespace mockidp
