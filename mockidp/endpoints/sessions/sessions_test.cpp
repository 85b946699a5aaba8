#include <nlohmann/json.hpp>

#include "mockidp/org/session_opening.h"
#include "mockidp/testing/catch.h"
#include "mockidp/testing/test_browser.h"

using namespace std::chrono_literals;

namespace mockidp::testing {
namespace {

constexpr std::string_view kMe = "/api/v1/sessions/me";
constexpr std::string_view kRefresh = "/api/v1/sessions/me/lifecycle/refresh";

std::string id_of(TestProvider& provider, std::string_view login) {
  return provider.org.people.find_by_login(login)->value.id;
}

std::string session_token_for(TestProvider& provider, std::string_view login) {
  const auto now = provider.clock.now();
  return issue_session_token(provider.org, id_of(provider, login), {{"okta_password", "pwd", now}}, now);
}

std::string cookie_of_session(TestProvider& provider, std::string_view login) {
  const auto now = provider.clock.now();
  const auto session =
      open_session(provider.org, provider.org.directory()->session_policies.front().rules.front(),
                   id_of(provider, login), {{"okta_password", "pwd", now}}, now);
  return "idx=" + session.token;
}

http::Response send_with(TestProvider& provider, std::string_view method, std::string_view target,
                         http::Headers headers) {
  http::Request request = get_request(target, std::move(headers));
  request.method = method;
  return provider.send(std::move(request));
}

std::string set_cookie_of(const http::Response& response, std::string_view name) {
  for (const auto& [header, value] : response.headers)
    if (header == "Set-Cookie" && value.starts_with(std::string(name) + '=')) return value;
  return {};
}

http::Response create_session(TestProvider& provider, std::string body, http::Headers headers = {}) {
  headers.emplace_back("Content-Type", "application/json");
  http::Request request = get_request("/api/v1/sessions", std::move(headers));
  request.method = "POST";
  request.body = std::move(body);
  return provider.send(std::move(request));
}

std::string token_body(std::string_view token) { return R"({"sessionToken":")" + std::string(token) + "\"}"; }

}  // namespace

TEST_CASE("the session of the cookie is shown as Identity Engine does it", "[sessions]") {
  TestProvider provider;
  TestBrowser browser(provider);
  browser.sign_in_to(kDefaultServer, web_request());
  const auto response = browser.get(kMe);
  REQUIRE(response.status == 200);
  const auto session = json_of(response);
  std::vector<std::string> members;
  for (const auto& [name, value] : session.items()) members.push_back(name);
  CHECK(members == std::vector<std::string>{"id", "userId", "login", "createdAt", "expiresAt", "status",
                                            "lastPasswordVerification", "lastFactorVerification", "amr",
                                            "mfaActive", "_links"});
  CHECK(session["id"].get<std::string>().size() == 25);
  CHECK(session["login"] == kAlice);
  CHECK(session["userId"] == id_of(provider, kAlice));
  CHECK(session["status"] == "ACTIVE");
  CHECK(session["createdAt"] == "2026-01-01T00:00:00.000Z");
  CHECK(session["expiresAt"] == "2026-01-01T02:00:00.000Z");
  CHECK(session["lastPasswordVerification"] == "2026-01-01T00:00:00.000Z");
  CHECK(session["lastFactorVerification"].is_null());
  CHECK(session["amr"] == protocol::Json::array({"pwd"}));
  CHECK(session["_links"]["refresh"]["href"] == "http://localhost:7070/api/v1/sessions/me/lifecycle/refresh");
  CHECK(session["_links"]["user"]["href"] == "http://localhost:7070/api/v1/users/me");
  CHECK(session["_links"]["user"]["name"] == "Alice Archer");
  CHECK(response.body.find(browser.cookie("idx")) == std::string::npos);
}

