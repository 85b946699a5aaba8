#include <nlohmann/json.hpp>

#include "mockidp/protocol/bytes.h"
#include "mockidp/testing/catch.h"
#include "mockidp/testing/test_browser.h"

using namespace std::chrono_literals;

namespace mockidp::testing {
namespace {

const Params kOfService{{"grant_type", "client_credentials"}, {"scope", "api.read"}};

http::Response introspect(TestProvider& provider, std::string_view token,
                          http::Headers client = web_credentials(), std::string_view path = kIntrospectPath) {
  return provider.post(path, {{"token", std::string(token)}}, std::move(client));
}

std::string introspected(TestProvider& provider, const protocol::Json& token) {
  return introspect(provider, token.get<std::string>()).body;
}

std::vector<std::string> member_names(const http::Response& response) {
  std::vector<std::string> names;
  const auto body = json_of(response);
  for (const auto& [name, value] : body.items()) names.push_back(name);
  return names;
}

http::Headers service_credentials() {
  return {{"Authorization", basic_credentials(kService, kServiceSecret)}};
}

constexpr std::string_view kInactive = R"({"active":false})";

}  // namespace

TEST_CASE("an access token is told in Okta's members and order", "[introspect]") {
  TestProvider provider;
  const auto tokens = web_tokens(provider);
  const auto response = introspect(provider, tokens["access_token"].get<std::string>());
  CHECK(response.status == 200);
  CHECK(response.header("Content-Type") == "application/json");
  CHECK(member_names(response) == std::vector<std::string>{"active", "scope", "username", "exp", "iat", "sub",
                                                           "aud", "iss", "jti", "token_type", "client_id",
                                                           "uid"});
  const auto facts = json_of(response);
  const auto now = protocol::to_unix(provider.clock.now());
  CHECK(facts["active"] == true);
  CHECK(facts["scope"] == "openid profile email");
  CHECK(facts["username"] == kAlice);
  CHECK(facts["exp"] == now + 3600);
  CHECK(facts["iat"] == now);
  CHECK(facts["sub"] == kAlice);
  CHECK(facts["aud"] == "api://default");
  CHECK(facts["iss"] == "http://localhost:7070/oauth2/default");
  CHECK(facts["jti"].get<std::string>().substr(0, 3) == "AT.");
  CHECK(facts["token_type"] == "Bearer");
  CHECK(facts["client_id"] == kWebApp);
  CHECK(facts["uid"].get<std::string>().substr(0, 3) == "00u");
}

TEST_CASE("an access token without a person is told without one", "[introspect]") {
  TestProvider provider;
  const auto tokens = json_of(provider.post(kTokenPath, kOfService, service_credentials()));
  const auto response =
      introspect(provider, tokens["access_token"].get<std::string>(), service_credentials());
  CHECK(member_names(response) == std::vector<std::string>{"active", "scope", "exp", "iat", "sub", "aud",
                                                           "iss", "jti", "token_type", "client_id"});
  CHECK(json_of(response)["sub"] == kService);
}

TEST_CASE("a refresh token is told with the time that it dies unless it is used", "[introspect][refresh]") {
  TestProvider provider;
  const auto token = web_refresh_token(provider);
  const auto response = introspect(provider, token);
  CHECK(member_names(response) ==
        std::vector<std::string>{"active", "token_type", "scope", "client_id", "username", "exp", "sub"});
  const auto facts = json_of(response);
  CHECK(facts["scope"] == "openid profile email offline_access");
  CHECK(facts["client_id"] == kWebApp);
  CHECK(facts["username"] == kAlice);
  CHECK(facts["sub"] == kAlice);
  CHECK(facts["exp"] == protocol::to_unix(provider.clock.now()) + 7 * 24 * 3600);
  provider.clock.advance(24h * 7 - 1s);
  CHECK(json_of(introspect(provider, token))["active"] == true);
  provider.clock.advance(1s);
  CHECK(introspect(provider, token).body == kInactive);
}

TEST_CASE("an ID token is told with its claims", "[introspect]") {
  TestProvider provider;
  const auto tokens = web_tokens(provider);
  const auto facts = json_of(introspect(provider, tokens["id_token"].get<std::string>()));
  CHECK(facts["active"] == true);
  CHECK(facts["aud"] == kWebApp);
  CHECK(facts["nonce"] == "n-1");
  CHECK(facts["client_id"] == kWebApp);
  CHECK(facts["username"] == kAlice);
  CHECK(facts["token_type"] == "Bearer");
  provider.clock.advance(3600s);
  CHECK(introspected(provider, tokens["id_token"]) == kInactive);
}

TEST_CASE("whatever is not this client's good token of this server is not active, and no more is said",
          "[introspect]") {
  TestProvider provider;
  const auto tokens = web_tokens(provider, kDefaultServer, offline_request());
  const auto inactive_everywhere = [&](const http::Headers& client, std::string_view path) {
    for (const char* kind : {"access_token", "id_token", "refresh_token"})
      CHECK(introspect(provider, tokens[kind].get<std::string>(), client, path).body == kInactive);
  };
  SECTION("garbage") {
    for (const char* garbage : {"x", "a.b.c", "AT.x", "null"})
      CHECK(introspect(provider, garbage).body == kInactive);
    CHECK(introspect(provider, std::string(10000, 'x')).body == kInactive);
  }
  SECTION("another client's") { inactive_everywhere(service_credentials(), kIntrospectPath); }
  SECTION("another server's") { inactive_everywhere(web_credentials(), "/oauth2/v1/introspect"); }
  SECTION("expired") {
    provider.clock.advance(3599s);
    CHECK(json_of(introspect(provider, tokens["access_token"].get<std::string>()))["active"] == true);
    provider.clock.advance(1s);
    CHECK(introspected(provider, tokens["access_token"]) == kInactive);
    CHECK(introspected(provider, tokens["id_token"]) == kInactive);
  }
  SECTION("the person is suspended") {
    provider.org.people.update(provider.org.people.find_by_login(kAlice)->value.id,
                               [](Person& person) { return person.status = PersonStatus::SUSPENDED, true; });
    inactive_everywhere(web_credentials(), kIntrospectPath);
  }
  SECTION("the person is no longer assigned") {
    provider.change_app(kWebApp, [](AppIntegration& app) { app.assignment = {}; });
    inactive_everywhere(web_credentials(), kIntrospectPath);
  }
}

TEST_CASE("to ask about a rotated refresh token ends nothing", "[introspect][refresh]") {
  TestProvider provider;
  provider.change_app(kWebApp, [](AppIntegration& app) {
    app.refresh_token = {RefreshRotation::ROTATE, 30s};
  });
  const auto first = web_refresh_token(provider);
  const auto second =
      json_of(provider.post(kTokenPath, refreshing(first), web_credentials()))["refresh_token"]
          .get<std::string>();
  CHECK(json_of(introspect(provider, first))["active"] == true);
  provider.clock.advance(30s);
  CHECK(introspect(provider, first).body == kInactive);
  CHECK(json_of(introspect(provider, second))["active"] == true);
  CHECK(provider.post(kTokenPath, refreshing(second), web_credentials()).status == 200);
}

TEST_CASE("the hint decides nothing", "[introspect]") {
  TestProvider provider;
  const auto tokens = web_tokens(provider, kDefaultServer, offline_request());
  const auto hint = GENERATE("access_token", "id_token", "refresh_token", "device_secret", "nonsense", "");
  for (const char* kind : {"access_token", "id_token", "refresh_token"})
    CHECK(json_of(provider.post(kIntrospectPath,
                                {{"token", tokens[kind].get<std::string>()}, {"token_type_hint", hint}},
                                web_credentials()))["active"] == true);
}

TEST_CASE("a client has to show who it is, and what it asks about", "[introspect][revoke]") {
  TestProvider provider;
  const auto path = GENERATE(kIntrospectPath, kRevokePath);
  const auto token = web_tokens(provider)["access_token"].get<std::string>();
  const auto check = [](const http::Response& response, int status, std::string_view error,
                        std::string_view description) {
    CHECK(response.status == status);
    CHECK(json_of(response)["error"] == error);
    CHECK(json_of(response)["error_description"] == description);
  };
  check(provider.post(path, {{"token", token}}), 401, "invalid_client", "No client credentials found.");
  check(provider.post(path, {{"token", token}}, {{"Authorization", basic_credentials(kWebApp, "wrong")}}),
        401, "invalid_client", "The client secret supplied for a confidential client is invalid.");
  check(provider.post(path, {}, web_credentials()), 400, "invalid_request",
        "The 'token' parameter is required.");
  check(provider.post(path, {{"token", ""}}, web_credentials()), 400, "invalid_request",
        "The 'token' parameter is required.");
  check(provider.post(path, {{"token", token}, {"token", token}}, web_credentials()), 400, "invalid_request",
        "Duplicate parameter provided in request. Duplicated parameters: [token].");
  check(provider.post(path, {{"token", token}},
                      {{"Authorization", "Basic " + protocol::base64_encode(kWebApp)}}),
        401, "invalid_client",
        "Client authentication failed. Either the client or the client credentials are invalid.");
  http::Request json = post_request(path, {{"token", token}}, web_credentials());
  json.headers.back().second = "application/json";
  CHECK(json_of(provider.send(json))["errorCode"] == "E0000021");
  CHECK(provider.get(path).status == 405);
}

TEST_CASE("a public client names itself in the query, the body or a header without a colon", "[introspect]") {
  TestProvider provider;
  TestBrowser browser(provider);
  const std::string code(redirect_params(browser.sign_in_to(kDefaultServer, spa_request())).get("code"));
  const auto token =
      json_of(provider.post(kTokenPath, spa_redemption(code)))["access_token"].get<std::string>();
  const auto active = [&](const http::Response& response) { return json_of(response)["active"] == true; };
  const std::string id(kSpa);
  CHECK(active(introspect(provider, token, {}, std::string(kIntrospectPath) + "?client_id=" + id)));
  CHECK(active(provider.post(kIntrospectPath, {{"token", token}, {"client_id", id}})));
  CHECK(active(introspect(provider, token, {{"Authorization", "Basic " + protocol::base64_encode(id)}})));
  CHECK(
      active(introspect(provider, token, {{"Authorization", "Basic " + protocol::base64_encode(id + ":")}})));
  CHECK(introspect(provider, token, {{"Authorization", "Basic " + protocol::base64_encode(":")}}).status ==
        401);
  CHECK(introspect(provider, token, {{"Authorization", "Basic "}}).status == 401);
}

}  // namespace mockidp::testing
