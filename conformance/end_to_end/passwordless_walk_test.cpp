// Signing in, and signing up, where a password is optional.
#include "conformance/end_to_end/walk_for_test.h"

using namespace conformance;

TEST_CASE("walk: e-mail alone signs in who has no password", "[end_to_end][chromium]") {
  if (!WebdriverBrowser::available()) SKIP("chromium and chromedriver are not installed");
  Walk walk("passwordless", "password-optional");
  walk.test_your_app();
  walk.identify(kAlice.login);
  walk.arrive("Verify with your email");
  walk.browser.press("Send me an email");
  walk.enter("000000");
  CHECK(walk.browser.reads("#passcode-error", "Invalid code. Try again."));
  walk.enter_code_of(kAlice.login);
  walk.land(kAlice.name);
  CHECK_THAT(walk.claims(), ContainsSubstring("[\"email\"]"));
}

TEST_CASE("walk: who has e-mail and a phone chooses", "[end_to_end][chromium]") {
  if (!WebdriverBrowser::available()) SKIP("chromium and chromedriver are not installed");
  Walk walk("choosing", "password-optional");
  walk.test_your_app();
  walk.identify(kBob.login);
  walk.arrive("Verify it's you with a security method");
  walk.browser.press("Select Email - b***b@example.com.");
  walk.arrive("Verify with your email");
  walk.browser.press("Verify with something else");
  walk.arrive("Verify it's you with a security method");
  walk.browser.press("Select Phone - +1 XXX-XXX-7777.");
  walk.arrive("Verify with your phone");
  walk.browser.press("Receive a code via SMS");
  walk.enter_code_of(kBob.login);
  walk.land(kBob.name);
  CHECK_THAT(walk.claims(), ContainsSubstring("\"sms\""));
}