TEST_CASE("looking at a session does not prolong it, refreshing it does", "[sessions]") {
  TestProvider provider;
  const http::Headers cookie{{"Cookie", cookie_of_session(provider, kAlice)}};
  provider.clock.advance(3600s);
  CHECK(json_of(provider.get(kMe, cookie))["expiresAt"] == "2026-01-01T02:00:00.000Z");
  const auto refreshed = send_with(provider, "POST", kRefresh, cookie);
  CHECK(refreshed.status == 200);
  CHECK(json_of(refreshed)["expiresAt"] == "2026-01-01T03:00:00.000Z");
  CHECK(json_of(provider.get(kMe, cookie))["expiresAt"] == "2026-01-01T03:00:00.000Z");
  http::Headers minimal = cookie;
  minimal.emplace_back("Prefer", "return=minimal");
  const auto nothing = send_with(provider, "POST", kRefresh, minimal);
  CHECK(nothing.status == 204);
  CHECK(nothing.header("Preference-Applied") == "return=minimal");
  CHECK(nothing.body.empty());
  provider.clock.advance(7199s);
  CHECK(provider.get(kMe, cookie).status == 200);
  provider.clock.advance(1s);
  CHECK(provider.get(kMe, cookie).status == 404);
  CHECK(send_with(provider, "POST", kRefresh, cookie).status == 404);
}

TEST_CASE("a session that authorize looks at was used, whatever comes of it", "[sessions]") {
  TestProvider provider;
  TestBrowser browser(provider);
  browser.sign_in_to(kDefaultServer, web_request());
  provider.clock.advance(7199s);
  SECTION("the client is refused") {
    const auto request = with(with(web_request(), "prompt", "none"), "max_age", "10");
    CHECK(redirect_params(browser.authorize(kDefaultServer, request)).get("error") == "login_required");
  }
  SECTION("a page is shown") {
    CHECK(browser.authorize(kDefaultServer, with(web_request(), "prompt", "login")).status == 200);
  }
  SECTION("a person who is not assigned is refused") {
    provider.change_app(kWebApp, [](AppIntegration& app) { app.assignment = {}; });
    CHECK(redirect_params(browser.authorize(kDefaultServer, web_request())).get("error") == "access_denied");
  }
  provider.clock.advance(7199s);
  CHECK(browser.get(kMe).status == 200);
  CHECK(browser.authorize(kDefaultServer, with(web_request(), "scope", "nosuchscope")).status == 302);
  provider.clock.advance(1s);
  CHECK(browser.get(kMe).status == 404);
}

TEST_CASE("closing a session ends it and takes its cookie away", "[sessions]") {
  TestProvider provider;
  const http::Headers cookie{{"Cookie", cookie_of_session(provider, kAlice)}};
  const auto closed = send_with(provider, "DELETE", kMe, cookie);
  CHECK(closed.status == 204);
  CHECK_THAT(set_cookie_of(closed, "idx"), ContainsSubstring("Max-Age=0"));
  CHECK(send_with(provider, "DELETE", kMe, cookie).status == 404);
  const auto gone = provider.get(kMe, cookie);
  CHECK(gone.status == 404);
  CHECK(json_of(gone)["errorCode"] == "E0000007");
  CHECK(json_of(gone)["errorSummary"] == "Not found: Resource not found: me (Session)");
}

TEST_CASE("a session that its policy or its person has ended is not there", "[sessions]") {
  TestProvider provider;
  const http::Headers cookie{{"Cookie", cookie_of_session(provider, kAlice)}};
  provider.org.people.update(id_of(provider, kAlice), [](Person& person) {
    person.status = PersonStatus::SUSPENDED;
    return true;
  });
  CHECK(provider.get(kMe, cookie).status == 404);
}

