// SESS: the session of a browser.
#include "client/breakable/around.h"
#include "client/breakable/defect.h"

namespace breakable::defects {

namespace {

void keep_key(WebAppParts& parts) {
  parts.safeguards.session.key_after_sign_in = [](const std::string& before, std::string fresh) {
    return before.empty() ? fresh : before;
  };
}

// The profile is read once a session, and kept for whoever signs in next.
void keep_profile(WebAppParts& parts) {
  parts.safeguards.session.carry_over = [](const webapp::BrowserSession& before,
                                           webapp::BrowserSession& now) {
    webapp::carry_over(before, now);
    if (!before.account) return;
    now.account->name = before.account->name;
    now.account->userinfo = before.account->userinfo;
  };
}

Around cookies_without(std::string attribute) {
  return editing([attribute = std::move(attribute)](const http::Request&, http::Response& response) {
    edit_cookies(response, [&](std::string cookie) { return without_cookie_attribute(cookie, attribute); });
  });
}

}  // namespace

std::vector<Defect> session() {
  return {
      {"session_key_kept",
       "the session goes on under the key from before the sign-in",
       {"SESS-01"},
       {},
       keep_key},
      {"profile_kept",
       "whoever signs in on top of somebody else finds that person's profile",
       {"SESS-03"},
       {},
       keep_profile},
      {"cookie_open_to_scripts",
       "the session's cookie is not HttpOnly",
       {"SESS-06"},
       {},
       [](WebAppParts& parts) { parts.around.push_back(cookies_without("HttpOnly")); }},
      {"cookie_sent_across_sites",
       "the session's cookie says nothing about SameSite",
       {"SESS-06"},
       {},
       [](WebAppParts& parts) { parts.around.push_back(cookies_without("SameSite")); }},
  };
}

}  // namespace breakable::defects
