// Redirect URIs that are not compared exactly: wildcards, and a bare origin with its slash.

#include <nlohmann/json.hpp>

#include "mockidp/testing/catch.h"
#include "mockidp/testing/test_browser.h"

namespace mockidp::testing {
namespace {

constexpr const char* kPreview = "https://preview-7-shop.example.com/cb";

void allow_previews(TestProvider& provider, std::string_view client_id) {
  provider.change_app(client_id, [](AppIntegration& app) {
    app.wildcard_redirect = WildcardRedirect::SUBDOMAIN;
    app.redirect_uris = {"https://preview-*-shop.example.com/cb"};
  });
}

std::string journal_of_last(TestProvider& provider) {
  return provider.org.journal.read(provider.org.journal.last_sequence() - 1, 1).at(0).json;
}

}  // namespace

TEST_CASE("a code goes to a subdomain that the wildcard allows, and the journal cautions",
          "[authorize][wildcard]") {
  TestProvider provider;
  allow_previews(provider, kWebApp);
  TestBrowser browser(provider);
  const auto request = with(web_request(), "redirect_uri", kPreview);
  const auto page = browser.authorize(kDefaultServer, request);
  CHECK_THAT(journal_of_last(provider), ContainsSubstring("redirect URI matched by wildcard"));
  CHECK_THAT(journal_of_last(provider), ContainsSubstring("Okta discourages it"));
  const auto response = browser.sign_in(page, kAlice, kAlicePassword);
  REQUIRE(response.status == 302);
  CHECK(response.header("Location").starts_with(std::string(kPreview) + "?code="));
  // The token request repeats what authorize was sent, not the pattern.
  const std::string code(redirect_params(response).get("code"));
  const auto redeem = [&](const char* uri) {
    return provider.post(kTokenPath, with(web_redemption(code), "redirect_uri", uri), web_credentials())
        .status;
  };
  CHECK(redeem("https://preview-*-shop.example.com/cb") == 400);
  CHECK(redeem("https://preview-8-shop.example.com/cb") == 400);
  CHECK(redeem(kPreview) == 200);
}

TEST_CASE("what the wildcard does not stand for is never redirected to", "[authorize][wildcard]") {
  TestProvider provider;
  allow_previews(provider, kWebApp);
  const auto evil =
      GENERATE("https://preview-a.b-shop.example.com/cb", "http://preview-7-shop.example.com/cb",
               "https://preview-7-shop.example.com/cb/", "https://preview-evil.example/-shop.example.com/cb",
               "https://preview-*-shop.example.com/cb", "https://preview-7-shop.example.com:8443/cb");
  CAPTURE(evil);
  const auto response = provider.get("/oauth2/default/v1/authorize?" +
                                     protocol::encode_form(with(web_request(), "redirect_uri", evil)));
  CHECK(response.status == 400);
  CHECK(response.header("Location").empty());
}

TEST_CASE("a page at a subdomain that the wildcard allows may redeem codes", "[token][cors][wildcard]") {
  TestProvider provider;
  allow_previews(provider, kSpa);
  const auto error_from = [&](const char* origin) {
    const auto response = provider.post(kTokenPath, spa_redemption("nonsense"), {{"Origin", origin}});
    return std::string(response.header("Access-Control-Allow-Origin")) + " " +
           std::string(json_of(response)["error"]);
  };
  CHECK(error_from("https://preview-7-shop.example.com") ==
        "https://preview-7-shop.example.com invalid_grant");
  CHECK(error_from("https://preview-a.b-shop.example.com") == " invalid_request");
  CHECK(error_from("https://shop.example.com") == " invalid_request");
}

TEST_CASE("a bare origin and its slash are two redirect URIs, unless the org's switch says otherwise",
          "[authorize]") {
  TestProvider provider;
  provider.change_app(kSpa, [](AppIntegration& app) { app.redirect_uris = {"http://localhost:9000"}; });
  const auto target = "/oauth2/default/v1/authorize?" +
                      protocol::encode_form(with(spa_request(), "redirect_uri", "http://localhost:9000/"));
  CHECK(provider.get(target).status == 400);
  CHECK_THAT(journal_of_last(provider), ContainsSubstring("the trailing slash"));
  provider.change([](Directory& directory) { directory.org.switches.bare_origin_matches_slash = true; });
  CHECK(provider.get(target).status == 200);
  CHECK_THAT(journal_of_last(provider), ContainsSubstring("switch bare_origin_matches_slash"));
}

}  // namespace mockidp::testing
