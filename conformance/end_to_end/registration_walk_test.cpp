// Signing up, with and without a mail to answer first.
#include "conformance/end_to_end/exercise_for_test.h"
#include "conformance/end_to_end/walk_for_test.h"

using namespace conformance;
using nlohmann::json;

namespace {

constexpr Walker kZoe{"zoe@example.com", "Zoe Zimmer", "Brand-new-flow-1"};

void sign_up(Walk& walk, const std::string& email) {
  walk.arrive("Sign In");
  CHECK_THAT(walk.browser.text("main"), ContainsSubstring("Don't have an account?"));
  walk.browser.press("Sign up");
  walk.arrive("Sign up");
  walk.browser.type("#firstName", "Zoe");
  walk.browser.type("#lastName", "Zimmer");
  walk.browser.type("#email", email);
  walk.browser.press("Sign Up");
}

void set_up_password(Walk& walk) {
  walk.arrive("Set up security methods");
  walk.browser.press("Set up Password.");
  walk.arrive("Set up password");
  walk.set_password(kZoe.password, "Next");
}

}  // namespace

TEST_CASE("walk: self-service registration, as a document and as live patches", "[end_to_end][chromium]") {
  if (!WebdriverBrowser::available()) SKIP("chromium and chromedriver are not installed");
  const bool live = GENERATE(true, false);
  CAPTURE(live);
  Walk walk(live ? "registration-live" : "registration", "registration");
  if (live) {
    const auto patches = patches_of_exercise("self-service registration");
    walk.patch(patches.at(0));
    walk.test_your_app();
    walk.arrive("Sign In");
    CHECK_THAT(walk.browser.text("main"), !ContainsSubstring("Sign up"));
    walk.patch(patches.at(1));
  }
  walk.test_your_app();
  sign_up(walk, kAlice.login);
  CHECK(walk.browser.reads("#email-error", "A user with this Email already exists"));
  walk.keep_picture();
  walk.browser.type("#email", kZoe.login);
  walk.browser.press("Sign Up");
  set_up_password(walk);
  walk.arrive("Set up security methods");
  walk.browser.press("Set up later");
  walk.land(kZoe.name);
  CHECK_THAT(walk.claims(), ContainsSubstring(kZoe.login));
  CHECK_THAT(walk.mailed("link", kZoe.login), ContainsSubstring(walk.org_url));

  walk.test_your_app();
  walk.give_password(kZoe);
  walk.land(kZoe.name);
}

TEST_CASE("walk: what is optional is set up later", "[end_to_end][chromium]") {
  if (!WebdriverBrowser::available()) SKIP("chromium and chromedriver are not installed");
  Walk walk("set-up-later", "registration",
            {{"authenticators", json::array({{{"key", "phone_number"}}, {{"key", "google_otp"}}})}});
  walk.test_your_app();
  sign_up(walk, kZoe.login);
  set_up_password(walk);
  walk.arrive("Set up security methods");
  CHECK(walk.browser.reads("h2", "Set up optional"));
  CHECK(walk.browser.has("button[aria-label='Set up Google Authenticator.']"));
  walk.browser.press("Set up later");
  walk.land(kZoe.name);
}

TEST_CASE("walk: a registration that waits for its mail, the code typed or the link opened",
          "[end_to_end][chromium]") {
  if (!WebdriverBrowser::available()) SKIP("chromium and chromedriver are not installed");
  const bool link = GENERATE(false, true);
  CAPTURE(link);
  Walk walk(link ? "registration-link" : "registration-code", "registration");
  walk.patch(
      {{"policies",
        {{"profile_enrollment",
          json::array({{{"name", "Default Policy"}},
                       {{"name", "Verified"}, {"email_verification", true}, {"apps", {kWalkApp}}}})}}}});
  walk.test_your_app();
  sign_up(walk, kZoe.login);
  walk.arrive("Verification email sent");
  if (link) {
    walk.browser.open(walk.mailed("link", kZoe.login));
  } else {
    walk.enter_code_of(kZoe.login);
  }
  set_up_password(walk);
  walk.land(kZoe.name);
  CHECK_THAT(walk.claims(), ContainsSubstring(kZoe.login));
}

TEST_CASE("walk: what a profile lacks is asked for at the next sign-in", "[end_to_end][chromium]") {
  if (!WebdriverBrowser::available()) SKIP("chromium and chromedriver are not installed");
  Walk walk("profile", "registration", R"({"policies": {"profile_enrollment": [{"name": "Default Policy",
    "progressive_profiling": "ENABLED", "profile_attributes": [{"name": "email"}, {"name": "city", "label": "City"},
    {"name": "nickName", "label": "Nickname", "required": false}]}]}})"_json);
  walk.test_your_app();
  walk.give_password(kAlice);
  walk.arrive("Additional Profile information");
  walk.browser.press("Submit");
  CHECK(walk.browser.reads("#city-error", "This field cannot be left blank"));
  walk.keep_picture();
  walk.browser.type("#city", "Oslo");
  walk.browser.press("Submit");
  walk.land(kAlice.name);
  walk.test_your_app();
  walk.give_password(kAlice);
  walk.land(kAlice.name);
}
