#include "mockidp/policy/redirect_uri.h"

#include "mockidp/testing/catch.h"

namespace mockidp {
namespace {

std::optional<Refusal> refusal_for(const AppIntegration& app, std::string_view presented,
                                   const Switches& switches = {}) {
  const auto match = decide_redirect_uri(switches, app, presented);
  return match ? std::nullopt : std::optional(match.error());
}

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
  CHECK_FALSE(refusal_for(app, good));
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
  const auto refusal = refusal_for(app, evil);
  REQUIRE(refusal);
  CHECK(refusal->error == OktaError::illegal_redirect_uri);
  CHECK(refusal->arguments.empty());
  CHECK(refusal->decided_by == "sign-in redirect URIs of Shop");
  const std::string differs = *evil == '\0' ? "" : " (";  // nothing differs from nothing
  CHECK_THAT(refusal->closest, ContainsSubstring("http://localhost:8080/cb" + differs));
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
      {"", "com.okta.example:/callback"},
      {"shop.example.com/cb", "https://shop.example.com/cb?a=1 (the difference is being no absolute URI)"},
      {"https://user@shop.example.com/cb?a=1",
       "https://shop.example.com/cb?a=1 (the difference is the user name before the host)"},
  };
  for (const auto& row : rows) {
    const auto refusal = refusal_for(app, row.presented);
    REQUIRE(refusal);
    CHECK(refusal->closest == row.closest);
  }
}

TEST_CASE("an app without URIs has no nearest one, and a huge URI is not compared", "[redirect_uri]") {
  const auto none = refusal_for(app_with({}), "http://localhost:8080/cb");
  REQUIRE(none);
  CHECK(none->closest.empty());
  const auto app = app_with({"http://localhost:8080/cb"});
  CHECK_FALSE(refusal_for(app, "http://localhost:8080/" + std::string(490, 'a'))->closest.empty());
  CHECK(refusal_for(app, "http://localhost:8080/" + std::string(491, 'a'))->closest.empty());
}

TEST_CASE("sign-in and sign-out URIs are two lists", "[redirect_uri]") {
  AppIntegration app;
  app.redirect_uris = {"http://localhost:8080/cb"};
  app.post_logout_redirect_uris = {"http://localhost:8080"};
  CHECK(refusal_for(app, "http://localhost:8080"));
  const auto refusal = decide_post_logout_redirect_uri(app, "http://localhost:8080/cb");
  REQUIRE(refusal);
  CHECK(refusal->error == OktaError::illegal_post_logout_redirect_uri);
}

TEST_CASE("a wildcard counts only where the app allows it, and the journal can tell",
          "[redirect_uri][wildcard]") {
  auto app = app_with({"https://*.example.com/cb", "https://www.example.org/cb"});
  const std::string_view presented = "https://preview-7.example.com/cb";
  CHECK(refusal_for(app, presented));
  app.wildcard_redirect = WildcardRedirect::SUBDOMAIN;
  const auto match = decide_redirect_uri({}, app, presented);
  REQUIRE(match);
  CHECK(match->by == RedirectUriMatch::By::wildcard);
  CHECK(match->registered == "https://*.example.com/cb");
  CHECK(decide_redirect_uri({}, app, "https://www.example.org/cb")->by == RedirectUriMatch::By::equality);
  const auto refusal = refusal_for(app, "https://a.b.example.com/cb");
  REQUIRE(refusal);
  CHECK_THAT(refusal->closest, ContainsSubstring("https://*.example.com/cb (the difference is the host)"));
  CHECK(decide_post_logout_redirect_uri(app, presented));
}

TEST_CASE("by switch a bare origin is one redirect URI with its slash", "[redirect_uri]") {
  const Switches on{.bare_origin_matches_slash = true};
  struct Row {
    const char* registered;
    const char* presented;
    bool matches;
  };
  const Row rows[] = {
      {"http://localhost:9000", "http://localhost:9000/", true},
      {"http://localhost:9000/", "http://localhost:9000", true},
      {"http://localhost:9000", "http://localhost:9000//", false},
      {"http://localhost:9000", "http://localhost:9001/", false},
      {"http://localhost:9000", "https://localhost:9000/", false},
      {"http://localhost:9000/cb", "http://localhost:9000/cb/", false},
      {"http://localhost:9000?x=1", "http://localhost:9000?x=1/", false},
      {"http://localhost:9000", "http://localhost:9000/?x=1", false},
      {"com.example.app:", "com.example.app:/", false},
  };
  for (const auto& row : rows) {
    CAPTURE(row.registered, row.presented);
    const auto app = app_with({row.registered});
    CHECK(refusal_for(app, row.presented));
    const auto match = decide_redirect_uri(on, app, row.presented);
    CHECK(static_cast<bool>(match) == row.matches);
    if (match) CHECK(match->by == RedirectUriMatch::By::bare_origin);
  }
}

}  // namespace mockidp
