#include "client/webapp/web_app.h"

#include <nlohmann/json.hpp>

#include "client/rp/fake_provider_for_test.h"
#include "mockidp/protocol/form.h"
#include "mockidp/protocol/uri.h"
#include "mockidp/testing/catch.h"

using namespace webapp;

namespace {

Options test_options() {
  Options options;
  options.base_url = "https://app.example";
  options.issuer = rp::kTestIssuer;
  options.client_id = "0oa-client";
  options.client_secret = "s3cret";
  options.idle_limit = std::chrono::minutes(30);
  options.session_limit = std::chrono::hours(8);
  return options;
}

// The app beside a fake provider, and one browser that keeps its cookies.
struct Shop {
  explicit Shop(Options wanted = test_options()) : options(std::move(wanted)) {}

  http::Response send(const std::string& method, const std::string& target, const std::string& body = {},
                      http::Headers headers = {}) {
    http::Request request;
    request.method = method;
    request.target = target;
    request.path = target.substr(0, target.find('?'));
    if (const auto mark = target.find('?'); mark != std::string::npos)
      request.query = target.substr(mark + 1);
    request.body = body;
    request.headers = std::move(headers);
    std::string jar;
    for (const auto& [name, value] : cookies) jar += (jar.empty() ? "" : "; ") + name + "=" + value;
    if (!jar.empty()) request.headers.emplace_back("Cookie", jar);
    auto response = app.answer(request);
    for (const auto& [name, value] : response.headers)
      if (name == "Set-Cookie") keep(value);
    return response;
  }
  http::Response get(const std::string& target, http::Headers headers = {}) {
    return send("GET", target, {}, std::move(headers));
  }

  void keep(const std::string& line) {
    const auto pair = line.substr(0, line.find(';'));
    const auto name = pair.substr(0, pair.find('='));
    if (line.find("Max-Age=0") != std::string::npos)
      cookies.erase(name);
    else
      cookies[name] = pair.substr(pair.find('=') + 1);
  }

  // From the redirect to the provider to the callback's answer.
  protocol::Params departed(const http::Response& redirect) const {
    const std::string location(redirect.header("Location"));
    return *protocol::parse_form(location.substr(location.find('?') + 1));
  }
  http::Response come_back(const http::Response& redirect) {
    const auto request = departed(redirect);
    provider.expect_sign_in(std::string(request.get("nonce")), clock.now());
    provider.claims["name"] = person;
    return get("/authorization-code/callback?code=c0de&state=" +
               protocol::percent_encode(request.get("state")));
  }
  http::Response sign_in(const std::string& from = "/profile") { return come_back(get(from)); }

  std::string csrf() {
    const auto body = get("/").body;
    const auto at = body.find("name=\"csrf\" value=\"") + 19;
    return body.substr(at, body.find('"', at) - at);
  }

  Options options;
  rp::FakeProvider provider;
  protocol::ManualClock clock;
  protocol::SeededRandom random{11};
  WebApp app{options, provider, clock, random};
  std::map<std::string, std::string> cookies;
  std::string person = "Alice";
};

bool leads_to_provider(const http::Response& response) {
  return response.status == 302 &&
         response.header("Location").starts_with(rp::kTestIssuer + "/v1/authorize?");
}

}  // namespace

TEST_CASE("a guarded page leads to the provider and, signed in, back to where it was asked for", "[webapp]") {
  Shop shop;
  const std::string page = GENERATE("/profile", "/members", "/checkout", "/profile?a=1&b=%2F");
  CAPTURE(page);
  const auto redirect = shop.get(page);
  REQUIRE(leads_to_provider(redirect));
  CHECK(redirect.header("Cache-Control") == "no-store");
  const auto asked = shop.departed(redirect);
  CHECK(asked.get("redirect_uri") == "https://app.example/authorization-code/callback");
  CHECK(asked.get("code_challenge_method") == "S256");
  CHECK(asked.get("scope") == "openid profile email");

  const auto back = shop.come_back(redirect);
  CHECK(back.status == 303);
  CHECK(back.header("Location") == "https://app.example" + page);
  const auto shown = shop.get(page);
  CHECK(shown.status == 200);
  CHECK(shown.header("Cache-Control") == "no-store");
  CHECK_THAT(shown.body, ContainsSubstring("Hello, Alice"));
}

