#include "conformance/runner/live_run.h"

#include "conformance/oracle/url.h"
#include "conformance/runner/failure.h"
#include "conformance/runner/hosted_sign_in.h"
#include "conformance/runner/login.h"

namespace conformance {

namespace {

// Another gate for a while; the scenario's own comes back, also past an exception.
class GateForNow {
 public:
  GateForNow(UserAgent& browser, UserAgent::Gate gate) : browser_(browser) {
    if (const auto* recording = dynamic_cast<RecordingBrowser*>(&browser)) before_ = recording->gate();
    browser_.stop_before(std::move(gate));
  }
  ~GateForNow() { browser_.stop_before(before_); }
  GateForNow(const GateForNow&) = delete;
  GateForNow& operator=(const GateForNow&) = delete;

 private:
  UserAgent& browser_;
  UserAgent::Gate before_;
};

bool is_address(const std::string& url, const std::string& address) {
  return url.starts_with(address) && (url.size() == address.size() || url[address.size()] == '?' ||
                                      url[address.size()] == '#' || url[address.size()] == '&');
}

}  // namespace

LiveRun::LiveRun(const RunParts& parts, const Patience& patience) : parts_(parts), patience_(patience) {}

UserAgent& LiveRun::fresh_browser() {
  browsers_.push_back(std::make_unique<RecordingBrowser>(trace_, patience_));
  return *browsers_.back();
}

UserAgent& LiveRun::browser() {
  if (!main_browser_) main_browser_ = &fresh_browser();
  return *main_browser_;
}

UserAgent& LiveRun::another_browser() { return fresh_browser(); }

Window& LiveRun::window(FrameCookies cookies) {
  const WindowParts parts{.org_url = parts_.idp.org_url(),
                          .client_url = parts_.client.url(""),
                          .login_url = login_url(parts_.client),
                          .people = parts_.idp.people()};
  windows_.push_back(std::make_unique<ChromiumWindow>(parts, cookies, patience_));
  return *windows_.back();
}

Page LiveRun::begin_sign_in(UserAgent& browser, const std::string& query) {
  return open_login(browser, parts_.client, query);
}

Page LiveRun::sign_in(UserAgent& browser, const Needle& person) {
  return continue_as(browser, begin_sign_in(browser, {}), person);
}

Callback LiveRun::sign_in_up_to_callback(UserAgent& browser, const Needle& person) {
  return up_to_callback(browser, person, [&] { return begin_sign_in(browser, {}); });
}

void LiveRun::sign_in_elsewhere(UserAgent& browser, const Needle& person) {
  const auto request = parts_.idp.request_of_other_app();
  const GateForNow gate(
      browser, [callback = query_value(request, "redirect_uri")](const std::string&, const std::string& url) {
        return !is_address(url, callback);
      });
  continue_as(browser, browser.get(request), person);
}

std::string LiveRun::leave_for_provider(UserAgent& browser) {
  const GateForNow gate(browser, [this](const std::string&, const std::string& url) {
    return !same_origin(url, parts_.idp.org_url());
  });
  return address_asked(begin_sign_in(browser, {}));
}

Page LiveRun::continue_as(UserAgent& browser, const Page& page, const Needle& person) {
  return through_hosted_pages(browser, page, parts_.idp.org_url(), person.login, person.password,
                              [&] { return parts_.idp.code_by_phone(person); });
}

Callback LiveRun::callback_for(UserAgent& browser, const std::string& authorization_url,
                               const Needle& person) {
  return up_to_callback(browser, person, [&] { return browser.get(authorization_url); });
}

Callback LiveRun::up_to_callback(UserAgent& browser, const Needle& person,
                                 const std::function<Page()>& begin) {
  const GateForNow gate(browser, [this](const std::string&, const std::string& url) {
    return !is_address(url, parts_.redirect_uri);
  });
  const auto page = continue_as(browser, begin(), person);
  if (!page.kept_back) return {.url = page.url};
  return {.method = page.kept_back->method, .url = page.url, .fields = page.kept_back->fields};
}

Page LiveRun::deliver(UserAgent& browser, const Callback& callback) {
  if (callback.method != "POST") return deliver(browser, callback.url);
  const GateForNow gate(browser, [this](const std::string&, const std::string& url) {
    return !same_origin(url, parts_.idp.org_url());
  });
  const Page at_provider{.url = parts_.idp.org_url(), .status = 200, .body = {}, .hops = {}};
  return browser.submit_form(at_provider, {callback.url, callback.method, callback.fields});
}

Page LiveRun::deliver(UserAgent& browser, const std::string& address) {
  const GateForNow gate(browser, [this](const std::string&, const std::string& url) {
    return !same_origin(url, parts_.idp.org_url());
  });
  return browser.get(address);
}

SignedInAs LiveRun::who(UserAgent& browser) {
  const auto address = parts_.client.url(parts_.client.manifest().protected_path);
  const GateForNow gate(
      browser, [&](const std::string&, const std::string& url) { return same_origin(url, address); });
  const auto page = browser.get(address);
  SignedInAs found;
  found.seen = parts_.idp.people().seen_in(page.body);
  const bool opened = page.status >= 200 && page.status < 300 && is_address(page.url, address);
  found.anyone = !found.seen.empty() || (opened && !parts_.guard_answers_strangers);
  return found;
}

bool LiveRun::expect(bool holds, const std::string& what, const std::string& observed) {
  if (!holds) attempt_.unmet.push_back({what, observed});
  return holds;
}

void LiveRun::skip(const std::string& why) { throw ScenarioSkipped(why); }

}  // namespace conformance
