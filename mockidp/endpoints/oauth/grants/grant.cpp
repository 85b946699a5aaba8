#include "mockidp/endpoints/oauth/grants/grant.h"

#include <algorithm>
#include <array>

namespace mockidp {

// Each file defines `const Grant& <name of the file>_grant()`.
#define MOCKIDP_GRANT(name) const Grant& name##_grant();
#include "mockidp/endpoints/oauth/grants/list.inc"
#undef MOCKIDP_GRANT

const std::vector<const Grant*>& grants() {
  static const std::vector<const Grant*> all = [] {
    std::vector<const Grant*> found = {
#define MOCKIDP_GRANT(name) &name##_grant(),
#include "mockidp/endpoints/oauth/grants/list.inc"
#undef MOCKIDP_GRANT
    };
    std::sort(found.begin(), found.end(),
              [](const Grant* a, const Grant* b) { return a->type() < b->type(); });
    return found;
  }();
  return all;
}

bool is_grant_of_okta(std::string_view grant_type) {
  constexpr std::array<std::string_view, 13> kElsewhere{"password",
                                                        "interaction_code",
                                                        "urn:ietf:params:oauth:grant-type:device_code",
                                                        "urn:ietf:params:oauth:grant-type:token-exchange",
                                                        "urn:ietf:params:oauth:grant-type:jwt-bearer",
                                                        "urn:ietf:params:oauth:grant-type:saml2-bearer",
                                                        "urn:openid:params:grant-type:ciba",
                                                        "urn:okta:params:oauth:grant-type:otp",
                                                        "urn:okta:params:oauth:grant-type:oob",
                                                        "urn:okta:params:oauth:grant-type:webauthn",
                                                        "urn:okta:params:oauth:grant-type:mfa-webauthn",
                                                        "http://auth0.com/oauth/grant-type/mfa-otp",
                                                        "http://auth0.com/oauth/grant-type/mfa-oob"};
  return std::find(kElsewhere.begin(), kElsewhere.end(), grant_type) != kElsewhere.end();
}

const Grant* find_grant(std::string_view grant_type) {
  for (const Grant* grant : grants())
    if (protocol::to_string(grant->type()) == grant_type) return grant;
  return nullptr;
}

}  // namespace mockidp
