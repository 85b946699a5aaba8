// Ending the session here, and at the provider.
#include "client/rp/sign_out.h"
#include "client/webapp/visit.h"

namespace webapp {

namespace {

constexpr const char* kSignOutCookie = "webapp_signout";
constexpr std::chrono::seconds kSignOutCookieLifetime{600};

}  // namespace

http::Response WebApp::ask_to_sign_out(Visit& visit) {
  if (!visit.signed_in()) return http::redirect_response(303, options_.base_url + "/");
  return show(visit, 200, "Sign out",
              MessagePage{.heading = "Sign out?",
                          .text = "This ends your session here and at the sign-in service.",
                          .detail = {},
                          .retry = {},
                          .offers_sign_out = true});
}

http::Response WebApp::sign_out(Visit& visit) {
  if (!visit.signed_in()) return http::redirect_response(303, options_.base_url + "/");
  if (!protocol::constant_time_equal(visit.form.get("csrf"), visit.session.csrf))
    return show(visit, 403, "Not signed out",
                MessagePage{.heading = "You are still signed in",
                            .text = "That request did not come from a page of this app.",
                            .detail = {},
                            .retry = {},
                            .offers_sign_out = true});
  // Our own session first: whatever becomes of the provider's, nobody is signed in here any more.
  const auto id_token = visit.session.account->id_token;
  const auto refresh_token = visit.session.account->tokens
                                 ? visit.session.account->tokens->last().refresh_token
                                 : protocol::Secret();
  safeguards_.end_session(sessions_, visit.key);
  visit.session = {};
  visit.cookies.push_back(session_cookie(""));

  const auto metadata = sign_in_.discovery().metadata(visit.now);
  if (metadata) {
    // Whatever comes of it: a token that nobody holds any more does no harm, and the person is waiting.
    (void)rp::revoke_refresh_token(settings_, **metadata, transport_, refresh_token);
    if (auto departure = rp::begin_sign_out(settings_, **metadata, id_token, random_)) {
      http::SetCookie state{.name = kSignOutCookie,
                            .value = departure->state,
                            .path = options_.signed_out_path,
                            .max_age = kSignOutCookieLifetime};
      state.secure = secure();
      visit.cookies.push_back(state);
      auto response = http::redirect_response(303, departure->end_session_url);
      response.set("Cache-Control", "no-store");
      response.set("Referrer-Policy", "no-referrer");
      return response;
    }
  }
  return show(visit, 200, "Signed out here",
              MessagePage{.heading = "You are signed out here",
                          .text = "The sign-in service does not answer, so your session there may go on. "
                                  "Close the browser if others use it.",
                          .detail = {},
                          .retry = "/",
                          .retry_label = "To the shop"});
}

http::Response WebApp::signed_out(Visit& visit) {
  const auto expected = visit.request.cookie(kSignOutCookie);
  http::SetCookie forget{.name = kSignOutCookie,
                         .value = "",
                         .path = options_.signed_out_path,
                         .max_age = std::chrono::seconds(0)};
  forget.secure = secure();
  visit.cookies.push_back(forget);
  const bool ours = expected && rp::is_back_from_sign_out(*expected, visit.query);
  return show(visit, 200, ours ? "Signed out" : "Tea Shop",
              MessagePage{.heading = ours ? "You are signed out" : "Nothing to do here",
                          .text = ours ? "Your session ended here and at the sign-in service."
                                       : "No sign-out of this browser is under way.",
                          .detail = {},
                          .retry = "/",
                          .retry_label = "To the shop"});
}

}  // namespace webapp