TEST_CASE("pages of trusted origins with CORS may use the session, others not at all", "[sessions][cors]") {
  TestProvider provider;
  const std::string cookie = cookie_of_session(provider, kAlice);
  const auto from = [&](const char* method, const char* origin) {
    return send_with(provider, method, kMe, {{"Cookie", cookie}, {"Origin", origin}});
  };
  const auto trusted = from("GET", "http://localhost:9000");
  CHECK(trusted.status == 200);
  CHECK(trusted.header("Access-Control-Allow-Origin") == "http://localhost:9000");
  CHECK(trusted.header("Access-Control-Allow-Credentials") == "true");
  CHECK(trusted.header("Vary") == "Origin");

  const auto untrusted = from("DELETE", "http://localhost:9009");
  CHECK(untrusted.status == 403);
  CHECK(json_of(untrusted)["errorCode"] == "E0000212");
  CHECK(json_of(untrusted)["errorSummary"] == "Origin validation failed.");
  CHECK(untrusted.header("Access-Control-Allow-Origin").empty());
  CHECK(untrusted.header("Access-Control-Allow-Credentials").empty());
  CHECK_THAT(provider.org.journal.read(provider.org.journal.last_sequence() - 1, 1).at(0).json,
             ContainsSubstring("http://localhost:9000"));
  CHECK(from("DELETE", "null").status == 403);
  CHECK(from("DELETE", "http://localhost:9000.evil.example").status == 403);
  CHECK(from("GET", "http://localhost:7070").status == 200);  // the org's own pages

  provider.change([](Directory& directory) {
    for (auto& origin : directory.trusted_origins) origin.cors = false;
  });
  CHECK(from("GET", "http://localhost:9000").status == 403);
}

TEST_CASE("a preflight allows credentials to trusted origins only", "[sessions][cors]") {
  TestProvider provider;
  const auto preflight_from = [&](const char* origin, std::string_view target) {
    return send_with(provider, "OPTIONS", target,
                     {{"Origin", origin},
                      {"Access-Control-Request-Method", "DELETE"},
                      {"Access-Control-Request-Headers", "content-type,x-okta-user-agent-extended"}});
  };
  const auto trusted = preflight_from("http://localhost:9000", kMe);
  CHECK(trusted.status == 204);
  CHECK(trusted.header("Access-Control-Allow-Origin") == "http://localhost:9000");
  CHECK(trusted.header("Access-Control-Allow-Credentials") == "true");
  CHECK(trusted.header("Access-Control-Allow-Methods") == "GET, DELETE");
  CHECK(trusted.header("Access-Control-Allow-Headers") == "content-type,x-okta-user-agent-extended");
  CHECK(preflight_from("http://localhost:9000", kRefresh).header("Access-Control-Allow-Methods") == "POST");
  const auto untrusted = preflight_from("http://evil.example", kMe);
  CHECK(untrusted.status == 204);
  CHECK(untrusted.header("Access-Control-Allow-Origin").empty());
  CHECK(untrusted.header("Access-Control-Allow-Methods").empty());
}

TEST_CASE("a session token at authorize signs in without a page, once", "[sessions][session_token]") {
  TestProvider provider;
  const std::string token = session_token_for(provider, kAlice);
  const auto request = with(with(web_request(), "sessionToken", token), "prompt", "none");
  const auto authorize = [&](http::Headers headers = {}) {
    return provider.get("/oauth2/default/v1/authorize?" + protocol::encode_form(request), std::move(headers));
  };
  const auto response = authorize();
  REQUIRE(response.status == 302);
  CHECK(redirect_params(response).has("code"));
  const std::string cookie = set_cookie_of(response, "idx");
  REQUIRE(cookie.starts_with("idx="));
  const http::Headers browser{{"Cookie", cookie.substr(0, cookie.find(';'))}};
  CHECK(json_of(provider.get(kMe, browser))["login"] == kAlice);

  const auto again = authorize();
  CHECK(redirect_params(again).get("error") == "login_required");
  CHECK(set_cookie_of(again, "idx").empty());
  CHECK_THAT(provider.org.journal.read(provider.org.journal.last_sequence() - 1, 1).at(0).json,
             ContainsSubstring("session token ignored"));
}

