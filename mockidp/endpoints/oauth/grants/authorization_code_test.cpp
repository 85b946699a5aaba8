#include <atomic>
#include <nlohmann/json.hpp>

#include "mockidp/protocol/jws.h"
#include "mockidp/protocol/pkce.h"
#include "mockidp/testing/catch.h"
#include "mockidp/testing/race.h"
#include "mockidp/testing/test_browser.h"

using namespace std::chrono_literals;

namespace mockidp::testing {
namespace {

void check_code_refused(const http::Response& response, std::string_view error,
                        std::string_view description) {
  CHECK(response.status == 400);
  CHECK(json_of(response)["error"] == error);
  CHECK(json_of(response)["error_description"] == description);
}

std::string bearer_of(const protocol::Json& tokens) {
  return "Bearer " + tokens["access_token"].get<std::string>();
}

}  // namespace

TEST_CASE("the tokens of a code say who signed in, for whom and when", "[token][code]") {
  TestProvider provider;
  const auto tokens = web_tokens(provider);
  const auto keys = protocol::parse_key_set(provider.get("/oauth2/default/v1/keys").body);
  const auto id_token = protocol::verify_jws(tokens["id_token"].get<std::string>(), *keys);
  REQUIRE(id_token);
  const auto& claims = id_token->claims();
  CHECK(claims["iss"] == "http://localhost:7070/oauth2/default");
  CHECK(claims["aud"] == kWebApp);
  CHECK(claims["nonce"] == "n-1");
  CHECK(claims["email"] == kAlice);
  CHECK(claims["amr"] == protocol::Json::array({"pwd"}));
  CHECK(claims["auth_time"] == protocol::to_unix(provider.clock.now()));
  CHECK(claims["at_hash"] == protocol::half_hash(tokens["access_token"].get<std::string>()));
}

TEST_CASE("silent sign-on keeps the time of the real one", "[token][code]") {
  TestProvider provider;
  TestBrowser browser(provider);
  browser.sign_in_to(kDefaultServer, web_request());
  const auto signed_in_at = protocol::to_unix(provider.clock.now());
  provider.clock.advance(600s);
  const auto silent = browser.authorize(kDefaultServer, web_request());
  const auto tokens = json_of(
      provider.post(kTokenPath, web_redemption(redirect_params(silent).get("code")), web_credentials()));
  const auto keys = protocol::parse_key_set(provider.get("/oauth2/default/v1/keys").body);
  const auto id_token = protocol::verify_jws(tokens["id_token"].get<std::string>(), *keys);
  REQUIRE(id_token);
  CHECK(id_token->claims()["auth_time"] == signed_in_at);
  CHECK(id_token->claims()["iat"] == signed_in_at + 600);
}

TEST_CASE("Okta's refusals of codes, in their order", "[token][code]") {
  TestProvider provider;
  const std::string code = web_code(provider);
  const std::string invalid = "The authorization code is invalid or has expired.";
  const auto redeem = [&](const Params& params) {
    return provider.post(kTokenPath, params, web_credentials());
  };

  SECTION("no code") {
    check_code_refused(redeem(with(web_redemption(code), "code", nullptr)), "invalid_request",
                       "The required parameter 'code' is missing.");
  }
  SECTION("unknown") { check_code_refused(redeem(web_redemption("nonsense")), "invalid_grant", invalid); }
  SECTION("at the end of its life") {
    provider.clock.advance(299s);
    SECTION("one second before") { CHECK(redeem(web_redemption(code)).status == 200); }
    SECTION("on the second") {
      provider.clock.advance(1s);
      check_code_refused(redeem(web_redemption(code)), "invalid_grant", invalid);
    }
  }
  SECTION("other client") {
    check_code_refused(
        provider.post(kTokenPath, web_redemption(code),
                      {{"Authorization",
                        basic_credentials("0oaengapp0mockidp001", "engineering-secret-for-local-use-only")}}),
        "invalid_grant",
        "The grant was issued to another client. Please make sure the 'client_id' matches the one used at "
        "the authorize request.");
    CHECK(redeem(web_redemption(code)).status == 200);  // the other client did not spend it
  }
  SECTION("redirect_uri missing") {
    check_code_refused(redeem(with(web_redemption(code), "redirect_uri", nullptr)), "invalid_request",
                       "The required parameter 'redirect_uri' is missing.");
  }
  SECTION("redirect_uri differs, though registered") {
    check_code_refused(
        redeem(with(web_redemption(code), "redirect_uri", "http://localhost:8080/callback")), "invalid_grant",
        "The 'redirect_uri' does not match the redirection URI used in the authorization request.");
  }
  SECTION("other authorization server") {
    check_code_refused(provider.post("/oauth2/v1/token", web_redemption(code), web_credentials()),
                       "invalid_request", "The grant was issued for another authorization server.");
  }
  SECTION("a verifier without a challenge") {
    check_code_refused(
        redeem(with(web_redemption(code), "code_verifier", std::string(kVerifier))), "invalid_request",
        "PKCE code challenge should be specified in the authorize request for code verification.");
  }
  SECTION("the person has lost access meanwhile") {
    const auto alice = provider.org.people.find_by_login(kAlice);
    provider.org.people.update(alice->value.id, [](Person& person) {
      person.status = PersonStatus::SUSPENDED;
      return true;
    });
    check_code_refused(redeem(web_redemption(code)), "invalid_grant", invalid);
  }
}

TEST_CASE("the verifier is proved against the challenge", "[token][code][pkce]") {
  TestProvider provider;
  TestBrowser browser(provider);
  const std::string code(redirect_params(browser.sign_in_to(kDefaultServer, spa_request())).get("code"));
  SECTION("right") { CHECK(provider.post(kTokenPath, spa_redemption(code)).status == 200); }
  SECTION("missing") {
    check_code_refused(provider.post(kTokenPath, with(spa_redemption(code), "code_verifier", nullptr)),
                       "invalid_request", "PKCE code verifier is required by the application.");
  }
  SECTION("wrong, then right: a wrong one does not spend the code") {
    check_code_refused(
        provider.post(kTokenPath, with(spa_redemption(code), "code_verifier", std::string(43, 'a'))),
        "invalid_grant", "PKCE verification failed.");
    CHECK(provider.post(kTokenPath, spa_redemption(code)).status == 200);
  }
  SECTION("the challenge itself is no verifier") {
    check_code_refused(provider.post(kTokenPath, with(spa_redemption(code), "code_verifier",
                                                      protocol::code_challenge_s256(kVerifier))),
                       "invalid_grant", "PKCE verification failed.");
  }
}

TEST_CASE("a code is redeemed only once, and its reuse ends the grant", "[token][code]") {
  TestProvider provider;
  const bool revokes = GENERATE(true, false);
  CAPTURE(revokes);
  provider.change([&](Directory& directory) { directory.org.switches.code_reuse_revokes_tokens = revokes; });
  const std::string code = web_code(provider);
  const auto tokens = json_of(provider.post(kTokenPath, web_redemption(code), web_credentials()));
  const http::Headers bearer_header{{"Authorization", bearer_of(tokens)}};
  CHECK(provider.get("/oauth2/default/v1/userinfo", bearer_header).status == 200);

  check_code_refused(provider.post(kTokenPath, web_redemption(code), web_credentials()), "invalid_grant",
                     "The authorization code is invalid or has expired.");
  CHECK_THAT(provider.newest_entry(), ContainsSubstring("switch code_reuse_revokes_tokens"));
  const auto after = provider.get("/oauth2/default/v1/userinfo", bearer_header);
  CHECK(after.status == (revokes ? 401 : 200));
  if (revokes)
    CHECK_THAT(std::string(after.header("WWW-Authenticate")), ContainsSubstring("has been revoked"));
}

TEST_CASE("another client that shows a used code ends nothing", "[token][code]") {
  TestProvider provider;
  const std::string code = web_code(provider);
  const auto tokens = json_of(provider.post(kTokenPath, web_redemption(code), web_credentials()));
  const http::Headers bearer{{"Authorization", bearer_of(tokens)}};
  const auto stranger = provider.post(kTokenPath, spa_redemption(code));
  CHECK(stranger.status == 400);
  CHECK(json_of(stranger)["error"] == "invalid_grant");
  CHECK(provider.get("/oauth2/default/v1/userinfo", bearer).status == 200);

  CHECK(provider.post(kTokenPath, web_redemption(code), web_credentials()).status == 400);
  CHECK(provider.get("/oauth2/default/v1/userinfo", bearer).status == 401);
}

TEST_CASE("a code that was asked for without PKCE is worth nothing once the app has to use it",
          "[token][code][pkce]") {
  TestProvider provider;
  const std::string code = web_code(provider);
  provider.change_app(kWebApp, [](AppIntegration& app) { app.pkce_required = true; });
  const auto answer = provider.post(kTokenPath, web_redemption(code), web_credentials());
  CHECK(answer.status == 400);
  CHECK(json_of(answer)["error"] == "invalid_request");
}

TEST_CASE("of many that race for one code a single one wins", "[token][code][race]") {
  TestProvider provider;
  const std::string code = web_code(provider);
  std::atomic<int> refused{0};
  std::string winner;
  const int won = race(kRacers, [&](int) {
    const auto response = provider.post(kTokenPath, web_redemption(code), web_credentials());
    refused += response.status == 400 && json_of(response)["error"] == "invalid_grant";
    if (response.status != 200) return false;
    winner = response.body;
    return true;
  });
  REQUIRE(won == 1);
  CHECK(refused == kRacers - 1);
  const auto tokens = protocol::parse_json(winner);
  REQUIRE(tokens);
  CHECK(provider.get("/oauth2/default/v1/userinfo", {{"Authorization", bearer_of(*tokens)}}).status == 401);
}

}  // namespace mockidp::testing
