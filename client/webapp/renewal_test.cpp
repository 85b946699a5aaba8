// The web app with a refresh token: what becomes of a session when its access token runs out.

#include <nlohmann/json.hpp>

#include "client/rp/fake_provider_for_test.h"
#include "client/webapp/web_app.h"
#include "mockidp/protocol/form.h"
#include "mockidp/protocol/random.h"
#include "mockidp/testing/catch.h"

using namespace webapp;
using namespace std::chrono_literals;
using protocol::Json;

namespace {

// The app, and somebody who is signed in to it with the refresh token r-1.
struct OfflineShop {
  OfflineShop() {
    const auto asked = rp::query_of(std::string(get("/profile").header("Location")));
    provider.expect_sign_in(std::string(asked.get("nonce")), clock.now());
    provider.token_body = {{"refresh_token", "r-1"}};
    get("/authorization-code/callback?code=c0de&state=" + std::string(asked.get("state")));
    provider.claims.erase("nonce");
    provider.claims.erase("at_hash");
  }

  static Options offline_options() {
    Options options;
    options.base_url = "http://localhost:8080";
    options.issuer = rp::kTestIssuer;
    options.client_id = "0oa-client";
    options.client_secret = "s3cret";
    options.scopes = "openid profile email offline_access";
    options.idle_limit = options.session_limit = 24h;
    return options;
  }

  http::Response send(const std::string& method, const std::string& target, const std::string& body = {}) {
    http::Request request;
    request.method = method;
    request.target = target;
    request.path = target.substr(0, target.find('?'));
    if (const auto mark = target.find('?'); mark != std::string::npos)
      request.query = target.substr(mark + 1);
    request.body = body;
    if (!cookie.empty()) request.headers.emplace_back("Cookie", cookie);
    auto response = app.answer(request);
    for (const auto& [name, value] : response.headers)
      if (name == "Set-Cookie" && value.starts_with("webapp_session="))
        cookie = value.substr(0, value.find(';'));
    return response;
  }
  http::Response get(const std::string& target) { return send("GET", target); }

  void expire() {
    clock.advance(3600s);
    provider.claims["iat"] = protocol::to_unix(clock.now());
    provider.claims["exp"] = protocol::to_unix(clock.now()) + 3600;
    provider.token_body = {{"refresh_token", "r-2"}, {"access_token", "access-2"}};
  }
  bool signed_in() { return get("/members").status == 200; }
  int refreshes() const { return provider.count("token") - 1; }
  std::string csrf() {
    const auto body = get("/").body;
    const auto at = body.find("name=\"csrf\" value=\"") + 19;
    return body.substr(at, body.find('"', at) - at);
  }

  rp::FakeProvider provider;
  protocol::ManualClock clock{protocol::SystemClock().now()};
  protocol::SeededRandom random{5};
  WebApp app{offline_options(), provider, clock, random};
  std::string cookie;
};

}  // namespace

TEST_CASE("a session whose access token has run out is renewed once, and its page says so",
          "[webapp][refresh]") {
  OfflineShop shop;
  CHECK_THAT(shop.get("/profile").body, ContainsSubstring("<span id=\"renewals\">0</span>"));
  CHECK(shop.refreshes() == 0);
  shop.expire();
  const auto page = shop.get("/profile");
  CHECK(page.status == 200);
  CHECK_THAT(page.body, ContainsSubstring("<span id=\"renewals\">1</span>"));
  CHECK(shop.signed_in());
  CHECK(shop.refreshes() == 1);
  for (const char* token : {"r-1", "r-2", "access-token", "access-2"})
    CHECK(page.body.find(token) == std::string::npos);
}

TEST_CASE("a session ends where the provider refuses to renew it", "[webapp][refresh]") {
  OfflineShop shop;
  shop.expire();
  shop.provider.instead["token"] = [] { return rp::json_answer({{"error", "invalid_grant"}}, 400); };
  CHECK(shop.get("/profile").status == 302);
  CHECK_FALSE(shop.signed_in());
  CHECK(shop.refreshes() == 1);
}

TEST_CASE("a session ends where the renewed ID token is about somebody else, or another sign-in",
          "[webapp][refresh]") {
  OfflineShop shop;
  shop.expire();
  const auto claim = GENERATE("sub", "auth_time");
  shop.provider.claims[claim] = std::string(claim) == "sub" ? Json("00u-mallory") : Json(1);
  CHECK_FALSE(shop.signed_in());
}

TEST_CASE("a session goes on while the provider does not answer, and is renewed after a while",
          "[webapp][refresh]") {
  OfflineShop shop;
  shop.expire();
  const auto status = GENERATE(429, 500, 503);
  CAPTURE(status);
  shop.provider.instead["token"] = [status] { return rp::HttpAnswer{.status = status}; };
  CHECK(shop.signed_in());
  CHECK(shop.signed_in());
  CHECK(shop.refreshes() == 1);
  shop.provider.instead.clear();
  shop.clock.advance(5s);
  CHECK(shop.signed_in());
  CHECK(shop.refreshes() == 2);
  CHECK_THAT(shop.get("/profile").body, ContainsSubstring("<span id=\"renewals\">1</span>"));
}

TEST_CASE("signing out revokes the newest refresh token, and does not wait for the provider's consent",
          "[webapp][refresh]") {
  OfflineShop shop;
  shop.expire();
  REQUIRE(shop.signed_in());
  const bool answers = GENERATE(true, false);
  CAPTURE(answers);
  if (!answers) shop.provider.instead["revoke"] = [] { return rp::HttpAnswer{.status = 503}; };
  const auto response = shop.send("POST", "/logout", "csrf=" + shop.csrf());
  CHECK(response.status == 303);
  CHECK_THAT(std::string(response.header("Location")), ContainsSubstring("/v1/logout?"));
  const auto asked = *protocol::parse_form(shop.provider.last("revoke").body);
  CHECK(asked.get("token") == "r-2");
  CHECK(asked.get("token_type_hint") == "refresh_token");
  CHECK_FALSE(shop.signed_in());
}