TEST_CASE("the person of a session token takes over from who was signed in", "[sessions][session_token]") {
  TestProvider provider;
  const std::string before = cookie_of_session(provider, kAlice);
  const auto response =
      provider.get("/oauth2/default/v1/authorize?" +
                       protocol::encode_form(with(web_request(), "sessionToken",
                                                  session_token_for(provider, "bob@example.com"))),
                   {{"Cookie", before}});
  REQUIRE(redirect_params(response).has("code"));
  const std::string cookie = set_cookie_of(response, "idx");
  CHECK(json_of(provider.get(kMe, {{"Cookie", cookie.substr(0, cookie.find(';'))}}))["login"] ==
        "bob@example.com");
  CHECK(provider.get(kMe, {{"Cookie", before}}).status == 404);
}

TEST_CASE("a session token is good for five minutes, and for who may have a session",
          "[sessions][session_token]") {
  TestProvider provider;
  const std::string token = session_token_for(provider, kAlice);
  const auto status = [&] {
    return provider
        .get("/oauth2/default/v1/authorize?" +
             protocol::encode_form(with(web_request(), "sessionToken", token)))
        .status;
  };
  SECTION("the last second") {
    provider.clock.advance(299s);
    CHECK(status() == 302);
  }
  SECTION("the second after") {
    provider.clock.advance(300s);
    CHECK(status() == 200);
  }
  SECTION("a person who was suspended meanwhile") {
    provider.org.people.update(id_of(provider, kAlice), [](Person& person) {
      person.status = PersonStatus::SUSPENDED;
      return true;
    });
    CHECK(status() == 200);
  }
}

TEST_CASE("a session token is no code to guess at: the redirect URI is checked first",
          "[sessions][session_token]") {
  TestProvider provider;
  const std::string token = session_token_for(provider, kAlice);
  const auto request =
      with(with(web_request(), "sessionToken", token), "redirect_uri", "https://evil.example/");
  CHECK(provider.get("/oauth2/default/v1/authorize?" + protocol::encode_form(request)).status == 400);
  // It was not spent.
  CHECK(redirect_params(provider.get("/oauth2/default/v1/authorize?" +
                                     protocol::encode_form(with(web_request(), "sessionToken", token))))
            .has("code"));
}

TEST_CASE("sessionCookieRedirect starts the session and goes on to where it may",
          "[sessions][session_token]") {
  TestProvider provider;
  struct Row {
    const char* target;
    const char* location;
  };
  const auto row = GENERATE(
      Row{"http://localhost:9000/app", "http://localhost:9000/app"}, Row{"/app/UserHome", "/app/UserHome"},
      Row{"http://localhost:7070/oauth2/v1/authorize?x=1", "http://localhost:7070/oauth2/v1/authorize?x=1"},
      Row{"https://evil.example/", "/"}, Row{"//evil.example", "/"}, Row{"", "/"});
  CAPTURE(row.target);
  const Params params{{"token", session_token_for(provider, kAlice)}, {"redirectUrl", row.target}};
  const auto response = provider.get("/login/sessionCookieRedirect?" + protocol::encode_form(params));
  CHECK(response.status == 302);
  CHECK(response.header("Location") == row.location);
  CHECK(response.header("Referrer-Policy") == "no-referrer");
  CHECK(set_cookie_of(response, "idx").starts_with("idx="));

  const auto journal = provider.org.journal.read(provider.org.journal.last_sequence() - 1, 1).at(0).json;
  CHECK((journal.find("redirectUrl ignored") != std::string::npos) ==
        (*row.target != '\0' && std::string_view(row.location) == "/"));
  CHECK(journal.find(params.get("token")) == std::string::npos);

  const auto again = provider.get("/login/sessionCookieRedirect?" + protocol::encode_form(params));
  CHECK(again.header("Location").starts_with("/login/login.htm"));
  CHECK(set_cookie_of(again, "idx").empty());
}

