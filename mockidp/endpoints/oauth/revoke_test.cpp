#include <nlohmann/json.hpp>

#include "mockidp/testing/catch.h"
#include "mockidp/testing/test_provider.h"

using namespace std::chrono_literals;

namespace mockidp::testing {
namespace {

http::Response revoke(TestProvider& provider, const protocol::Json& token,
                      http::Headers client = web_credentials(), std::string_view path = kRevokePath) {
  return provider.post(path, {{"token", token.get<std::string>()}}, std::move(client));
}

bool is_active(TestProvider& provider, const protocol::Json& token) {
  const auto response =
      provider.post(kIntrospectPath, {{"token", token.get<std::string>()}}, web_credentials());
  return json_of(response)["active"] == true;
}

bool opens_userinfo(TestProvider& provider, const protocol::Json& token) {
  return provider.get(kUserinfoPath, bearer_header(token.get<std::string>())).status == 200;
}

void check_nothing_said(const http::Response& response) {
  CHECK(response.status == 200);
  CHECK(response.body.empty());
}

}  // namespace

TEST_CASE("a revoked access token is dead alone", "[revoke]") {
  TestProvider provider;
  const auto tokens = web_tokens(provider, kDefaultServer, offline_request());
  const auto other = json_of(
      provider.post(kTokenPath, refreshing(tokens["refresh_token"].get<std::string>()), web_credentials()));
  check_nothing_said(revoke(provider, tokens["access_token"]));

  CHECK_FALSE(is_active(provider, tokens["access_token"]));
  CHECK_FALSE(opens_userinfo(provider, tokens["access_token"]));
  CHECK(opens_userinfo(provider, other["access_token"]));
  CHECK(is_active(provider, tokens["refresh_token"]));
  CHECK(is_active(provider, tokens["id_token"]));
  check_nothing_said(revoke(provider, tokens["access_token"]));
  // Remembered as long as the token would have lasted.
  provider.store->erase_expired("default", provider.clock.now() + 3599s);
  CHECK_FALSE(is_active(provider, tokens["access_token"]));
}

TEST_CASE("a revoked refresh token takes every access token of its sign-in along", "[revoke][refresh]") {
  TestProvider provider;
  const auto tokens = web_tokens(provider, kDefaultServer, offline_request());
  const auto refresh_token = tokens["refresh_token"].get<std::string>();
  const auto later = json_of(provider.post(kTokenPath, refreshing(refresh_token), web_credentials()));
  const auto of_another_sign_in = web_tokens(provider, kDefaultServer, offline_request());
  check_nothing_said(revoke(provider, tokens["refresh_token"]));

  CHECK_FALSE(is_active(provider, tokens["refresh_token"]));
  CHECK_FALSE(opens_userinfo(provider, tokens["access_token"]));
  CHECK_FALSE(opens_userinfo(provider, later["access_token"]));
  CHECK(provider.post(kTokenPath, refreshing(refresh_token), web_credentials()).status == 400);
  CHECK(is_active(provider, of_another_sign_in["refresh_token"]));
  CHECK(opens_userinfo(provider, of_another_sign_in["access_token"]));
}

TEST_CASE("an older refresh token of the family revokes it too", "[revoke][refresh]") {
  TestProvider provider;
  provider.change_app(kWebApp, [](AppIntegration& app) {
    app.refresh_token = {RefreshRotation::ROTATE, 0s};
  });
  const auto tokens = web_tokens(provider, kDefaultServer, offline_request());
  const auto later = json_of(
      provider.post(kTokenPath, refreshing(tokens["refresh_token"].get<std::string>()), web_credentials()));
  check_nothing_said(revoke(provider, tokens["refresh_token"]));
  CHECK_FALSE(is_active(provider, later["refresh_token"]));
}

TEST_CASE("what cannot be revoked is answered like what can", "[revoke]") {
  TestProvider provider;
  const auto tokens = web_tokens(provider, kDefaultServer, offline_request());
  const auto everything_stands = [&] {
    for (const char* kind : {"access_token", "id_token", "refresh_token"})
      CHECK(is_active(provider, tokens[kind]));
  };
  SECTION("an ID token") { check_nothing_said(revoke(provider, tokens["id_token"])); }
  SECTION("garbage") { check_nothing_said(revoke(provider, "garbage")); }
  SECTION("another client's") {
    for (const char* kind : {"access_token", "refresh_token"})
      check_nothing_said(
          revoke(provider, tokens[kind], {{"Authorization", basic_credentials(kService, kServiceSecret)}}));
  }
  SECTION("another server's") {
    for (const char* kind : {"access_token", "refresh_token"})
      check_nothing_said(revoke(provider, tokens[kind], web_credentials(), "/oauth2/v1/revoke"));
  }
  everything_stands();
}

TEST_CASE("a refresh token that was revoked is told from one that never was, to the journal alone",
          "[revoke][refresh]") {
  TestProvider provider;
  const auto token = protocol::Json(web_refresh_token(provider));
  revoke(provider, token);
  provider.post(kTokenPath, refreshing(token.get<std::string>()), web_credentials());
  const auto entries = provider.org.journal.read(provider.org.journal.last_sequence() - 1, 1);
  CHECK_THAT(entries.at(0).json, ContainsSubstring("revoked by its client"));
}

}  // namespace mockidp::testing
