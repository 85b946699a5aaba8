#include "mockidp/endpoints/hosted/hosted_fixture_test.h"

using namespace mockidp;
using namespace mockidp::testing;

TEST_CASE("the dashboard shows the apps that somebody may start, and no others", "[hosted]") {
  TestProvider provider;
  provider.change_app(
      kWebApp, [](AppIntegration& app) { app.initiate_login_uri = "http://localhost:8080/login?x=1"; });
  TestBrowser browser(provider);
  browser.sign_in(browser.get("/app/UserHome"), kAlice, kAlicePassword);
  const auto tile =
      "<a class=\"tile\" href=\"http://localhost:8080/login?x=1&amp;iss=http%3A%2F%2Flocalhost%3A7070\">"
      "Sample web app</a>";

  SECTION("assigned") {
    CHECK_THAT(browser.get("/").body, ContainsSubstring(tile));
    CHECK_THAT(browser.get("/app/UserHome").body, ContainsSubstring(tile));
    CHECK(browser.get("/").body.find("Sample single-page app") == std::string::npos);  // it says no start
  }
  SECTION("not assigned") {
    provider.change_app(kWebApp, [](AppIntegration& app) { app.assignment.group_ids.clear(); });
    CHECK(browser.get("/").body.find("Sample web app") == std::string::npos);
  }
  SECTION("Federation Broker Mode") {
    provider.change_app(kWebApp, [](AppIntegration& app) { app.assignment.federation_broker_mode = true; });
    CHECK(browser.get("/").body.find("Sample web app") == std::string::npos);
  }
  SECTION("inactive") {
    provider.change_app(kWebApp, [](AppIntegration& app) { app.active = false; });
    CHECK(browser.get("/").body.find("Sample web app") == std::string::npos);
  }
  SECTION("a script for a start") {
    provider.change_app(kWebApp, [](AppIntegration& app) { app.initiate_login_uri = "javascript:alert(1)"; });
    CHECK(browser.get("/").body.find("Sample web app") == std::string::npos);
  }
}

TEST_CASE("who is not signed in to the org sees its sign-in page in place of the dashboard", "[hosted]") {
  TestProvider provider;
  for (const auto* path : {"/", "/app/UserHome"}) CHECK(heading(provider.get(path)) == "Sign In");
}
