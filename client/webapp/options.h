#pragma once
// How the web app was started. Plain values.

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "client/rp/settings.h"

namespace webapp {

struct Options {
  std::string host = "localhost";
  std::uint16_t port = 8080;
  std::string base_url;  // as browsers know the app; empty: http://localhost:PORT
  std::string callback_path = "/authorization-code/callback";
  std::string signed_out_path = "/signout/callback";
  std::string issuer, client_id, client_secret;  // no secret: a public client
  std::string scopes = "openid profile email";
  std::string api_url;             // of the orders API; empty: the app has no page of orders
  std::string invoices_url;        // of an API that may want a better sign-in; empty: no page of invoices
  std::vector<std::string> staff;  // subjects of those who may open /staff; none: there is no such page
  std::chrono::seconds recent_sign_in{0};  // for /safe, and for the /confirm beside it; 0: neither
  std::string step_up_acr;                 // that /vault asks for; empty: there is no such page
  std::string step_up_amr;                 // and the method that has to be used then, such as "mfa"
  bool everything_needs_sign_in = false;
  std::chrono::seconds idle_limit{30 * 60};
  std::chrono::seconds session_limit{8 * 60 * 60};
  std::chrono::seconds provider_timeout{10};  // for one answer of the provider, however slowly it drips
  std::chrono::seconds renewal_margin{0};     // how long before access tokens run out they are renewed
  std::chrono::seconds clock_offset{0};       // added to this machine's time: for tests of skew
  bool quiet = false;
};

}  // namespace webapp