TEST_CASE("the page of the staff is shown to them, and everybody else is refused without a new sign-in",
          "[webapp]") {
  auto options = test_options();
  const bool is_staff = GENERATE(true, false);
  options.staff = {"00u-zoe", is_staff ? "00u-alice" : "alice@app.example"};
  Shop shop(options);
  CHECK(leads_to_provider(shop.get("/staff")));
  shop.sign_in("/profile");
  const auto asked_before = shop.provider.count();
  const auto shown = shop.get("/staff");
  CHECK(shown.status == (is_staff ? 200 : 403));
  CHECK((shown.body.find("store room") != std::string::npos) == is_staff);
  CHECK(shop.provider.count() == asked_before);
  CHECK(shop.get("/profile").status == 200);
}

TEST_CASE("a shop without staff has no page for them", "[webapp]") {
  Shop shop;
  CHECK(shop.get("/staff").status == 404);
}

TEST_CASE("a script is told 401 and is not sent away", "[webapp]") {
  Shop shop;
  const auto response = shop.get("/profile", {{"Accept", "application/json"}});
  CHECK(response.status == 401);
  CHECK_FALSE(response.header("WWW-Authenticate").empty());
  CHECK(shop.provider.count() == 0);
}

TEST_CASE("public pages ask nobody to sign in and begin no session", "[webapp]") {
  Shop shop;
  const std::string page = GENERATE("/", "/cart", "/style.css", "/health", "/signout/callback");
  CAPTURE(page);
  CHECK(shop.get(page).status == 200);
  CHECK(shop.provider.count() == 0);
  CHECK(shop.cookies.empty());
}

TEST_CASE("with everything guarded only the way in and out stays open", "[webapp]") {
  auto options = test_options();
  options.everything_needs_sign_in = true;
  Shop shop(options);
  for (const std::string page : {"/", "/cart", "/profile", "/no/such/page"}) {
    CAPTURE(page);
    CHECK(leads_to_provider(shop.get(page)));
  }
  CHECK(shop.get("/signout/callback").status == 200);
  CHECK(shop.get("/style.css").status == 200);
}

TEST_CASE("variants of a guarded path open nothing", "[webapp]") {
  Shop shop;
  const std::string path = GENERATE("/profile/", "//profile", "/PROFILE", "/profile;x=1", "/%70rofile",
                                    "/./profile", "/profile.json", "/x/../profile", "/profile%2f");
  CAPTURE(path);
  const auto response = shop.get(path);
  CHECK(response.status != 200);
  CHECK(response.body.find("Claims") == std::string::npos);
}

TEST_CASE("a callback that belongs to no sign-in of this browser signs nobody in", "[webapp]") {
  Shop shop;
  const auto redirect = shop.get("/profile");
  const auto state = std::string(shop.departed(redirect).get("state"));
  const std::string query = GENERATE_COPY("code=c0de", "code=c0de&state=", "code=c0de&state=wrong",
                                          "code=c0de&state=" + state + "&state=" + state, "");
  CAPTURE(query);
  const auto response = shop.get("/authorization-code/callback?" + query);
  CHECK(response.status == 400);
  CHECK(shop.provider.count("token") == 0);
  CHECK(leads_to_provider(shop.get("/profile")));
}

TEST_CASE("another browser cannot use the callback, and its own browser only once", "[webapp]") {
  Shop shop;
  const auto redirect = shop.get("/profile");
  const auto mine = std::exchange(shop.cookies, {});
  CHECK(shop.come_back(redirect).status == 400);
  CHECK(shop.provider.count("token") == 0);

  shop.cookies = mine;
  CHECK(shop.come_back(redirect).status == 303);
  CHECK(shop.come_back(redirect).status == 400);
  CHECK(shop.provider.count("token") == 1);
  CHECK(shop.get("/profile").status == 200);
}

TEST_CASE("the session's key changes at sign-in and its cookie is closed to scripts and other sites",
          "[webapp]") {
  Shop shop;
  const auto redirect = shop.get("/profile");
  const auto before = shop.cookies.at("__Host-webapp_session");
  const auto back = shop.come_back(redirect);
  CHECK(shop.cookies.at("__Host-webapp_session") != before);
  std::string cookie;
  for (const auto& [name, value] : back.headers)
    if (name == "Set-Cookie") cookie = value;
  CHECK_THAT(cookie, ContainsSubstring("HttpOnly"));
  CHECK_THAT(cookie, ContainsSubstring("Secure"));
  CHECK_THAT(cookie, ContainsSubstring("SameSite=Lax"));
  CHECK_THAT(cookie, ContainsSubstring("Path=/"));
  CHECK(cookie.find("Domain") == std::string::npos);
}

