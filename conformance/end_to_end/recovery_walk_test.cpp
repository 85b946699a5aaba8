// Passwords that are forgotten or too old, and accounts that are locked.
#include "conformance/end_to_end/exercise_for_test.h"
#include "conformance/end_to_end/walk_for_test.h"

using namespace conformance;
using nlohmann::json;

namespace {

constexpr const char* kNewPassword = "Another-flow-9";

void ask_for_mail(Walk& walk, const Walker& person) {
  walk.forget_password(person);
  walk.arrive("Verify with your email");
  walk.browser.press("Send me an email");
  CHECK(walk.browser.has("#passcode"));
  walk.keep_picture();
}

void reset_password(Walk& walk, const Walker& person) {
  walk.arrive("Reset your password");
  walk.set_password(kNewPassword, "Reset Password");
  walk.land(person.name);
  walk.test_your_app();
  walk.give_password(person);
  CHECK(walk.browser.reads("#passcode-error", "Password is incorrect"));
  walk.enter(kNewPassword);
  walk.land(person.name);
}

}  // namespace

TEST_CASE("walk: password recovery by a magic link in the same browser, as a document and as live patches",
          "[end_to_end][chromium]") {
  if (!WebdriverBrowser::available()) SKIP("chromium and chromedriver are not installed");
  const bool live = GENERATE(true, false);
  CAPTURE(live);
  Walk walk(live ? "recovery-live" : "recovery", live ? "mfa" : "recovery");
  if (live) {
    const auto patches = patches_of_exercise("password recovery by e-mail");
    walk.patch(patches.at(1));
    walk.test_your_app();
    walk.arrive("Sign In");
    CHECK_THAT(walk.browser.text("main"), !ContainsSubstring("Forgot password?"));
    walk.patch(patches.at(0));
  }
  ask_for_mail(walk, kAlice);
  walk.browser.open_in_new_tab(walk.mailed("link", kAlice.login));
  walk.arrive("Reset your password");
  walk.browser.type("#passcode", kNewPassword);
  walk.browser.type("#repeated", "something else");
  walk.browser.press("Reset Password");
  CHECK(walk.browser.reads("#repeated-error", "New passwords must match"));
  walk.keep_picture();
  reset_password(walk, kAlice);
}

TEST_CASE("walk: a magic link opened in another browser shows the code to type", "[end_to_end][chromium]") {
  if (!WebdriverBrowser::available()) SKIP("chromium and chromedriver are not installed");
  Walk walk("recovery-elsewhere", "recovery");
  ask_for_mail(walk, kAlice);
  WebdriverBrowser elsewhere({});
  elsewhere.open(walk.mailed("link", kAlice.login));
  walk.arrive(elsewhere, "Your verification code");
  CHECK_THAT(elsewhere.text("main"), ContainsSubstring("password reset"));
  CHECK(elsewhere.count("#passcode") == 0);
  const auto code = elsewhere.text("#code");
  CHECK(code == walk.mailed("code", kAlice.login));
  walk.enter(code);
  reset_password(walk, kAlice);
}

TEST_CASE("walk: a password is reset by SMS", "[end_to_end][chromium]") {
  if (!WebdriverBrowser::available()) SKIP("chromium and chromedriver are not installed");
  Walk walk("recovery-sms", "recovery", R"({
    "people": [{"login": "bob@example.com", "password": "Redirect-flow-2", "phone": "+15556667777",
                "profile": {"firstName": "Bob", "lastName": "Baker", "email": "bob@example.com"}}],
    "authenticators": [{"key": "okta_email", "allowed_for": "recovery"},
                       {"key": "phone_number", "allowed_for": "recovery", "methods": ["sms"]}],
    "policies": {"password": {"recovery_methods": ["email", "sms"]}}
  })"_json);
  walk.forget_password(kBob);
  walk.arrive("Reset your password");
  walk.browser.press("Select Phone - +1 XXX-XXX-7777.");
  walk.arrive("Verify with your phone");
  walk.browser.press("Receive a code via SMS");
  walk.enter_code_of(kBob.login);
  reset_password(walk, kBob);
}

TEST_CASE("walk: an expired password is changed before anything else", "[end_to_end][chromium]") {
  if (!WebdriverBrowser::available()) SKIP("chromium and chromedriver are not installed");
  Walk walk("expired-password", "recovery");
  walk.administer(kAlice.login, "expire_password");
  walk.test_your_app();
  walk.give_password(kAlice);
  walk.arrive("Your password has expired");
  walk.set_password("short", "Change Password");
  CHECK_THAT(walk.browser.text("#passcode-error"), ContainsSubstring("Password requirements were not met"));
  walk.keep_picture();
  walk.set_password(kNewPassword, "Change Password");
  walk.land(kAlice.name);
  walk.test_your_app();
  walk.give_password(kAlice, kNewPassword);
  walk.land(kAlice.name);
}

TEST_CASE("walk: a locked account is unlocked by mail", "[end_to_end][chromium]") {
  if (!WebdriverBrowser::available()) SKIP("chromium and chromedriver are not installed");
  Walk walk("unlock", "recovery",
            R"({"policies": {"password": {"max_attempts": 1, "self_service_unlock": "ALLOW"}}})"_json);
  walk.test_your_app();
  walk.give_password(kAlice, "not it");
  CHECK(walk.browser.reads("#passcode-error", "Password is incorrect"));
  walk.test_your_app();
  walk.give_password(kAlice);
  CHECK(walk.browser.reads("#passcode-error", "Password is incorrect"));  // nobody is told of a lock
  walk.keep_picture();

  walk.test_your_app();
  walk.arrive("Sign In");
  walk.browser.press("Unlock account?");
  walk.arrive("Unlock account?");
  walk.browser.type("#identifier", kAlice.login);
  walk.browser.press("Next");
  walk.arrive("Verify with your email");
  walk.browser.press("Send me an email");
  walk.enter_code_of(kAlice.login);
  walk.arrive("Account successfully unlocked!");
  walk.browser.press("Back to sign in");
  walk.give_password(kAlice);
  walk.land(kAlice.name);
}

TEST_CASE("walk: an administrator resets a password, and the mail leads to a new one",
          "[end_to_end][chromium]") {
  if (!WebdriverBrowser::available()) SKIP("chromium and chromedriver are not installed");
  Walk walk("reset-by-administrator", "recovery");
  walk.administer(kAlice.login, "reset_password");
  walk.test_your_app();
  walk.give_password(kAlice);
  CHECK(walk.browser.reads("#passcode-error", "Password is incorrect"));
  const auto link = walk.mailed("link", kAlice.login);
  walk.browser.open(link);
  walk.arrive("Reset your password");
  walk.set_password(kNewPassword, "Reset Password");
  CHECK(
      walk.browser.reads("main p.good", "You can now sign in with your existing username and new password."));
  walk.test_your_app();
  walk.give_password({kAlice.login, kAlice.name, kNewPassword});
  walk.land(kAlice.name);
  walk.browser.open(link);
  walk.arrive("Reset password link no longer valid");
}

TEST_CASE("walk: a password that expires soon may be changed later", "[end_to_end][chromium]") {
  if (!WebdriverBrowser::available()) SKIP("chromium and chromedriver are not installed");
  Walk walk("expiring-password", "recovery",
            R"({"policies": {"password": {"max_age_days": 4, "expire_warn_days": 4}}})"_json);
  walk.test_your_app();
  walk.give_password(kAlice);
  walk.arrive("Your password will expire in 3 days");
  walk.browser.press("Remind me later");
  walk.land(kAlice.name);
}
