// What lasts after a sign-in: sessions of the org and of its apps, the dashboard, and who is let in at all.
#include "conformance/end_to_end/walk_for_test.h"

using namespace conformance;
using nlohmann::json;

namespace {

constexpr const char* kAppCookie = "webapp_session";

}  // namespace

TEST_CASE("walk: one sign-in for two apps, and what each sign-out ends", "[end_to_end][chromium]") {
  if (!WebdriverBrowser::available()) SKIP("chromium and chromedriver are not installed");
  Walk walk("two-apps", "recovery");
  const auto other_app = walk.start_other_app();
  walk.test_your_app();
  walk.give_password(kAlice);
  walk.land(kAlice.name);
  walk.browser.open(other_app + "/profile");
  walk.land(kAlice.name);
  CHECK(walk.browser.url() == other_app + "/profile");

  // Of the app alone: its session is gone, the org's brings it back without a question.
  walk.browser.forget_cookie(kAppCookie);
  walk.browser.open(other_app + "/profile");
  walk.land(kAlice.name);

  // Of the org: both apps go on, until they ask again.
  walk.browser.open(walk.org_url + "/app/UserHome");
  walk.arrive("You are signed in");
  walk.browser.press("Sign out");
  walk.arrive("Sign In");
  walk.browser.open(other_app + "/profile");
  walk.land(kAlice.name);
  walk.browser.forget_cookie(kAppCookie);
  walk.browser.open(other_app + "/profile");
  walk.arrive("Sign In");

  // Of an app that also signs out of the org: the other one's session goes on.
  walk.give_password(kAlice);
  walk.land(kAlice.name);
  walk.browser.press("Sign out");
  walk.arrive("You are signed out");
  walk.browser.open(other_app + "/profile");
  walk.arrive("Sign In");
  walk.open_app();
  walk.land(kAlice.name);
}

TEST_CASE("walk: who keeps signed in has a cookie that outlives the browser", "[end_to_end][chromium]") {
  if (!WebdriverBrowser::available()) SKIP("chromium and chromedriver are not installed");
  const bool stays = GENERATE(true, false);
  CAPTURE(stays);
  Walk walk(stays ? "stay" : "leave", "recovery", R"({"policies": {"sign_on": [{"name": "Default Policy",
    "rules": [{"name": "Catch-all Rule", "factor_mode": "1FA", "keep_me_signed_in": {"post_auth": "ALLOWED"}}]}]}})"_json);
  walk.test_your_app();
  walk.arrive("Sign In");
  if (stays) walk.browser.press("Keep me signed in");
  walk.give_password(kAlice);
  walk.arrive("Keep me signed in");
  walk.browser.press(stays ? "Stay signed in" : "Don't stay signed in");
  walk.land(kAlice.name);
  CHECK(walk.browser.keeps_cookie("idx") == stays);

  walk.browser.press("Sign out");
  walk.arrive("You are signed out");
  walk.open_app();
  walk.arrive("Sign In");
  CHECK(walk.browser.attribute("#identifier", "value").value_or("") == (stays ? kAlice.login : ""));
}

TEST_CASE("walk: who is not assigned is refused at the app, or on the page", "[end_to_end][chromium]") {
  if (!WebdriverBrowser::available()) SKIP("chromium and chromedriver are not installed");
  Walk walk("not-assigned", "federation-broker");
  walk.test_your_app();
  walk.give_password(kBob);
  walk.land(kBob.name);  // Federation Broker Mode lets everybody in
  walk.change_app(kWalkApp, {{"assignment", nullptr}});
  walk.change_app(kWalkApp, {{"assignment", {{"groups", {"Engineering"}}}}});
  walk.test_your_app();
  walk.give_password(kAlice);
  walk.land(kAlice.name);

  walk.test_your_app();
  walk.give_password(kBob);
  walk.arrive("You were not signed in");
  CHECK(walk.browser.text("#detail") == "access_denied: User is not assigned to the client application.");

  walk.patch({{"switches", {{"not_assigned_as_page", true}}}});
  walk.test_your_app();
  walk.give_password(kBob);
  CHECK(walk.browser.reads("[role=alert]", "User is not assigned to this application."));
  walk.keep_picture();
}

TEST_CASE("walk: the tiles of the dashboard start their apps", "[end_to_end][chromium]") {
  if (!WebdriverBrowser::available()) SKIP("chromium and chromedriver are not installed");
  Walk walk("dashboard", "recovery");
  const auto other_app = walk.start_other_app();
  walk.change_app(kWalkApp, {{"initiate_login_uri", walk.app_url + "/login"}});
  walk.browser.open(walk.org_url);
  walk.give_password(kAlice);
  walk.arrive("You are signed in");
  CHECK(walk.browser.count(".tile") == 1);  // the other app says no start
  walk.browser.press("Sample single-page app");
  CHECK(walk.browser.reads("#greeting", "Hello, Alice Archer"));
  CHECK(walk.browser.url() == walk.app_url + "/");

  walk.change_app(kOtherApp, {{"initiate_login_uri", other_app + "/login"}});
  walk.browser.open(walk.org_url + "/app/UserHome");
  walk.arrive("You are signed in");
  walk.browser.press("Sample web app");
  CHECK(walk.browser.reads("#greeting", "Hello, Alice Archer"));
  CHECK(walk.browser.url() == other_app + "/");
}