TEST_CASE("what the provider says in refusing is shown as text", "[webapp]") {
  Shop shop;
  const auto request = shop.departed(shop.get("/profile"));
  const auto response = shop.get("/authorization-code/callback?error=access_denied&error_description=" +
                                 protocol::percent_encode("<script>alert(1)</script>\"'") +
                                 "&state=" + protocol::percent_encode(request.get("state")));
  CHECK(response.status == 403);
  CHECK(response.body.find("<script") == std::string::npos);
  CHECK_THAT(response.body, ContainsSubstring("access_denied"));
  CHECK(shop.provider.count("token") == 0);
}

TEST_CASE("a name with markup stays a name", "[webapp]") {
  Shop shop;
  shop.person = "<img src=x onerror=alert(1)>";
  shop.sign_in();
  const auto page = shop.get("/profile");
  CHECK(page.status == 200);
  CHECK(page.body.find("<img") == std::string::npos);
}

TEST_CASE("login takes a hint and a target from the provider, and no other provider", "[webapp]") {
  Shop shop;
  const auto started = shop.get("/login?iss=" + protocol::percent_encode(rp::kTestIssuer) +
                                "&login_hint=alice%40app.example&target_link_uri=" +
                                protocol::percent_encode("https://app.example/members?x=1"));
  REQUIRE(leads_to_provider(started));
  CHECK(shop.departed(started).get("login_hint") == "alice@app.example");
  CHECK(shop.come_back(started).header("Location") == "https://app.example/members?x=1");

  REQUIRE(leads_to_provider(shop.get("/login?iss=https%3A%2F%2Fidp.example")));  // the org of that server

  const auto calls = shop.provider.count();
  for (const auto* other : {"https%3A%2F%2Fevil.example", "https%3A%2F%2Fidp.example%2Foauth2",
                            "https%3A%2F%2Fidp.exam", "https%3A%2F%2Fidp.example%2F", ""}) {
    CAPTURE(other);
    CHECK(shop.get("/login?iss=" + std::string(other)).status == 400);
  }
  CHECK(shop.provider.count() == calls);
  const auto elsewhere = shop.get("/login?target_link_uri=https%3A%2F%2Fevil.example%2F");
  CHECK(shop.come_back(elsewhere).header("Location") == "https://app.example/");
}

TEST_CASE("the anonymous cart is there after the sign-in that checking out asks for", "[webapp]") {
  Shop shop;
  CHECK(shop.send("POST", "/cart", "product=sencha").status == 303);
  CHECK(shop.sign_in("/checkout").header("Location") == "https://app.example/checkout");
  CHECK_THAT(shop.get("/checkout").body, ContainsSubstring("Sencha"));
  CHECK(shop.send("POST", "/checkout", "csrf=wrong").status == 403);
  CHECK_THAT(shop.send("POST", "/checkout", "csrf=" + shop.csrf()).body,
             ContainsSubstring("Thank you, Alice"));
}

TEST_CASE("signing out ends the session here, then at the provider, and checks the way back", "[webapp]") {
  Shop shop;
  shop.sign_in();
  CHECK(shop.send("POST", "/logout", "csrf=wrong").status == 403);
  CHECK(shop.get("/profile").status == 200);

  const auto old_cookies = shop.cookies;
  const auto away = shop.send("POST", "/logout", "csrf=" + shop.csrf());
  CHECK(away.status == 303);
  const auto asked = shop.departed(away);
  CHECK_FALSE(asked.get("id_token_hint").empty());
  CHECK(asked.get("post_logout_redirect_uri") == "https://app.example/signout/callback");
  CHECK_FALSE(shop.cookies.contains("__Host-webapp_session"));

  SECTION("the old cookie is worth nothing") {
    shop.cookies = old_cookies;
    CHECK(leads_to_provider(shop.get("/profile")));
  }
  SECTION("back with the right state") {
    const auto page = shop.get("/signout/callback?state=" + protocol::percent_encode(asked.get("state")));
    CHECK_THAT(page.body, ContainsSubstring("You are signed out"));
  }
  SECTION("back with a wrong one is no error either") {
    const auto page = shop.get("/signout/callback?state=wrong");
    CHECK(page.status == 200);
    CHECK(page.body.find("You are signed out") == std::string::npos);
  }
}

TEST_CASE("without the provider the session here ends all the same", "[webapp]") {
  Shop shop;
  shop.sign_in();
  const auto csrf = shop.csrf();
  shop.provider.metadata.erase("end_session_endpoint");
  shop.clock.advance(std::chrono::seconds(1700));  // within the session, metadata still known
  shop.provider.instead["openid-configuration"] = [] {
    return rp::FakeProvider::Answer(protocol::fail(rp::TransportError{}));
  };
  const auto response = shop.send("POST", "/logout", "csrf=" + csrf);
  CHECK((response.status == 303 || response.status == 200));
  CHECK(leads_to_provider(shop.get("/profile")) == true);
}

