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

bool ChromiumWindow::at_provider() { return same_origin(browser_.url(), parts_.org_url); }

// The name of the field that the provider's page asks for; "" while there is none. A page that is just being
// left cannot be asked.
std::string ChromiumWindow::asked() {
  try {
    if (!at_provider()) return {};
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
                    browser_.url());
  continue_as(person);
}

void ChromiumWindow::continue_as(const Needle& person) {
  for (int pages = 0; pages < kMostPages; ++pages) {
    const auto name = asked();
    if (name.empty()) return;
    constexpr const char* kEnter = "\uE007";
    browser_.type(field(name), (name == kFieldNames[0] ? person.login : person.password) + kEnter);
    const bool moved_on = eventually_at_leisure(
        [&] {
          patience_.check();
          const auto next = asked();
          return next != name && !(next.empty() && at_provider());
        },
        kUntilPageIsThere);
    if (!moved_on) return;
  }
}

SignedInAs ChromiumWindow::who() {
  patience_.check();
  SignedInAs found;
  try {
    if (!same_origin(browser_.url(), parts_.client_url)) return found;
    found.seen = parts_.people.seen_in(browser_.run_script("return document.body.innerText"));
  } catch (const BrowserError&) {
    return found;  // between two pages
  }
  found.anyone = !found.seen.empty();
  return found;
}

}  // namespace conformance
