#include <nlohmann/json.hpp>

#include "mockidp/endpoints/hosted/hosted_fixture_test.h"

using namespace mockidp;
using namespace mockidp::testing;

namespace {

void check_journal_tells_change(const TestProvider& provider, const std::string& what) {
  CHECK_THAT(provider.newest_entry(),
             ContainsSubstring(R"({"what":"changed during the sign-in","by":")" + what + '"'));
}

}  // namespace

TEST_CASE("a redirect URI that was taken away during the sign-in is refused as authorize refuses it",
          "[hosted]") {
  TestProvider provider;
  TestBrowser browser(provider);
  const auto step = begin_password_step(browser);
  provider.change_app(kWebApp, [](AppIntegration& app) {
    app.redirect_uris = {"http://localhost:8080/authorization-code/elsewhere"};
  });
  SECTION("where the client would have got a code") {}
  SECTION("where it would have heard of a refusal") {
    provider.change_app(kWebApp, [](AppIntegration& app) { app.assignment = {}; });
  }
  const auto refused = submit_password(browser, step.form, kAlicePassword);
  CHECK(refused.status == 400);
  CHECK(refused.header("Location").empty());
  CHECK(set_cookie(refused, "idx").empty());
  CHECK_THAT(refused.body, ContainsSubstring("Your request resulted in an error."));
  CHECK_THAT(refused.body, ContainsSubstring("must be a Login redirect URI in the client app settings"));
  check_journal_tells_change(provider, "sign-in redirect URIs of Sample web app");
  const auto entry = provider.newest_entry();
  CHECK_THAT(entry, ContainsSubstring("illegal_redirect_uri"));
  CHECK_THAT(entry, ContainsSubstring("authorization-code/elsewhere (the difference is the path)"));
}

TEST_CASE("an authorization server that went during the sign-in is not found", "[hosted]") {
  TestProvider provider;
  TestBrowser browser(provider);
  const auto step = begin_password_step(browser);
  std::string change;
  SECTION("made inactive") {
    provider.change_server("default", [](AuthorizationServer& server) { server.active = false; });
    change = "status of authorization server default";
  }
  SECTION("taken away") {
    provider.change([](Directory& directory) {
      std::erase_if(directory.authorization_servers, [](const auto& one) { return one.id == "default"; });
    });
    change = "authorization server default";
  }
  const auto refused = submit_password(browser, step.form, kAlicePassword);
  CHECK(refused.status == 404);
  const auto body = json_of(refused);
  CHECK(body["errorCode"] == "E0000007");
  CHECK(body["errorSummary"] == "Not found: Resource not found: default (AuthorizationServer)");
  check_journal_tells_change(provider, change);
}

TEST_CASE("custom servers that were switched off during the sign-in are refused as authorize refuses them",
          "[hosted]") {
  TestProvider provider;
  TestBrowser browser(provider);
  const auto step = begin_password_step(browser);
  provider.change([](Directory& directory) { directory.org.switches.api_access_management = false; });
  const auto refused = submit_password(browser, step.form, kAlicePassword);
  CHECK(refused.status == 400);
  CHECK_THAT(refused.body, ContainsSubstring("The requested feature is not enabled in this environment."));
  check_journal_tells_change(provider, "switch api_access_management");
}
