#include "mockidp/endpoints/framing.h"

#include "mockidp/testing/catch.h"
#include "mockidp/testing/test_browser.h"

namespace mockidp::testing {

TEST_CASE("the sign-in page may be framed by trusted origins with IFRAME_EMBED, and by no others",
          "[framing]") {
  TestProvider provider;
  const auto policy = [&] {
    TestBrowser browser(provider);
    return std::string(browser.authorize(kDefaultServer, web_request()).header("Content-Security-Policy"));
  };
  CHECK(policy().ends_with("; frame-ancestors 'self'"));
  provider.change([](Directory& directory) {
    directory.trusted_origins.push_back({.id = "tos1",
                                         .name = "a",
                                         .origin = "https://portal.example.com",
                                         .cors = false,
                                         .redirect = false,
                                         .iframe_embed = true});
    directory.trusted_origins.push_back({.id = "tos2", .name = "b", .origin = "https://other.example.com"});
  });
  CHECK(policy().ends_with("; frame-ancestors 'self' https://portal.example.com"));
}

TEST_CASE("the dashboard is framed by those alone that may, who frame the sign-in page before it",
          "[framing]") {
  TestProvider provider;
  provider.change([](Directory& directory) {
    directory.trusted_origins.push_back(
        {.id = "tos1", .name = "a", .origin = "https://login.example.com", .iframe_embed = true});
    directory.trusted_origins.push_back({.id = "tos2",
                                         .name = "b",
                                         .origin = "https://portal.example.com",
                                         .iframe_embed = true,
                                         .iframe_embed_dashboard = true});
  });
  TestBrowser browser(provider);
  const auto policy = [&] {
    return std::string(browser.get("/app/UserHome").header("Content-Security-Policy"));
  };
  CHECK(policy().ends_with("; frame-ancestors 'self' https://login.example.com https://portal.example.com"));
  browser.sign_in(browser.get("/"), kAlice, kAlicePassword);
  REQUIRE_THAT(browser.get("/app/UserHome").body, ContainsSubstring("You are signed in"));
  CHECK(policy().ends_with("; frame-ancestors 'self' https://portal.example.com"));
}

TEST_CASE("a page that any page may frame stays so", "[framing]") {
  TestProvider provider;
  provider.change([](Directory& directory) {
    directory.trusted_origins.push_back(
        {.id = "tos1", .name = "a", .origin = "https://portal.example.com", .iframe_embed = true});
  });
  const auto request = with(with(spa_request(), "prompt", "none"), "response_mode", "okta_post_message");
  const auto response = provider.get("/oauth2/default/v1/authorize?" + protocol::encode_form(request));
  CHECK(response.header("Content-Security-Policy").find("frame-ancestors") == std::string_view::npos);
}

}  // namespace mockidp::testing