TEST_CASE("the org says which engine it runs on, to any origin", "[sessions][organization]") {
  TestProvider provider;
  const auto response =
      provider.get("/.well-known/okta-organization", {{"Origin", "https://anywhere.example"}});
  CHECK(response.status == 200);
  CHECK(response.header("Access-Control-Allow-Origin") == "https://anywhere.example");
  const auto body = json_of(response);
  CHECK(body["id"] == provider.org.directory()->org.id);
  CHECK(body["_links"]["organization"]["href"] == "http://localhost:7070");
  CHECK(body["pipeline"] == "idx");
}

TEST_CASE("a session token makes a session once, without a cookie", "[sessions]") {
  TestProvider provider;
  const auto body = token_body(session_token_for(provider, kAlice));
  const auto response = create_session(provider, body);
  REQUIRE(response.status == 200);
  CHECK(json_of(response)["login"] == kAlice);
  CHECK(json_of(response)["status"] == "ACTIVE");
  CHECK(json_of(response)["amr"] == protocol::Json{"pwd"});
  CHECK(set_cookie_of(response, "idx").empty());
  const auto again = create_session(provider, body);
  CHECK(again.status == 401);
  CHECK(json_of(again)["errorCode"] == "E0000004");
  CHECK(json_of(again)["errorSummary"] == "Authentication failed");
}

TEST_CASE("what is no session token, or no JSON, makes no session", "[sessions]") {
  TestProvider provider;
  const auto late = token_body(session_token_for(provider, kAlice));
  CHECK(create_session(provider, token_body("nothing")).status == 401);
  CHECK(create_session(provider, "{}").status == 401);
  CHECK(create_session(provider, R"({"sessionToken":1})").status == 401);
  for (const char* body : {"", "[]", "sessionToken=x"}) {
    CHECK(create_session(provider, body).status == 400);
    CHECK(json_of(create_session(provider, body))["errorCode"] == "E0000003");
  }
  provider.clock.advance(300s);
  CHECK(create_session(provider, late).status == 401);
}

TEST_CASE("a foreign page makes no session, and spends no token", "[sessions]") {
  TestProvider provider;
  const auto body = token_body(session_token_for(provider, kAlice));
  CHECK(create_session(provider, body, {{"Origin", "https://evil.example"}}).status == 403);
  CHECK(create_session(provider, body, {{"Origin", std::string(kSpaOrigin)}}).status == 200);
}

TEST_CASE("users/me is the person of the session, and nobody's without one", "[sessions]") {
  TestProvider provider;
  constexpr std::string_view kUser = "/api/v1/users/me";
  const auto nobody = provider.get(kUser);
  CHECK(nobody.status == 403);
  CHECK(json_of(nobody)["errorCode"] == "E0000005");

  provider.org.people.update(id_of(provider, kAlice), [](Person& person) {
    person.profile.erase("secondEmail");
    return true;
  });
  const auto cookie = cookie_of_session(provider, kAlice);
  const auto response = provider.get(kUser, {{"Cookie", cookie}, {"Origin", std::string(kSpaOrigin)}});
  REQUIRE(response.status == 200);
  CHECK(response.header("Access-Control-Allow-Credentials") == "true");
  const auto user = json_of(response);
  CHECK(user["id"] == id_of(provider, kAlice));
  CHECK(user["status"] == "ACTIVE");
  CHECK(user["profile"]["login"] == kAlice);
  CHECK(user["profile"]["firstName"] == "Alice");
  CHECK(user["profile"]["secondEmail"].is_null());
  CHECK(user["credentials"]["provider"]["type"] == "OKTA");
  CHECK(response.body.find("hash") == std::string::npos);
  CHECK(provider.get(kUser, {{"Cookie", cookie}, {"Origin", "https://evil.example"}}).status == 403);
}

}  // namespace mockidp::testing
