#include <nlohmann/json.hpp>

#include "mockidp/testing/catch.h"
#include "mockidp/testing/test_browser.h"

using namespace std::chrono_literals;

namespace mockidp::testing {
namespace {

struct SignedInPerson {
  explicit SignedInPerson(TestProvider& provider, std::string_view server = kDefaultServer,
                          std::string_view login = kAlice, std::string_view password = kAlicePassword)
      : browser(provider) {
    const auto landed = browser.sign_in_to(server, web_request(), login, password);
    const auto tokens =
        json_of(provider.post(std::string(server) + "/v1/token",
                              web_redemption(redirect_params(landed).get("code")), web_credentials()));
    id_token = tokens["id_token"].get<std::string>();
    access_token = tokens["access_token"].get<std::string>();
  }
  TestBrowser browser;
  std::string id_token;
  std::string access_token;
};

constexpr std::string_view kLogout = "/oauth2/default/v1/logout";

std::string logout_target(const Params& params) {
  return std::string(kLogout) + '?' + protocol::encode_form(params);
}

bool has_session(TestBrowser& browser) {
  return browser.authorize(kDefaultServer, with(web_request(), "prompt", "none"))
             .header("Location")
             .find("code=") != std::string_view::npos;
}

void check_logout_page(const http::Response& response, const std::string& error,
                       const std::string& description) {
  CHECK(response.status == 400);
  CHECK(response.header("Location").empty());
  CHECK_THAT(response.body, ContainsSubstring(error));
  CHECK_THAT(response.body, ContainsSubstring(description));
}

}  // namespace

TEST_CASE("signing out ends the session and leads back to the client", "[logout]") {
  TestProvider provider;
  SignedInPerson alice(provider);
  REQUIRE(has_session(alice.browser));
  const Params params{{"id_token_hint", alice.id_token},
                      {"post_logout_redirect_uri", "http://localhost:8080"}};

  SECTION("by GET, with state") {
    Params with_state = params;
    with_state.add("state", "a b");
    const auto response = alice.browser.get(logout_target(with_state));
    CHECK(response.status == 302);
    CHECK(response.header("Location") == "http://localhost:8080?state=a+b");
  }
  SECTION("by GET, without state") {
    CHECK(alice.browser.get(logout_target(params)).header("Location") == "http://localhost:8080");
  }
  SECTION("by POST") {
    CHECK(alice.browser.post(kLogout, params).header("Location") == "http://localhost:8080");
  }
  SECTION("without a place to go, at the org's sign-in page") {
    const auto response = alice.browser.get(logout_target({{"id_token_hint", alice.id_token}}));
    CHECK(response.header("Location") == "http://localhost:7070/login/login.htm");
  }
  CHECK(alice.browser.cookie("idx").empty());
  CHECK_FALSE(has_session(alice.browser));
}

TEST_CASE("the old cookie is worth nothing after signing out", "[logout]") {
  TestProvider provider;
  SignedInPerson alice(provider);
  const std::string cookie = alice.browser.cookie("idx");
  REQUIRE_FALSE(cookie.empty());
  alice.browser.get(logout_target({{"id_token_hint", alice.id_token}}));
  const auto replay = provider.get(std::string(kDefaultServer) + "/v1/authorize?" +
                                       protocol::encode_form(with(web_request(), "prompt", "none")),
                                   {{"Cookie", "idx=" + cookie}});
  CHECK(redirect_params(replay).get("error") == "login_required");
}

TEST_CASE("an expired hint is as good as a fresh one", "[logout]") {
  TestProvider provider;
  SignedInPerson alice(provider);
  provider.clock.advance(3601s);
  CHECK(alice.browser.get(logout_target({{"id_token_hint", alice.id_token}})).status == 302);
  CHECK_FALSE(has_session(alice.browser));
}

TEST_CASE("without a session the browser is sent on all the same", "[logout]") {
  TestProvider provider;
  const SignedInPerson alice(provider);
  TestBrowser other(provider);
  const auto response = other.get(logout_target(
      {{"id_token_hint", alice.id_token}, {"post_logout_redirect_uri", "http://localhost:8080"}}));
  CHECK(response.header("Location") == "http://localhost:8080");
}

TEST_CASE("a hint of somebody else does not end the session", "[logout]") {
  TestProvider provider;
  SignedInPerson alice(provider);
  const SignedInPerson bob(provider, kDefaultServer, "bob@example.com", "Redirect-flow-2");
  check_logout_page(alice.browser.get(logout_target({{"id_token_hint", bob.id_token}})),
                    "id_token_does_not_match_session",
                    "The ID token subject does not match the current session");
  CHECK(has_session(alice.browser));
}

TEST_CASE("signing out asks for an ID token of this very server", "[logout]") {
  TestProvider provider;
  SignedInPerson alice(provider);
  const auto refused = [&](const Params& params) {
    check_logout_page(alice.browser.get(logout_target(params)), "invalid_token", "The id token is invalid.");
    CHECK(has_session(alice.browser));
  };
  SECTION("missing") { refused({{"post_logout_redirect_uri", "http://localhost:8080"}}); }
  SECTION("garbage") { refused({{"id_token_hint", "garbage"}}); }
  SECTION("an access token") { refused({{"id_token_hint", alice.access_token}}); }
  SECTION("of another server") {
    refused({{"id_token_hint", SignedInPerson(provider, kOrgServer).id_token}});
  }
}

TEST_CASE("the browser is sent to registered URIs only, compared exactly", "[logout]") {
  TestProvider provider;
  SignedInPerson alice(provider);
  const auto uri = GENERATE("", "http://localhost:8080/x", "http://localhost:8081", "https://evil.example");
  CAPTURE(uri);
  check_logout_page(alice.browser.get(logout_target(
                        {{"id_token_hint", alice.id_token}, {"post_logout_redirect_uri", uri}})),
                    "invalid_request", "parameter must be a Logout redirect URI in the client app settings");
  CHECK(has_session(alice.browser));
}

TEST_CASE("signing out revokes no token", "[logout]") {
  TestProvider provider;
  SignedInPerson alice(provider);
  alice.browser.get(logout_target({{"id_token_hint", alice.id_token}}));
  CHECK(provider.get("/oauth2/default/v1/userinfo", {{"Authorization", "Bearer " + alice.access_token}})
            .status == 200);
}

TEST_CASE("a repeated parameter is refused at sign-out too", "[logout]") {
  TestProvider provider;
  SignedInPerson alice(provider);
  check_logout_page(
      alice.browser.get(logout_target({{"id_token_hint", alice.id_token}, {"state", "1"}, {"state", "2"}})),
      "invalid_request", "Duplicated parameters: [state].");
}

}  // namespace mockidp::testing
