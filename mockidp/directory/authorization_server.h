#pragma once
// Authorization servers with their scopes and access policies, by the names and limits
// of Okta's API.

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "mockidp/directory/custom_claim.h"
#include "mockidp/protocol/oauth.h"

namespace mockidp {

// Whether people are asked before an app gets the scope: never, or where the app or the request wants it.
// REQUIRED is more than FLEXIBLE only without a person, where nobody can be asked.
enum class ScopeConsent { IMPLICIT, REQUIRED, FLEXIBLE };
std::string_view to_string(ScopeConsent consent);

struct Scope {
  std::string name;
  std::string description;
  bool system =
      false;  // openid, profile, email, address, phone, offline_access (and groups on the org server)
  bool is_default = false;  // granted when a request names no scope
  bool published = false;   // metadataPublish ALL_CLIENTS
  ScopeConsent consent = ScopeConsent::IMPLICIT;
};

// What a rule may set at most.
inline constexpr std::chrono::minutes kMostAccessTokenLifetime{1440};

struct AccessPolicyRule {
  std::string id;  // 0pr…
  std::string name;
  bool active = true;
  std::vector<protocol::GrantType> grant_types;
  std::vector<std::string> scopes;  // "*" for any
  // With none of the four: only for requests without a person. With exclusions alone: for whoever is not
  // excluded.
  std::vector<std::string> include_group_ids;
  std::vector<std::string> exclude_group_ids;
  std::vector<std::string> include_person_ids;
  std::vector<std::string> exclude_person_ids;
  std::chrono::minutes access_token_lifetime{60};    // 5 … 1440
  std::chrono::minutes refresh_token_lifetime{0};    // 0: unlimited
  std::chrono::minutes refresh_token_window{10080};  // idle: 10 … 2628000
};

struct AccessPolicy {
  std::string id;  // 00p…
  std::string name;
  bool active = true;
  std::vector<std::string> client_ids;  // or ALL_CLIENTS
  std::vector<AccessPolicyRule> rules;  // in order of priority
};

struct AuthorizationServer {
  std::string id;  // "" for the org authorization server, "default", or aus…
  std::string name;
  std::string description;
  std::string audience;  // of its access tokens; the org server's is the org URL
  bool active = true;
  std::vector<Scope> scopes;           // system scopes included
  std::vector<CustomClaim> claims;     // as configured; the org server has none
  std::vector<AccessPolicy> policies;  // in order of priority; the org server has none and needs none
  std::string issuer;                  // exactly as in tokens and metadata
  std::string base_path;               // "/oauth2" or "/oauth2/{id}"

  bool is_org_server() const { return id.empty(); }
  const Scope* find_scope(std::string_view name) const;
};

}  // namespace mockidp
