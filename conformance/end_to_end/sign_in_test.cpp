// The programs as a person meets them: the provider, the reference web app and Chromium, each a process of
// its own.
#include "conformance/browser/webdriver_browser.h"
#include "conformance/end_to_end/stage_for_test.h"
#include "mockidp/testing/catch.h"

using conformance::kStageClientId;
using conformance::Stage;
using conformance::WebdriverBrowser;

namespace {

void sign_in_as_alice(WebdriverBrowser& browser) {
  browser.type("[name=identifier]", "alice@example.com");
  browser.click("button[type=submit]");
  browser.type("[name='credentials.passcode']", "Redirect-flow-1");
  browser.click("button[type=submit]");
}

}  // namespace

TEST_CASE("a person signs in with Chromium, sees the right claims, and signs out", "[end_to_end][chromium]") {
  if (!WebdriverBrowser::available()) SKIP("chromium and chromedriver are not installed");
  const bool scripts = GENERATE(true, false);
  CAPTURE(scripts);
  Stage stage;
  WebdriverBrowser browser({.width = 1280, .height = 900, .dark = false, .scripts = scripts});

  browser.open(stage.base_url + "/profile?a=1&b=%2F");
  CHECK(browser.url().starts_with(stage.issuer()));
  sign_in_as_alice(browser);

  CHECK_THAT(browser.text("#greeting"), ContainsSubstring("Alice"));
  CHECK(browser.url() == stage.base_url + "/profile?a=1&b=%2F");
  CHECK_THAT(browser.text("#id-token"), ContainsSubstring("alice@example.com"));
  CHECK_THAT(browser.text("#id-token"), ContainsSubstring(stage.issuer()));
  CHECK_THAT(browser.text("#id-token"), ContainsSubstring(kStageClientId));
  CHECK_THAT(browser.text("#userinfo"), ContainsSubstring("given_name"));

  browser.click(".who button");
  CHECK_THAT(browser.text("#message"), ContainsSubstring("You are signed out"));
  browser.open(stage.base_url + "/profile");
  CHECK(browser.has("[name=identifier]"));
}

TEST_CASE("an anonymous cart survives the sign-in that checking out asks for", "[end_to_end][chromium]") {
  if (!WebdriverBrowser::available()) SKIP("chromium and chromedriver are not installed");
  Stage stage;
  WebdriverBrowser browser({.width = 360, .height = 740, .dark = true, .scripts = true});

  browser.open(stage.base_url + "/");
  browser.click("button[value=sencha]");
  browser.click("#checkout");
  sign_in_as_alice(browser);

  CHECK(browser.has("form[action='/checkout']"));
  CHECK_THAT(browser.text("table"), ContainsSubstring("Sencha"));
  CHECK(browser.url() == stage.base_url + "/checkout");
  browser.click("main form button");
  CHECK_THAT(browser.text("#placed"), ContainsSubstring("Thank you, Alice"));
}

TEST_CASE("a wrong password is told and can be mended", "[end_to_end][chromium]") {
  if (!WebdriverBrowser::available()) SKIP("chromium and chromedriver are not installed");
  Stage stage;
  WebdriverBrowser browser({.width = 360, .height = 740, .dark = false, .scripts = true});

  browser.open(stage.base_url + "/members");
  browser.type("[name=identifier]", "alice@example.com");
  browser.click("button[type=submit]");
  browser.type("[name='credentials.passcode']", "not it");
  browser.click("button[type=submit]");
  CHECK_THAT(browser.text(".field-error"), ContainsSubstring("incorrect"));
  browser.type("[name='credentials.passcode']", "Redirect-flow-1");
  browser.click("button[type=submit]");

  CHECK(browser.has(".who"));
  CHECK(browser.url() == stage.base_url + "/members");
  CHECK(browser.console_errors().empty());
}