TEST_CASE("a session that ended says so, and offers the way back", "[webapp]") {
  Shop shop;
  shop.sign_in();
  shop.clock.advance(std::chrono::minutes(30));
  const auto page = shop.get("/members?x=1");
  CHECK(page.status == 401);
  CHECK_THAT(page.body, ContainsSubstring("Your session has ended"));
  CHECK_THAT(page.body, ContainsSubstring("/login?return_to=%2Fmembers%3Fx%3D1"));
  CHECK(leads_to_provider(shop.get("/members")));
}

TEST_CASE("a provider that is away or wrong is a page, not a session", "[webapp]") {
  Shop shop;
  const auto redirect = shop.get("/profile");
  const auto broken = GENERATE(0, 1, 2);
  CAPTURE(broken);
  if (broken == 0)
    shop.provider.instead["token"] = [] { return rp::FakeProvider::Answer(rp::HttpAnswer{.status = 503}); };
  if (broken == 1) shop.provider.userinfo["sub"] = "00u-mallory";
  if (broken == 2) shop.provider.signing = rp::second_test_key();
  const auto page = shop.come_back(redirect);
  CHECK(page.status >= 500);
  CHECK(page.body.find("s3cret") == std::string::npos);
  CHECK(leads_to_provider(shop.get("/profile")));
}

TEST_CASE("looking at the callback does not use it up", "[webapp]") {
  Shop shop;
  const auto redirect = shop.get("/profile");
  const auto state = protocol::percent_encode(shop.departed(redirect).get("state"));
  CHECK(shop.send("HEAD", "/authorization-code/callback?code=c0de&state=" + state).status == 200);
  CHECK(shop.come_back(redirect).status == 303);
}

TEST_CASE("orders are asked for with the person's access token, which no page shows", "[webapp][api]") {
  auto options = test_options();
  options.api_url = "https://api.example";
  Shop shop(options);
  shop.provider.instead["orders"] = [] {
    return rp::json_answer({{"orders", protocol::Json::array({{{"product", "<b>tea"}, {"count", 2}}})}});
  };
  const auto redirect = shop.get("/orders");
  REQUIRE(leads_to_provider(redirect));
  CHECK(shop.departed(redirect).get("scope") == "openid profile email api.read");
  REQUIRE(shop.come_back(redirect).status == 303);
  const auto shown = shop.get("/orders");
  CHECK(shown.status == 200);
  CHECK_THAT(shown.body, ContainsSubstring("2 × &lt;b&gt;tea"));
  CHECK(shown.body.find("access-token") == std::string::npos);
  const auto call = shop.provider.last("orders");
  CHECK(call.url == "https://api.example/orders");
  bool sent = false;
  for (const auto& [name, value] : call.headers)
    sent = sent || (name == "Authorization" && value == "Bearer access-token");
  CHECK(sent);
}

TEST_CASE("when orders cannot be had the page says why", "[webapp][api]") {
  auto options = test_options();
  options.api_url = "https://api.example";
  Shop shop(options);
  REQUIRE(shop.sign_in().status == 303);
  const auto says = [&](rp::HttpAnswer answer, const std::string& text) {
    shop.provider.instead["orders"] = [answer] { return answer; };
    const auto shown = shop.get("/orders");
    CHECK(shown.status == 200);
    CHECK_THAT(shown.body, ContainsSubstring(text));
  };
  says({.status = 401}, "does not accept this sign-in");
  says({.status = 403, .headers = {{"www-authenticate", "Bearer scope=<x>"}}}, "Bearer scope=&lt;x&gt;");
  says({.status = 500}, "cannot answer now");
  says({.status = 200, .body = "<html>"}, "cannot be read");
  says(rp::json_answer({{"orders", protocol::Json::array()}}), "You have no orders yet");
}

TEST_CASE("an access token that has run out is not sent", "[webapp][api]") {
  auto options = test_options();
  options.api_url = "https://api.example";
  options.idle_limit = std::chrono::hours(4);
  Shop shop(options);
  REQUIRE(shop.sign_in().status == 303);
  shop.clock.advance(std::chrono::hours(2));
  CHECK_THAT(shop.get("/orders").body, ContainsSubstring("Please sign in again"));
  CHECK(shop.provider.count("orders") == 0);
}

TEST_CASE("without an API there is no page of orders", "[webapp][api]") {
  Shop shop;
  REQUIRE(shop.sign_in().status == 303);
  CHECK(shop.get("/orders").status == 404);
}
