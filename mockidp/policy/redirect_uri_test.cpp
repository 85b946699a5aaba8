#include "mockidp/policy/redirect_uri.h"

#include "mockidp/testing/catch.h"

using namespace mockidp;

namespace {

AppIntegration app_with(std::vector<std::string> uris) {
  AppIntegration app;
  app.label = "Shop";
  app.redirect_uris = uris;
  app.post_logout_redirect_uris = std::move(uris);
  return app;
}

}  // namespace

TEST_CASE("only the registered string is a redirect URI", "[redirect_uri]") {
  const auto app =
      app_with({"http://localhost:8080/cb", "com.okta.example:/callback", "https://app.example.com/cb?x=1"});
  const char* good =
      GENERATE("http://localhost:8080/cb", "com.okta.example:/callback", "https://app.example.com/cb?x=1");
  CHECK_FALSE(decide_redirect_uri(app, good));
  CHECK_FALSE(decide_post_logout_redirect_uri(app, good));
}

TEST_CASE("nothing that merely resembles a registered URI passes", "[redirect_uri]") {
  const auto app = app_with({"http://localhost:8080/cb"});
  const char* evil =
      GENERATE("", "http://localhost:8080/cb/", "http://localhost:8080/cb?x=1", "http://localhost:8080/cb#",
               "http://localhost:8080/cb#f", "http://localhost:8081/cb", "https://localhost:8080/cb",
               "http://LOCALHOST:8080/cb", "http://localhost:8080/CB", "http://localhost/cb",
               "http://127.0.0.1:8080/cb", "http://localhost:8080.evil.example/cb",
               "http://localhost:8080@evil.example/cb", "http://localhost:8080/cb/../cb",
               "http://localhost:8080/%63b", "http://localhost:8080/c", " http://localhost:8080/cb",
               "http://localhost:8080/cb ", "/cb", "//localhost:8080/cb");
  CAPTURE(evil);
  const auto refusal = decide_redirect_uri(app, evil);
  REQUIRE(refusal);
  CHECK(refusal->error == OktaError::illegal_redirect_uri);
  CHECK(refusal->arguments.empty());
  CHECK(refusal->decided_by == "sign-in redirect URIs of Shop");
  CHECK_THAT(refusal->closest, ContainsSubstring("http://localhost:8080/cb ("));
}

TEST_CASE("a refusal names the nearest registered URI and what differs", "[redirect_uri]") {
  const auto app = app_with({"http://localhost:8080/authorization-code/callback",
                             "https://shop.example.com/cb?a=1", "com.okta.example:/callback"});
  struct Row {
    const char* presented;
    const char* closest;
  };
  const Row rows[] = {
      {"http://localhost:8080/authorization-code/callback/",
       "http://localhost:8080/authorization-code/callback (the difference is the trailing slash)"},
      {"http://localhost:8081/authorization-code/callback",
       "http://localhost:8080/authorization-code/callback (the difference is the port)"},
      {"https://localhost:8080/authorization-code/callback",
       "http://localhost:8080/authorization-code/callback (the difference is the scheme)"},
      {"http://Localhost:8080/authorization-code/callback",
       "http://localhost:8080/authorization-code/callback (the difference is the case of the host)"},
      {"http://localhost:8080/Authorization-Code/callback",
       "http://localhost:8080/authorization-code/callback (the difference is the case of the path)"},
      {"http://127.0.0.1:8080/authorization-code/callbck",
       "http://localhost:8080/authorization-code/callback (the difference is the host and the path)"},
      {"https://shop.example.com/cb?a=2", "https://shop.example.com/cb?a=1 (the difference is the query)"},
      {"https://shop.example.com/cb?a=1#x",
       "https://shop.example.com/cb?a=1 (the difference is the fragment)"},
      {"com.okta.example://callback", "com.okta.example:/callback (the difference is the host and the path)"},
      {"shop.example.com/cb", "https://shop.example.com/cb?a=1 (the difference is being no absolute URI)"},
      {"https://user@shop.example.com/cb?a=1",
       "https://shop.example.com/cb?a=1 (the difference is the user name before the host)"},
  };
  for (const auto& row : rows) {
    const auto refusal = decide_redirect_uri(app, row.presented);
    REQUIRE(refusal);
    CHECK(refusal->closest == row.closest);
  }
}

TEST_CASE("an app without URIs has no nearest one, and a huge URI is not compared", "[redirect_uri]") {
  const auto none = decide_redirect_uri(app_with({}), "http://localhost:8080/cb");
  REQUIRE(none);
  CHECK(none->closest.empty());
  const auto app = app_with({"http://localhost:8080/cb"});
  CHECK_FALSE(decide_redirect_uri(app, "http://localhost:8080/" + std::string(490, 'a'))->closest.empty());
  CHECK(decide_redirect_uri(app, "http://localhost:8080/" + std::string(491, 'a'))->closest.empty());
}

TEST_CASE("sign-in and sign-out URIs are two lists", "[redirect_uri]") {
  AppIntegration app;
  app.redirect_uris = {"http://localhost:8080/cb"};
  app.post_logout_redirect_uris = {"http://localhost:8080"};
  CHECK(decide_redirect_uri(app, "http://localhost:8080"));
  const auto refusal = decide_post_logout_redirect_uri(app, "http://localhost:8080/cb");
  REQUIRE(refusal);
  CHECK(refusal->error == OktaError::illegal_post_logout_redirect_uri);
}
