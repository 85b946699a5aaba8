#include "mockidp/endpoints/hosted/hosted.h"
#include "mockidp/endpoints/hosted/hosted_fixture_test.h"
#include "mockidp/endpoints/trusted_return.h"

using namespace mockidp;
using namespace mockidp::testing;

TEST_CASE("the org's own page signs in to the org", "[hosted]") {
  TestProvider provider;
  TestBrowser browser(provider);
  const auto page = browser.get("/");
  CHECK(page.status == 200);
  CHECK(page.body.find("Connecting to") == std::string::npos);
  const auto done = browser.sign_in(page, kAlice, kAlicePassword);
  CHECK_THAT(done.body, ContainsSubstring("You are signed in"));
  CHECK_THAT(done.body, ContainsSubstring("Alice Archer"));
  CHECK(browser.get("/login/login.htm").header("Location") == "/");
}

TEST_CASE("a session of the org is enough for its apps", "[hosted]") {
  TestProvider provider;
  TestBrowser browser(provider);
  browser.sign_in(browser.get("/login/login.htm"), kAlice, kAlicePassword);
  CHECK(was_sent_to_the_client(browser.authorize(kDefaultServer, web_request())));
}

TEST_CASE("after signing in to the org one arrives where one wanted to go", "[hosted]") {
  TestProvider provider;
  TestBrowser browser(provider);
  const auto page = browser.get("/login/login.htm?fromURI=%2Fapp%2Fshop%3Fitem%3D1");
  const auto identify = submit(browser, first_form(page.body), "identifier", kAlice);
  const auto password = first_form(browser.get(identify.header("Location")).body);
  CHECK(submit_password(browser, password, kAlicePassword).header("Location") == "/app/shop?item=1");
}

TEST_CASE("only the org and trusted origins for redirects are returned to", "[hosted]") {
  TestProvider provider;
  provider.change([](Directory& directory) {
    directory.trusted_origins = {{"tos1", "shop", "https://shop.example", true, true},
                                 {"tos2", "scripts only", "https://cors.example", true, false}};
  });
  struct Case {
    const char* from_uri;
    bool allowed;
  };
  const Case cases[] = {
      {"/", true},
      {"/app/x?y=z", true},
      {"http://localhost:7070/app", true},
      {"https://shop.example/after", true},
      {"https://SHOP.example/after", true},
      {"", false},
      {"https://cors.example/", false},
      {"https://evil.example/", false},
      {"//evil.example/", false},
      {"/\\evil.example/", false},
      {"\\\\evil.example/", false},
      {"/\t/evil.example/", false},
      {"https://shop.example@evil.example/", false},
      {"https://shop.example.evil.example/", false},
      {"http://shop.example/", false},
      {"http://localhost:7071/", false},
      {"javascript:alert(1)", false},
      {"app", false},
  };
  for (const auto& each : cases) {
    CAPTURE(each.from_uri);
    TestExchange test(provider);
    CHECK(resolve_trusted_return(test.exchange, "fromURI", each.from_uri) ==
          (each.allowed ? each.from_uri : ""));
  }
}

TEST_CASE("signing out ends the session, and goes only where it may", "[hosted]") {
  TestProvider provider;
  TestBrowser browser(provider);
  browser.sign_in_to(kDefaultServer, web_request());
  const auto idx = browser.cookie("idx");
  REQUIRE_FALSE(idx.empty());
  const auto out = browser.get("/login/signout?fromURI=https%3A%2F%2Fevil.example%2F");
  CHECK(out.status == 302);
  CHECK(out.header("Location") == "/login/login.htm");
  CHECK_THAT(set_cookie(out, "idx"), ContainsSubstring("Max-Age=0"));
  CHECK_FALSE(provider.org.sessions.find(idx));
  CHECK(browser.authorize(kDefaultServer, web_request()).status == 200);
  CHECK(browser.get("/login/signout?fromURI=http%3A%2F%2Flocalhost%3A8080").header("Location") ==
        "http://localhost:8080");
}

TEST_CASE("an idle session and a deactivated person's session are over", "[hosted]") {
  TestProvider provider;
  TestBrowser browser(provider);
  browser.sign_in(browser.get("/"), kAlice, kAlicePassword);
  REQUIRE_THAT(browser.get("/").body, ContainsSubstring("You are signed in"));

  SECTION("used, it goes on") {
    for (int i = 0; i < 3; ++i) {
      provider.clock.advance(std::chrono::minutes(119));
      CHECK_THAT(browser.get("/").body, ContainsSubstring("You are signed in"));
    }
  }
  SECTION("idle too long") {
    provider.clock.advance(std::chrono::minutes(121));
    CHECK_THAT(browser.get("/").body, ContainsSubstring("Username"));
  }
  SECTION("deactivated") {
    provider.org.people.update(provider.org.people.find_by_login(kAlice)->value.id, [](Person& person) {
      person.status = PersonStatus::DEPROVISIONED;
      return true;
    });
    CHECK_THAT(browser.get("/").body, ContainsSubstring("Keep me signed in"));
  }
}

TEST_CASE("the org has an icon", "[hosted]") {
  TestProvider provider;
  const auto icon = provider.get("/favicon.ico");
  CHECK(icon.header("Content-Type") == "image/svg+xml");
  CHECK_THAT(icon.body, ContainsSubstring("<svg"));
}
