// The programs as a person meets them: the provider, the reference web app and Chromium, each a process of
// its own.
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "conformance/browser/webdriver_browser.h"
#include "conformance/subject/child_process.h"
#include "mockidp/testing/catch.h"

using conformance::ChildProcess;
using conformance::eventually;
using conformance::WebdriverBrowser;

namespace {

constexpr const char* kClientId = "end-to-end-web-app";
constexpr const char* kClientSecret = "end-to-end-secret-for-tests";

nlohmann::json read_json(const std::filesystem::path& file) {
  std::ifstream input(file);
  return nlohmann::json::parse(input, nullptr, false);
}

// A provider and a web app on free ports, the app registered by the command that a person would type.
class Stage {
 public:
  Stage() {
    std::string pattern = (std::filesystem::temp_directory_path() / "stage-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
    provider_ = start(
        {MOCKIDP_PROGRAM, "serve", "--port", "0", "--workbench-port", "0", "--ready-file", file("idp")});
    idp_ = ready("idp");
    app_ = start({WEBAPP_PROGRAM, "--issuer", idp_["issuers"]["default"], "--client-id", kClientId,
                  "--client-secret", kClientSecret, "--port", "0", "--ready-file", file("app")});
    base_url = ready("app")["base_url"];
    ChildProcess create(
        {.command = {MOCKIDP_PROGRAM, "apps", "create", "web", "--client-id", kClientId, "--client-secret",
                     kClientSecret, "--redirect-uri", base_url + "/authorization-code/callback",
                     "--post-logout-redirect-uri", base_url + "/signout/callback", "--workbench-url",
                     idp_["workbench_url"]},
         .environment = {},
         .output_file = file("create")});
    REQUIRE(eventually([&] { return !create.running(); }));
    REQUIRE(create.exit_status() == 0);
  }
  ~Stage() {
    app_.reset();
    provider_.reset();
    std::filesystem::remove_all(folder_);
  }

  std::string issuer() const { return idp_["issuers"]["default"]; }
  std::string workbench_url() const { return idp_["workbench_url"]; }
  std::string base_url;

 private:
  std::string file(const std::string& name) const { return (folder_ / (name + ".json")).string(); }
  std::unique_ptr<ChildProcess> start(std::vector<std::string> command) const {
    return std::make_unique<ChildProcess>(ChildProcess::Options{
        .command = std::move(command), .environment = {}, .output_file = (folder_ / "output.log").string()});
  }
  nlohmann::json ready(const std::string& name) const {
    REQUIRE(eventually([&] { return std::filesystem::exists(file(name)); }));
    return read_json(file(name));
  }

  std::filesystem::path folder_;
  std::unique_ptr<ChildProcess> provider_, app_;
  nlohmann::json idp_;
};

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

  CHECK(browser.url() == stage.base_url + "/profile?a=1&b=%2F");
  CHECK_THAT(browser.text("#greeting"), ContainsSubstring("Alice"));
  CHECK_THAT(browser.text("#id-token"), ContainsSubstring("alice@example.com"));
  CHECK_THAT(browser.text("#id-token"), ContainsSubstring(stage.issuer()));
  CHECK_THAT(browser.text("#id-token"), ContainsSubstring(kClientId));
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

  CHECK(browser.url() == stage.base_url + "/checkout");
  CHECK_THAT(browser.text("table"), ContainsSubstring("Sencha"));
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
  CHECK_THAT(browser.text("body"), ContainsSubstring("incorrect") || ContainsSubstring("Unable to sign in"));
  browser.type("[name='credentials.passcode']", "Redirect-flow-1");
  browser.click("button[type=submit]");

  CHECK(browser.url() == stage.base_url + "/members");
  CHECK(browser.console_errors().empty());
}
