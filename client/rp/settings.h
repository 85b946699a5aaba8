#pragma once
// What an app knows about itself before it meets the provider. Plain values; read once at start.

#include <string>
#include <vector>

#include "mockidp/protocol/bytes.h"
#include "mockidp/protocol/clock.h"
#include "mockidp/protocol/oauth.h"

namespace rp {

struct Settings {
  // Exactly as the provider names itself. One slash at the end is forgiven when the provider has none there.
  std::string issuer{};
  std::string client_id{};
  protocol::Secret client_secret{};
  protocol::TokenEndpointAuthMethod client_authentication =
      protocol::TokenEndpointAuthMethod::client_secret_basic;
  std::string redirect_uri{};
  std::string post_logout_redirect_uri{};
  std::vector<std::string> scopes = {"openid", "profile", "email"};
  bool read_userinfo = true;

  protocol::Seconds clock_skew{60};             // how far the provider's clock may differ from ours
  protocol::Seconds transaction_lifetime{600};  // from the redirect to the callback
  protocol::Seconds metadata_max_age{3600};
  protocol::Seconds keys_max_age{900};     // how long a key that was withdrawn is still trusted
  protocol::Seconds renewal_margin{0};     // how long before access tokens run out they are renewed
  protocol::Seconds failure_cool_down{5};  // after metadata or keys could not be fetched
  protocol::Seconds unknown_key_cool_down{
      60};  // between two fetches because of a kid that is not in the key set

  // Okta serves every endpoint from the issuer's origin. Elsewhere a forged document could collect secrets.
  bool allow_endpoints_on_other_origins = false;
  // Without TLS anybody on the way reads codes and tokens; on one's own machine nobody is on the way.
  bool allow_http_beyond_loopback_for_test = false;
};

}  // namespace rp
