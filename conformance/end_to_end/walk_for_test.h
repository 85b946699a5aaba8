#pragma once
// For tests: a sign-in click by click. A person at Chromium, the reference web app in the place of a ready
// org's single-page app, and the administrator of that org, who works by the control API meanwhile.
//
// MOCKIDP_SCREENSHOTS=FOLDER keeps a picture of every page, wide and light, and narrow and dark.

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "conformance/browser/webdriver_browser.h"
#include "conformance/runner/ports.h"
#include "conformance/runner/provider.h"
#include "conformance/subject/child_process.h"
#include "conformance/subject/temporary_folder.h"
#include "mockidp/testing/catch.h"

namespace conformance {

// Of every ready org; the first has no secret.
inline constexpr const char* kWalkApp = "0oaspaapp0mockidp001";
inline constexpr const char* kOtherApp = "0oawebapp0mockidp001";

struct Walker {
  const char *login, *name, *password;
};
inline constexpr Walker kAlice{"alice@example.com", "Alice Archer", "Redirect-flow-1"};
inline constexpr Walker kBob{"bob@example.com", "Bob Baker", "Redirect-flow-2"};

class Walk {
 public:
  // `name`: of its pictures. `org`: a ready one; `changes`: a merge patch of its document.
  Walk(std::string name, const std::string& org, const nlohmann::json& changes = nlohmann::json::object())
      : name_(std::move(name)), document_(read_json(MOCKIDP_SOURCE_DIR "/fixtures/orgs/" + org + ".json")) {
    document_.merge_patch(changes);
    const auto file = (folder_.path() / "org.json").string();
    std::ofstream(file) << document_;
    provider_ = std::make_unique<Provider>(MOCKIDP_PROGRAM, folder_.path(), 0, file);
    const auto described = provider_->control("GET", "/orgs/default");
    org_url = described.at("url");
    workbench_url = provider_->workbench_url();
    issuers_ = described.at("issuers");
    app_url = start_app(
        {WEBAPP_PROGRAM, "--issuer", issuers_.at("org"), "--client-id", kWalkApp, "--port", "0"}, "app");
    change_app(kWalkApp, addresses_at(app_url));
  }

  // A second app, at the authorization server "default" and on a host of its own, since cookies do not keep
  // ports apart; its URL.
  std::string start_other_app() {
    const auto port = std::to_string(free_port());
    const auto url = start_app({WEBAPP_PROGRAM, "--issuer", issuers_.at("default"), "--client-id", kOtherApp,
                                "--client-secret", app(kOtherApp).at("client_secret"), "--host", "127.0.0.1",
                                "--port", port, "--base-url", "http://127.0.0.1:" + port},
                               "other");
    change_app(kOtherApp, addresses_at(url));
    return url;
  }

  // The single-page app, in place of the web app; its URL.
  std::string start_page_app() {
    const auto url = start_app(
        {SPA_PROGRAM, "--issuer", issuers_.at("default"), "--client-id", kWalkApp, "--port", "0"}, "page");
    change_app(kWalkApp, {{"redirect_uris", {url + "/login/callback"}},
                          {"post_logout_redirect_uris", {url + "/"}},
                          {"base_uris", {url}}});
    return url;
  }

  // The administrator's half.
  void patch(const nlohmann::json& changes) { provider_->control("PATCH", "/orgs/default", changes.dump()); }
  void change_app(const std::string& client_id, const nlohmann::json& members) {
    app(client_id).merge_patch(members);
    patch({{"apps", document_.at("apps")}});
  }
  void administer(const std::string& login, const std::string& operation) {
    provider_->control("POST", "/orgs/default/people/" + login + "/lifecycle/" + operation);
  }
  nlohmann::json control(const std::string& method, const std::string& path, const std::string& body = {}) {
    return provider_->control(method, "/orgs/default" + path, body);
  }
  void wait_on_the_clock(int seconds) {
    control("POST", "/clock", nlohmann::json{{"advance_seconds", seconds}}.dump());
  }
  std::string mailed(const std::string& what, const std::string& to) {  // "code" or "link"
    return control("GET", "/messages/latest-" + what + "?to=" + to).at(what);
  }

