// The reference single-page app: from the browser's side there is nothing else, so a browser has to look.
#include "conformance/end_to_end/walk_for_test.h"

using namespace conformance;

namespace {

void sign_in_at(WebdriverBrowser& browser, const Walker& person) {
  REQUIRE(browser.reads("h1", "Sign In"));
  browser.type("#identifier", person.login);
  browser.press("Next");
  browser.type("#passcode", person.password);
  browser.press("Verify");
}

// Everything that outlives the page, or that another script of the origin could read.
std::string storage_of(WebdriverBrowser& browser) {
  return browser.run_script(
      "return JSON.stringify(sessionStorage) + JSON.stringify(localStorage) + document.cookie");
}

}  // namespace

TEST_CASE("walk: a single-page app signs a person in and out, and renews without a trace",
          "[end_to_end][chromium]") {
  if (!WebdriverBrowser::available()) SKIP("chromium and chromedriver are not installed");
  Walk walk("single-page", "recovery");
  const auto url = walk.start_page_app();
  auto& browser = walk.browser;
  browser.open(url);
  walk.arrive("A note on tea");
  CHECK(browser.has("#sign-in"));

  // A guarded page leads to the provider by itself, and is come back to as it was asked for.
  browser.open(url + "/profile?tab=claims#sub");
  walk.give_password(kAlice);
  walk.land(kAlice.name);
  CHECK(browser.url() == url + "/profile?tab=claims#sub");
  CHECK_THAT(walk.claims(), ContainsSubstring(kAlice.login));
  CHECK(storage_of(browser) == R"("{}{}")");

  browser.press("Renew now");
  CHECK(browser.reads("#status", "Renewed in a hidden frame."));
  CHECK(browser.reads("#renewals", "1"));
  CHECK(browser.count("iframe") == 0);

  // The page's own links keep it, and what it holds in memory.
  browser.press("Tea Notes");
  walk.arrive("A note on tea");
  CHECK(browser.reads("#greeting", std::string("Hello, ") + kAlice.name));
  browser.press("Profile");
  CHECK(browser.reads("#renewals", "1"));

  // Whoever opens it anew is known to the provider.
  browser.open(url + "/profile");
  walk.land(kAlice.name);
  CHECK(browser.reads("#renewals", "0"));

  // An answer to no question of this tab.
  browser.open(url + "/login/callback?code=stolen&state=guessed");
  walk.arrive("You were not signed in");
  CHECK(browser.url() == url + "/");

  browser.open(url + "/profile");
  walk.land(kAlice.name);
  browser.open_in_new_tab(url + "/profile");
  walk.land(kAlice.name);
  browser.press("Sign out");
  walk.arrive("A note on tea");
  CHECK(browser.has("#sign-in"));
  CHECK(browser.url() == url + "/");
  browser.to_first_tab();  // which heard of it
  walk.arrive("Your sign-in has ended");
  browser.click("#again");
  walk.arrive("Sign In");
  CHECK(browser.console_errors().empty());
}

TEST_CASE("walk: a browser that keeps cookies from frames has the page go to the provider, once",
          "[end_to_end][chromium]") {
  if (!WebdriverBrowser::available()) SKIP("chromium and chromedriver are not installed");
  Walk walk("cookies-kept", "recovery");
  const auto url = walk.start_page_app();
  WebdriverBrowser::Options options;
  options.from_frames = {walk.org_url, url};
  WebdriverBrowser browser(options);
  browser.open(url + "/profile?tab=claims");
  sign_in_at(browser, kAlice);
  walk.arrive(browser, kAlice.name);

  browser.press("Renew now");
  CHECK(browser.reads("#status", "Renewed by a visit to the provider."));
  walk.arrive(browser, kAlice.name);
  CHECK(browser.url() == url + "/profile?tab=claims");

  // Once more, and it would go round and round.
  browser.press("Renew now");
  walk.arrive(browser, "Your sign-in has ended");
  CHECK_THAT(browser.text("#detail"), ContainsSubstring("login_required"));
  CHECK(browser.count("#greeting") == 0);
  browser.click("#again");
  walk.arrive(browser, kAlice.name);
}

TEST_CASE("walk: whom the provider refuses is told so by the single-page app, which stays where it is",
          "[end_to_end][chromium]") {
  if (!WebdriverBrowser::available()) SKIP("chromium and chromedriver are not installed");
  Walk walk("page-refused", "federation-broker");
  const auto url = walk.start_page_app();
  walk.change_app(kWalkApp, {{"assignment", nullptr}});
  walk.change_app(kWalkApp, {{"assignment", {{"groups", {"Engineering"}}}}});
  walk.browser.open(url + "/profile");
  walk.give_password(kBob);
  walk.arrive("You were not signed in");
  CHECK(walk.browser.text("#detail") == "access_denied: User is not assigned to the client application.");
  CHECK(walk.browser.url() == url + "/profile");
}
