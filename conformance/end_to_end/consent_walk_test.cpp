// Consent: what a person is asked for once, and what they did not allow.
#include "conformance/end_to_end/walk_for_test.h"

using namespace conformance;
using nlohmann::json;

namespace {

// The app asks people before it reads their address; it is the one at the custom server, since the org server
// never asks.
std::string start_asking_app(Walk& walk) {
  auto url = walk.start_other_app();
  walk.change_app(kOtherApp, {{"consent_method", "REQUIRED"}});
  return url;
}

json email_with_consent() {
  return {{"authorization_servers",
           json::array(
               {{{"name", "default"},
                 {"audience", "api://default"},
                 {"scopes", json::array({{{"name", "email"}, {"consent", "REQUIRED"}}})},
                 {"access_policies",
                  json::array({{{"name", "Default Policy"},
                                {"rules", json::array({{{"name", "Default Policy Rule"},
                                                        {"grant_types", {"authorization_code"}}}})}}})}}})}};
}

}  // namespace

TEST_CASE("walk: consent is asked for until it is given, and again once it is revoked",
          "[end_to_end][chromium]") {
  if (!WebdriverBrowser::available()) SKIP("chromium and chromedriver are not installed");
  Walk walk("consent", "recovery", email_with_consent());
  const auto app = start_asking_app(walk);
  const auto grants = "/people/" + std::string(kAlice.login) + "/grants";
  const auto open_app_anew = [&] {
    walk.browser.forget_cookie("webapp_session");
    walk.browser.open(app + "/profile");
  };

  walk.browser.open(app + "/profile");
  walk.give_password(kAlice);
  walk.arrive("Sample web app would like to:");
  CHECK(walk.browser.text(".methods strong") == "View your email address.");
  CHECK(walk.browser.count(".methods li") == 1);
  // Enter, pressed once too often after the password, allows nothing.
  CHECK(walk.browser.count("[autofocus]") == 0);
  walk.browser.press("Don't Allow");
  walk.arrive("You were not signed in");
  CHECK(walk.browser.text("#detail") ==
        "access_denied: The resource owner or authorization server denied the request.");
  CHECK(walk.control("GET", grants).at("grants").empty());

  walk.browser.open(app + "/profile");  // her session of the org is there, and asked is only what she refused
  walk.arrive("Sample web app would like to:");
  walk.browser.press("Allow Access");
  walk.land(kAlice.name);
  CHECK_THAT(walk.claims(), ContainsSubstring(kAlice.login));
  open_app_anew();
  walk.land(kAlice.name);

  walk.control("DELETE", grants);
  open_app_anew();
  walk.arrive("Sample web app would like to:");
}
