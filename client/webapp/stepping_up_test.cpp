// Pages that ask for more than a sign-in.

#include <nlohmann/json.hpp>

#include "client/rp/fake_provider_for_test.h"
#include "client/webapp/web_app.h"
#include "mockidp/testing/catch.h"

using namespace webapp;
using namespace std::chrono_literals;
using protocol::Json;

namespace {

constexpr const char* kTwoFactors = "urn:okta:loa:2fa:any";

Options strict_options() {
  Options options;
  options.base_url = "http://localhost:8080";
  options.issuer = rp::kTestIssuer;
  options.client_id = "0oa-client";
  options.client_secret = "s3cret";
  options.idle_limit = options.session_limit = 24h;
  options.recent_sign_in = 300s;
  options.step_up_acr = kTwoFactors;
  options.step_up_amr = "mfa";
  options.invoices_url = "https://api.example/invoices";
  return options;
}

// The app with all three pages, and somebody who has signed in by password.
struct StrictShop {
  StrictShop() { come_back(get("/login")); }

  http::Response get(const std::string& target) {
    http::Request request;
    request.method = "GET";
    request.target = target;
    request.path = target.substr(0, target.find('?'));
    if (const auto mark = target.find('?'); mark != std::string::npos)
      request.query = target.substr(mark + 1);
    if (!cookie.empty()) request.headers.emplace_back("Cookie", cookie);
    auto response = app.answer(request);
    const std::string set(response.header("Set-Cookie"));
    if (!set.empty()) cookie = set.substr(0, set.find(';'));
    return response;
  }
  // As the provider answers, honestly but for `changed`.
  http::Response come_back(const http::Response& departure, const Json& changed = Json::object()) {
    asked = rp::query_of(std::string(departure.header("Location")));
    provider.expect_sign_in(std::string(asked.get("nonce")), clock.now());
    provider.claims["amr"] = {"pwd"};
    provider.claims.update(changed);
    return get("/authorization-code/callback?code=c&state=" + std::string(asked.get("state")));
  }
  bool opens(const std::string& path) { return get(path).status == 200; }

  rp::FakeProvider provider;
  protocol::ManualClock clock;
  protocol::SeededRandom random{11};
  WebApp app{strict_options(), provider, clock, random};
  std::string cookie;
  protocol::Params asked;
};

}  // namespace

TEST_CASE("the safe opens to a recent sign-in, and asks for one otherwise", "[webapp][step_up]") {
  StrictShop shop;
  CHECK(shop.opens("/safe"));
  shop.clock.advance(360s);  // with the skew that clocks may have
  CHECK(shop.opens("/safe"));
  shop.clock.advance(1s);
  const auto departure = shop.get("/safe?drawer=2");
  CHECK(departure.status == 302);
  SECTION("who proves it again is in, at the page that was asked for") {
    CHECK(shop.come_back(departure).header("Location") == "http://localhost:8080/safe?drawer=2");
    CHECK(shop.asked.get("max_age") == "300");
    CHECK(shop.opens("/safe"));
  }
  SECTION("an answer from the old sign-in is refused, and the session goes on as it was") {
    const auto old = protocol::to_unix(shop.clock.now()) - 361;
    CHECK(shop.come_back(departure, {{"auth_time", old}}).status == 502);
    CHECK_FALSE(shop.opens("/safe"));
    CHECK(shop.opens("/profile"));
  }
}

