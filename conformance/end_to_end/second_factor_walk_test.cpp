// Second factors, set up in the middle of a sign-in and proved at the next one.
#include "conformance/end_to_end/exercise_for_test.h"
#include "conformance/end_to_end/totp_for_test.h"
#include "conformance/end_to_end/walk_for_test.h"

using namespace conformance;
using nlohmann::json;

namespace {

// The app asks for the password and another factor; this one is there for it.
json second_factor(const json& authenticator) {
  return {
      {"authenticators", json::array({{{"key", "okta_email"}, {"allowed_for", "recovery"}}, authenticator})}};
}

// The secret in the QR code, as a phone reads it; where nothing can, the one that is shown to type.
std::string scanned_secret(Walk& walk) {
  walk.browser.press("Can't scan?");
  const auto shown = walk.browser.text("#secret");
  if (!qr_reader_available()) return shown;
  const auto uri = read_qr_code(walk.browser);
  CHECK_THAT(uri, ContainsSubstring("otpauth://totp/"));
  CHECK_THAT(uri, ContainsSubstring("alice"));
  const auto begin = uri.find("secret=") + 7;
  const auto secret = uri.substr(begin, uri.find('&', begin) - begin);
  CHECK(secret == shown);
  return secret;
}

}  // namespace

TEST_CASE("walk: a mandatory second factor by phone, as a document and as live patches",
          "[end_to_end][chromium]") {
  if (!WebdriverBrowser::available()) SKIP("chromium and chromedriver are not installed");
  const bool live = GENERATE(true, false);
  CAPTURE(live);
  Walk walk(live ? "mfa-live" : "mfa", "mfa");
  if (live) {
    const auto patches = patches_of_exercise("a mandatory second factor");
    walk.patch(patches.at(0));
    walk.test_your_app();
    walk.give_password(kAlice);
    walk.land(kAlice.name);
    walk.patch(patches.at(1));
  }
  walk.test_your_app();
  walk.give_password(kAlice);
  walk.arrive("Set up security methods");
  CHECK(walk.browser.text("h2") == "Set up required");
  CHECK_THAT(walk.browser.text("main"), !ContainsSubstring("later"));
  walk.browser.press("Set up Phone.");
  walk.arrive("Set up phone authentication");
  walk.browser.type("#number", "12");
  walk.browser.press("Receive a code via SMS");
  CHECK(walk.browser.reads("#number-error", "Invalid Phone Number."));
  walk.keep_picture();
  walk.browser.type("#number", "(555) 666-1234");
  walk.browser.press("Receive a code via SMS");
  walk.arrive("Set up phone authentication");
  walk.enter_code_of(kAlice.login);
  walk.land(kAlice.name);
  CHECK_THAT(walk.claims(), ContainsSubstring("sms"));

  for (const auto& person : {kAlice, kBob}) {
    walk.test_your_app();
    walk.give_password(person);
    walk.arrive("Verify with your phone");
    walk.browser.press("Receive a code via SMS");
    walk.enter("000000");
    CHECK(walk.browser.reads("#passcode-error", "Invalid code. Try again."));
    walk.keep_picture();
    walk.enter_code_of(person.login);
    walk.land(person.name);
  }
  const auto other_app = walk.start_other_app();
  walk.browser.clear_cookies();
  walk.browser.open(other_app + "/profile");
  walk.give_password(kBob);
  walk.land(kBob.name);
  if (!live) return;

  // That session lacks the phone, and no more than that.
  walk.wait_on_the_clock(30);  // until another text may be sent
  walk.open_app();
  walk.arrive("Verify with your phone");
  walk.browser.press("Receive a code via SMS");
  walk.enter_code_of(kBob.login);
  walk.land(kBob.name);
  walk.browser.forget_cookie("webapp_session");
  walk.open_app();
  walk.land(kBob.name);  // the page is skipped
  walk.patch(patches_of_exercise("a mandatory second factor").at(2));
  walk.browser.forget_cookie("webapp_session");
  walk.open_app();
  walk.arrive("Verify with your password");
}

TEST_CASE("walk: a second factor by e-mail, its code typed or its link opened", "[end_to_end][chromium]") {
  if (!WebdriverBrowser::available()) SKIP("chromium and chromedriver are not installed");
  const bool link = GENERATE(false, true);
  CAPTURE(link);
  Walk walk(link ? "mfa-email-link" : "mfa-email-code", "mfa",
            {{"authenticators", json::array({{{"key", "okta_email"}, {"allowed_for", "any"}}})}});
  walk.test_your_app();
  walk.give_password(kAlice);
  walk.arrive("Verify with your email");
  walk.browser.press("Send me an email");
  CHECK(walk.browser.has("#passcode"));
  walk.keep_picture();
  if (link) {
    walk.browser.open_in_new_tab(walk.mailed("link", kAlice.login));
  } else {
    walk.enter_code_of(kAlice.login);
  }
  walk.land(kAlice.name);
  CHECK_THAT(walk.claims(), ContainsSubstring("\"mfa\""));
  if (!link) return;
  walk.browser.to_first_tab();
  walk.arrive("Verify with your email");
  CHECK(walk.browser.reads("[role=status]", "Flow continued in a new tab."));
  walk.keep_picture();
}

