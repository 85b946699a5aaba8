#pragma once
// Policies that the org applies between a request and a code, by the names and defaults of Okta's Policy API.

#include <chrono>
#include <string>
#include <vector>

namespace mockidp {

// App sign-in policy rule (ACCESS_POLICY). With password as the only authenticator a rule asks for one
// factor.
struct SignOnRule {
  std::string id;  // 0pr…
  std::string name;
  std::chrono::seconds reauthenticate_in{7200};  // 0: every sign-in attempt
  bool allow = true;
};

struct SignOnPolicy {
  std::string id;  // rst…
  std::string name;
  std::vector<SignOnRule> rules;  // by priority, catch-all last; never empty
};

// Global session policy (OKTA_SIGN_ON).
struct SessionPolicy {
  std::string id;
  std::string name = "Default Policy";
  std::string rule_name = "Default Rule";
  std::chrono::minutes max_idle{120};
  std::chrono::minutes max_lifetime{0};  // 0: none
  bool persistent_cookie = false;
};

// Password policy (PASSWORD), as far as signing in needs it.
struct PasswordPolicy {
  unsigned max_attempts = 10;           // 0: never locks
  std::chrono::minutes auto_unlock{0};  // 0: only an administrator unlocks
};

}  // namespace mockidp