TEST_CASE("the vault opens to the sign-in that it asks for, and to no weaker one", "[webapp][step_up]") {
  StrictShop shop;
  const auto departure = shop.get("/vault");
  REQUIRE(departure.status == 302);
  const Json strong{{"acr", kTwoFactors}, {"amr", {"pwd", "sms", "mfa"}}};
  SECTION("as asked for") {
    CHECK(shop.come_back(departure, strong).status == 303);
    CHECK(shop.asked.get("acr_values") == kTwoFactors);
    CHECK(shop.opens("/vault"));
  }
  SECTION("weaker") {
    auto weak = strong;
    const std::string without = GENERATE("acr", "amr", "other acr");
    CAPTURE(without);
    if (without == "acr") weak.erase("acr");
    if (without == "amr") weak["amr"] = {"pwd"};
    if (without == "other acr") weak["acr"] = "urn:okta:loa:1fa:any";
    CHECK(shop.come_back(departure, weak).status == 502);
    CHECK_FALSE(shop.opens("/vault"));
    CHECK(shop.opens("/profile"));
  }
}

TEST_CASE("the confirmation asks again each time, and an unchanged sign-in is none", "[webapp][step_up]") {
  StrictShop shop;
  shop.clock.advance(1s);
  const auto departure = shop.get("/confirm");
  REQUIRE(departure.status == 302);
  SECTION("somebody proved it") {
    CHECK(shop.come_back(departure).status == 303);
    CHECK(shop.asked.get("prompt") == "login");
    CHECK(shop.opens("/confirm"));
    CHECK_FALSE(shop.opens("/confirm"));
  }
  SECTION("nobody was asked") {
    const auto before = protocol::to_unix(shop.clock.now()) - 1;
    CHECK(shop.come_back(departure, {{"auth_time", before}}).status == 502);
    CHECK_FALSE(shop.opens("/confirm"));
  }
}

TEST_CASE("what an API wants of the sign-in is asked for once", "[webapp][step_up]") {
  StrictShop shop;
  shop.provider.instead["invoices"] = [] {
    return rp::HttpAnswer{.status = 401,
                          .headers = {{"www-authenticate",
                                       "Bearer error=\"insufficient_user_authentication\", "
                                       "acr_values=\"urn:okta:loa:2fa:any\", max_age=\"600\""}}};
  };
  const auto departure = shop.get("/invoices");
  REQUIRE(departure.status == 302);
  const Json strong{{"acr", kTwoFactors}, {"amr", {"pwd", "sms", "mfa"}}};
  CHECK(shop.come_back(departure, strong).header("Location") == "http://localhost:8080/invoices");
  CHECK(shop.asked.get("acr_values") == kTwoFactors);
  CHECK(shop.asked.get("max_age") == "600");
  SECTION("and then the API is content") {
    shop.provider.instead["invoices"] = [] { return rp::HttpAnswer{.status = 200, .body = "no. 4711"}; };
    CHECK_THAT(shop.get("/invoices").body, ContainsSubstring("no. 4711"));
  }
  SECTION("an API that still is not content is not asked for ever") {
    const auto page = shop.get("/invoices");
    CHECK(page.status == 200);
    CHECK_THAT(page.body, ContainsSubstring("wants a sign-in that you cannot give"));
    shop.clock.advance(30s);
    CHECK(shop.get("/invoices").status == 302);
  }
}

TEST_CASE("any other refusal of the API sends nobody to sign in", "[webapp][step_up]") {
  StrictShop shop;
  shop.provider.instead["invoices"] = [] {
    return rp::HttpAnswer{.status = 401, .headers = {{"www-authenticate", "Bearer error=\"invalid_token\""}}};
  };
  const auto page = shop.get("/invoices");
  CHECK(page.status == 200);
  CHECK_THAT(page.body, ContainsSubstring("cannot be shown"));
}

TEST_CASE("without the options there are no such pages", "[webapp][step_up]") {
  rp::FakeProvider provider;
  protocol::ManualClock clock;
  protocol::SeededRandom random{11};
  auto options = strict_options();
  options.recent_sign_in = 0s;
  options.step_up_acr.clear();
  options.invoices_url.clear();
  WebApp app(options, provider, clock, random);
  for (const char* path : {"/safe", "/confirm", "/vault", "/invoices"}) {
    http::Request request;
    request.method = "GET";
    request.target = request.path = path;
    CHECK(app.answer(request).status == 404);
  }
}
