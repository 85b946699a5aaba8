#include <nlohmann/json.hpp>

#include "mockidp/testing/catch.h"
#include "mockidp/testing/test_provider.h"

using namespace std::chrono_literals;

namespace mockidp::testing {
namespace {

void check_bearer_refused(const http::Response& response, int status, std::string_view challenge) {
  CHECK(response.status == status);
  CHECK(response.header("WWW-Authenticate") == challenge);
  CHECK(response.body.empty());
}

constexpr std::string_view kInvalidToken =
    "Bearer error=\"invalid_token\", error_description=\"The access token is invalid.\"";

}  // namespace

TEST_CASE("userinfo tells what the scopes allow", "[userinfo]") {
  TestProvider provider;
  const auto tokens = web_tokens(provider);
  const auto response = provider.get(kUserinfoPath, bearer_header(tokens["access_token"].get<std::string>()));
  REQUIRE(response.status == 200);
  CHECK(response.header("Content-Type") == "application/json");
  const auto body = json_of(response);
  CHECK(body["sub"] == provider.org.people.find_by_login(kAlice)->value.id);
  CHECK(body["name"] == "Alice Archer");
  CHECK(body["email"] == kAlice);
  CHECK_FALSE(body.contains("phone_number"));
  CHECK_FALSE(body.contains("address"));
}

TEST_CASE("a token for openid alone gets the subject alone", "[userinfo]") {
  TestProvider provider;
  const auto tokens = web_tokens(provider, kOrgServer, with(web_request(), "scope", "openid"));
  const auto body =
      json_of(provider.get("/oauth2/v1/userinfo", bearer_header(tokens["access_token"].get<std::string>())));
  CHECK(body.size() == 1);
  CHECK(body.contains("sub"));
}

TEST_CASE("the token may be posted, but not twice and never in the query", "[userinfo]") {
  TestProvider provider;
  const std::string token = web_tokens(provider)["access_token"].get<std::string>();
  CHECK(provider.post(kUserinfoPath, {{"access_token", token}}).status == 200);
  CHECK(provider.post(kUserinfoPath, {}, bearer_header(token)).status == 200);
  check_bearer_refused(
      provider.post(kUserinfoPath, {{"access_token", token}}, bearer_header(token)), 400,
      "Bearer error=\"invalid_request\", error_description=\"The access token cannot be specified in both "
      "the Authorization header and the request-body.\"");
  check_bearer_refused(
      provider.get(std::string(kUserinfoPath) + "?access_token=" + token), 400,
      "Bearer error=\"invalid_request\", error_description=\"The access token cannot be presented in a query "
      "string.\"");
  check_bearer_refused(
      provider.get(kUserinfoPath), 401,
      "Bearer error=\"invalid_request\", error_description=\"The access token is missing.\"");
  check_bearer_refused(
      provider.get(kUserinfoPath, {{"Authorization", "Basic eA=="}}), 401,
      "Bearer error=\"invalid_request\", error_description=\"The access token is missing.\"");
}

TEST_CASE("userinfo refuses what is not a good access token of this server", "[userinfo]") {
  TestProvider provider;
  const auto tokens = web_tokens(provider);
  const std::string token = tokens["access_token"].get<std::string>();

  SECTION("garbage") {
    check_bearer_refused(provider.get(kUserinfoPath, bearer_header("garbage")), 401, kInvalidToken);
  }
  SECTION("a changed claim") {
    std::string changed = token;
    const std::size_t at = changed.find('.') + 20;
    changed[at] = changed[at] == 'A' ? 'B' : 'A';
    check_bearer_refused(provider.get(kUserinfoPath, bearer_header(changed)), 401, kInvalidToken);
  }
  SECTION("an ID token") {
    check_bearer_refused(provider.get(kUserinfoPath, bearer_header(tokens["id_token"].get<std::string>())),
                         401, kInvalidToken);
  }
  SECTION("another server's") {
    check_bearer_refused(
        provider.get("/oauth2/v1/userinfo", bearer_header(token)), 401,
        "Bearer error=\"invalid_token\", error_description=\"The access token provided has an invalid "
        "issuer.\"");
  }
  SECTION("expired on the second") {
    provider.clock.advance(3599s);
    CHECK(provider.get(kUserinfoPath, bearer_header(token)).status == 200);
    provider.clock.advance(1s);
    check_bearer_refused(provider.get(kUserinfoPath, bearer_header(token)), 401,
                         "Bearer error=\"invalid_token\", error_description=\"The token has expired.\"");
  }
  SECTION("of a person who is gone or may no longer") {
    const std::string id = provider.org.people.find_by_login(kAlice)->value.id;
    provider.org.people.update(id, [](Person& person) {
      person.status = PersonStatus::DEPROVISIONED;
      return true;
    });
    check_bearer_refused(provider.get(kUserinfoPath, bearer_header(token)), 401, kInvalidToken);
  }
  SECTION("of an app that was deactivated") {
    provider.change_app(kWebApp, [](AppIntegration& app) { app.active = false; });
    check_bearer_refused(provider.get(kUserinfoPath, bearer_header(token)), 401, kInvalidToken);
  }
  SECTION("without openid") {
    const auto bare = web_tokens(provider, kDefaultServer, with(web_request(), "scope", "api.read"));
    check_bearer_refused(
        provider.get(kUserinfoPath, bearer_header(bare["access_token"].get<std::string>())), 403,
        "Bearer error=\"insufficient_scope\", error_description=\"The access token must provide access to at "
        "least one of these scopes - profile, email, address or phone\"");
  }
}

TEST_CASE("a token outlives one rotation of the keys", "[userinfo]") {
  TestProvider provider;
  const std::string token = web_tokens(provider)["access_token"].get<std::string>();
  provider.org.rotate_keys("default");
  CHECK(provider.get(kUserinfoPath, bearer_header(token)).status == 200);
  CHECK(provider.get(kUserinfoPath, bearer_header(web_tokens(provider)["access_token"].get<std::string>()))
            .status == 200);
}

}  // namespace mockidp::testing
