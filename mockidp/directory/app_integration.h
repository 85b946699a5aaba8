#pragma once
// An OpenID Connect app integration, by the names of Okta's Apps API.

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mockidp/directory/custom_claim.h"
#include "mockidp/protocol/bytes.h"
#include "mockidp/protocol/oauth.h"
#include "mockidp/protocol/public_key.h"

namespace mockidp {

enum class ApplicationType { web, browser, native, service };
std::string_view to_string(ApplicationType type);

enum class WildcardRedirect { DISABLED, SUBDOMAIN };

// "Controlled access" of the app wizard. An app without groups and people is assigned to nobody.
struct Assignment {
  bool federation_broker_mode = false;  // implicitAssignment: everybody, without assignment objects
  std::vector<std::string> group_ids;   // Everyone's id stands for all
};

// STATIC: persistent, each refresh repeats the token. ROTATE: each refresh issues another.
enum class RefreshRotation { STATIC, ROTATE };
std::string_view to_string(RefreshRotation rotation);

struct RefreshTokenSettings {
  RefreshRotation rotation_type = RefreshRotation::STATIC;
  std::chrono::seconds leeway{30};  // 0 … 60: how long a used token is forgiven
};

// REQUIRED asks people for the scopes that need consent, once each. TRUSTED leaves that to prompt=consent.
enum class ConsentMethod { TRUSTED, REQUIRED };
std::string_view to_string(ConsentMethod method);

using ClientKeys = std::vector<std::shared_ptr<const protocol::PublicKey>>;

struct AppIntegration {
  std::string id;  // 0oa…
  std::string label;
  bool active = true;
  std::string client_id;
  std::vector<protocol::Secret> client_secrets;  // up to two, either works
  ApplicationType application_type = ApplicationType::web;
  protocol::TokenEndpointAuthMethod token_endpoint_auth_method =
      protocol::TokenEndpointAuthMethod::client_secret_basic;
  ClientKeys jwks;  // for private_key_jwt; kids are unique
  bool pkce_required = false;
  bool dpop_bound_access_tokens = false;  // RFC 9449: no token without a proof of possession
  std::vector<protocol::GrantType> grant_types;
  RefreshTokenSettings refresh_token;
  ConsentMethod consent_method = ConsentMethod::TRUSTED;
  std::vector<std::string> response_types;  // subset of code, token, id_token
  std::vector<std::string> redirect_uris;
  WildcardRedirect wildcard_redirect = WildcardRedirect::DISABLED;  // whether one * may stand in their hosts
  std::vector<std::string> post_logout_redirect_uris;
  std::vector<std::string> base_uris;       // become trusted origins (CORS and REDIRECT)
  std::string initiate_login_uri;           // may be empty
  std::optional<GroupsClaim> groups_claim;  // at the org server, for the scope groups
  Assignment assignment;
  std::string sign_on_policy_id;            // empty: the org's default
  std::string profile_enrolment_policy_id;  // empty: the org's default
  // Whoever this names, by login, is signed in without a page, through every policy: for clients that only
  // follow redirects. Empty: nobody. "*": whom login_hint names.
  std::string auto_sign_in;

  bool allows(protocol::GrantType grant) const;
  bool has_secret() const;  // whether its authentication method needs one
  bool confidential() const { return token_endpoint_auth_method != protocol::TokenEndpointAuthMethod::none; }
};

}  // namespace mockidp