TEST_CASE("walk: a call in place of a text", "[end_to_end][chromium]") {
  if (!WebdriverBrowser::available()) SKIP("chromium and chromedriver are not installed");
  Walk walk("voice", "mfa", second_factor({{"key", "phone_number"}, {"methods", {"sms", "voice"}}}));
  walk.test_your_app();
  walk.give_password(kAlice);
  walk.arrive("Set up security methods");
  walk.browser.press("Set up Phone.");
  walk.arrive("Set up phone authentication");
  walk.browser.press("Voice call");
  walk.browser.type("#number", "555 666 1234");
  walk.keep_picture();
  CHECK(walk.browser.reads("form.by button", "Receive a code via voice call"));
  walk.browser.click("form.by button");
  walk.enter_code_of(kAlice.login);
  walk.land(kAlice.name);

  walk.test_your_app();
  walk.give_password(kBob);
  walk.arrive("Verify with your phone");
  walk.browser.press("Receive a voice call instead");
  CHECK(walk.browser.has("#passcode"));
  walk.keep_picture();
  walk.enter_code_of(kBob.login);
  walk.land(kBob.name);
  CHECK_THAT(walk.claims(), ContainsSubstring("\"tel\""));
}

TEST_CASE("walk: Google Authenticator by its QR code", "[end_to_end][chromium]") {
  if (!WebdriverBrowser::available()) SKIP("chromium and chromedriver are not installed");
  Walk walk("google-authenticator", "mfa", second_factor({{"key", "google_otp"}}));
  walk.test_your_app();
  walk.give_password(kAlice);
  walk.arrive("Set up security methods");
  walk.browser.press("Set up Google Authenticator.");
  walk.arrive("Set up Google Authenticator");
  const auto secret = scanned_secret(walk);
  walk.keep_picture();
  walk.browser.press("Next");
  walk.enter("000000");
  CHECK(walk.browser.reads("#passcode-error", "Invalid code. Try again."));
  walk.keep_picture();
  walk.enter(totp(secret, std::chrono::seconds(0)));
  walk.land(kAlice.name);
  CHECK_THAT(walk.claims(), ContainsSubstring("\"otp\""));

  walk.wait_on_the_clock(60);  // a code works once
  walk.test_your_app();
  walk.give_password(kAlice);
  walk.arrive("Verify with Google Authenticator");
  walk.enter(totp(secret, std::chrono::seconds(60)));
  walk.land(kAlice.name);
}

TEST_CASE("walk: a security question is set up, and asked when a password is reset",
          "[end_to_end][chromium]") {
  if (!WebdriverBrowser::available()) SKIP("chromium and chromedriver are not installed");
  Walk walk("security-question", "recovery", R"({
    "authenticators": [{"key": "okta_email", "allowed_for": "recovery"}, {"key": "security_question", "allowed_for": "recovery"}],
    "policies": {
      "authenticator_enrollment": [{"name": "Default Policy", "enroll": "LOGIN", "authenticators": [
        {"key": "okta_password", "self": "REQUIRED"}, {"key": "okta_email", "self": "OPTIONAL"},
        {"key": "security_question", "self": "REQUIRED"}]}],
      "password": {"step_up": "security_question"}
    }
  })"_json);
  walk.test_your_app();
  walk.give_password(kAlice);
  walk.arrive("Set up security methods");
  walk.browser.press("Set up Security Question.");
  walk.arrive("Set up security question");
  walk.browser.type("#answer", "abc");
  walk.browser.press("Verify");
  CHECK(walk.browser.reads("#answer-error",
                           "The security question answer must be at least 4 characters in length"));
  walk.keep_picture();
  walk.browser.press("Create my own security question");
  walk.browser.type("#own-question", "Which ship?");
  walk.browser.type("#answer", "Beagle");
  walk.keep_picture();
  walk.browser.press("Verify");
  walk.land(kAlice.name);

  walk.forget_password(kAlice);
  walk.arrive("Verify with your email");
  walk.browser.press("Send me an email");
  walk.enter_code_of(kAlice.login);
  walk.arrive("Verify with your Security Question");
  CHECK(walk.browser.text("label[for=answer]") == "Which ship?");
  walk.browser.type("#answer", "Titanic");
  walk.browser.press("Verify");
  CHECK(walk.browser.reads("#answer-error", "Your answer doesn't match our records. Please try again."));
  walk.keep_picture();
  walk.browser.type("#answer", "Beagle");
  walk.browser.press("Verify");
  walk.arrive("Reset your password");
  walk.set_password("Another-flow-9", "Reset Password");
  walk.land(kAlice.name);
}
