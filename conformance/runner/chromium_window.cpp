#include "conformance/runner/chromium_window.h"

#include <nlohmann/json.hpp>

#include "conformance/oracle/url.h"
#include "conformance/runner/failure.h"
#include "conformance/runner/leisure.h"

namespace conformance {

namespace {

constexpr std::chrono::seconds kUntilPageIsThere{20};
constexpr int kMostPages = 6;
constexpr const char* kFieldNames[] = {"identifier", "credentials.passcode"};

std::string field(const std::string& name) { return "input[name=\"" + name + "\"]"; }

WebdriverBrowser::Options options_of(const WindowParts& parts, FrameCookies cookies) {
  if (!WebdriverBrowser::available())
    throw ScenarioSkipped("chromium and chromedriver are not installed, and the client is a script");
  WebdriverBrowser::Options options;
  if (cookies == FrameCookies::kept)
    options.from_frames = WebdriverBrowser::CookiesKept{.of = parts.org_url, .inside = parts.client_url};
  return options;
}

}  // namespace

ChromiumWindow::ChromiumWindow(const WindowParts& parts, FrameCookies cookies, const Patience& patience)
    : parts_(parts), patience_(patience), browser_(options_of(parts, cookies)) {}

// Between two pages there is none, and one that goes round in circles is always between two.
std::string ChromiumWindow::url() {
  try {
    return browser_.url();
  } catch (const BrowserError&) {
    return {};
  }
}

bool ChromiumWindow::at_provider() { return same_origin(url(), parts_.org_url); }

// The name of the field that the provider's page asks for; "" while there is none.
std::string ChromiumWindow::asked() {
  if (!at_provider()) return {};
  try {
    for (const auto* name : kFieldNames)
      if (browser_.count(field(name)) > 0) return name;
  } catch (const BrowserError&) {
    return {};
  }
  return {};
}

void ChromiumWindow::sign_in(const Needle& person) {
  browser_.open(parts_.login_url);
  const bool begun = eventually_at_leisure(
      [&] {
        patience_.check();
        return !asked().empty();
      },
      kUntilPageIsThere);
  if (!begun)
    throw CannotRun(parts_.login_url + " does not lead to a sign-in page of " + parts_.org_url + " but to " +
                    url());
  continue_as(person);
}

void ChromiumWindow::continue_as(const Needle& person) {
  auto name = asked();
  for (int pages = 0; pages < kMostPages && !name.empty(); ++pages) {
    constexpr const char* kEnter = "\uE007";
    browser_.type(field(name), (name == kFieldNames[0] ? person.login : person.password) + kEnter);
    std::string next;
    const bool moved_on = eventually_at_leisure(
        [&] {
          patience_.check();
          next = asked();
          const auto here = url();
          return next.empty() ? !here.empty() && !same_origin(here, parts_.org_url) : next != name;
        },
        kUntilPageIsThere);
    if (!moved_on) return;
    name = next;
  }
}

SignedInAs ChromiumWindow::who() {
  patience_.check();
  SignedInAs found;
  if (!same_origin(url(), parts_.client_url)) return found;
  try {
    found.seen = parts_.people.seen_in(browser_.run_script("return document.body.innerText"));
  } catch (const BrowserError&) {
    return found;  // between two pages
  }
  found.anyone = !found.seen.empty();
  return found;
}

}  // namespace conformance