  // The person's half. "Test your app": in a fresh private window.
  void test_your_app() {
    browser.clear_cookies();
    open_app();
  }
  void open_app() { browser.open(app_url + "/profile"); }
  void arrive(const std::string& heading) { arrive(browser, heading); }
  void arrive(WebdriverBrowser& at, const std::string& heading) {
    if (!at.reads("h1", heading))
      FAIL("no \"" << heading << "\" at " << at.url() << ", but\n" << at.text("body"));
    keep_picture(at, heading);
  }
  void keep_picture() { keep_picture(browser, browser.text("h1")); }
  void identify(const std::string& login) {
    arrive("Sign In");
    browser.type("#identifier", login);
    browser.press("Next");
  }
  void forget_password(const Walker& person) {
    test_your_app();
    arrive("Sign In");
    browser.press("Forgot password?");
    arrive("Reset your password");
    browser.type("#identifier", person.login);
    browser.press("Next");
  }
  void give_password(const Walker& person) { give_password(person, person.password); }
  void give_password(const Walker& person, const std::string& password) {
    identify(person.login);
    arrive("Verify with your password");
    browser.type("#passcode", password);
    browser.press("Verify");
  }
  void enter(const std::string& code) {
    browser.type("#passcode", code);
    browser.press("Verify");
  }
  // A click does not wait for what it asks for; the page with the field comes once the message was sent.
  void enter_code_of(const std::string& login) {
    REQUIRE(browser.has("#passcode"));
    enter(mailed("code", login));
  }
  void set_password(const std::string& password, const std::string& button) {
    browser.type("#passcode", password);
    browser.type("#repeated", password);
    browser.press(button);
  }
  // In the app, which shows whose ID token it got.
  void land(const std::string& name) { arrive(name); }
  std::string claims() { return browser.text("#id-token"); }

  WebdriverBrowser browser{{}};
  std::string org_url, app_url, workbench_url;

 private:
  static nlohmann::json read_json(const std::filesystem::path& file) {
    std::ifstream input(file);
    return nlohmann::json::parse(input, nullptr, false);
  }
  static nlohmann::json addresses_at(const std::string& url) {
    return {{"redirect_uris", {url + "/authorization-code/callback"}},
            {"post_logout_redirect_uris", {url + "/signout/callback"}},
            {"base_uris", {url}}};
  }
  nlohmann::json& app(const std::string& client_id) {
    auto& apps = document_.at("apps");
    return *std::find_if(apps.begin(), apps.end(),
                         [&](const auto& one) { return one.at("client_id") == client_id; });
  }
  std::string start_app(std::vector<std::string> command, const std::string& name) {
    const auto ready = folder_.path() / (name + ".json");
    command.insert(command.end(), {"--ready-file", ready.string()});
    apps_.push_back(std::make_unique<ChildProcess>(
        ChildProcess::Options{.command = std::move(command),
                              .environment = {},
                              .output_file = (folder_.path() / (name + ".log")).string()}));
    REQUIRE(eventually([&] { return std::filesystem::exists(ready); }));
    return read_json(ready).at("base_url");
  }
  void keep_picture(WebdriverBrowser& at, std::string title) {
    const char* folder = std::getenv("MOCKIDP_SCREENSHOTS");
    if (!folder) return;
    for (auto& c : title)
      if (!std::isalnum(static_cast<unsigned char>(c))) c = '_';
    const auto number = std::to_string(++pictures_);
    const auto file =
        std::string(folder) + "/" + name_ + "-" + (number.size() < 2 ? "0" : "") + number + "-" + title;
    at.look({.width = 360, .height = 740, .dark = true});
    at.save_screenshot(file + "-narrow.png");
    at.look({});
    at.save_screenshot(file + "-wide.png");
  }

  const std::string name_;
  nlohmann::json document_;
  const TemporaryFolder folder_;
  std::unique_ptr<Provider> provider_;
  nlohmann::json issuers_;
  std::vector<std::unique_ptr<ChildProcess>> apps_;
  int pictures_ = 0;
};

}  // namespace conformance
