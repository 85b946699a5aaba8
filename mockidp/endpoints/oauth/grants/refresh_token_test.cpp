#include <mutex>
#include <nlohmann/json.hpp>
#include <set>

#include "mockidp/protocol/jws.h"
#include "mockidp/testing/catch.h"
#include "mockidp/testing/race.h"
#include "mockidp/testing/test_provider.h"

using namespace std::chrono_literals;

namespace mockidp::testing {
namespace {

constexpr std::string_view kDeadRefreshToken = "The refresh token is invalid or expired.";

http::Response refresh(TestProvider& provider, std::string_view token, const char* scope = nullptr,
                       std::string_view server = kDefaultServer) {
  Params params = refreshing(token);
  if (scope != nullptr) params.add("scope", scope);
  return provider.post(std::string(server) + "/v1/token", params, web_credentials());
}

std::string refreshed(TestProvider& provider, std::string_view token) {
  return json_of(refresh(provider, token)).value("refresh_token", std::string());
}

void check_dead(const http::Response& response) {
  CHECK(response.status == 400);
  CHECK(json_of(response)["error"] == "invalid_grant");
  CHECK(json_of(response)["error_description"] == kDeadRefreshToken);
}

void rotate(TestProvider& provider, std::chrono::seconds leeway) {
  provider.change_app(kWebApp, [leeway](AppIntegration& app) {
    app.refresh_token = {RefreshRotation::ROTATE, leeway};
  });
}

int userinfo_status(TestProvider& provider, const protocol::Json& tokens) {
  return provider.get(kUserinfoPath, bearer_header(tokens["access_token"].get<std::string>())).status;
}

protocol::Json id_claims(TestProvider& provider, const protocol::Json& tokens) {
  const auto keys = protocol::parse_key_set(provider.get("/oauth2/default/v1/keys").body);
  const auto token = protocol::verify_jws(tokens["id_token"].get<std::string>(), *keys);
  REQUIRE(token);
  return token->claims();
}

std::vector<std::string> members_in(const protocol::Json& body) {
  std::vector<std::string> names;
  for (const auto& [name, value] : body.items()) names.push_back(name);
  return names;
}

}  // namespace

TEST_CASE("offline_access brings a refresh token of 43 characters, between scope and ID token",
          "[token][refresh]") {
  TestProvider provider;
  const auto tokens = web_tokens(provider, kDefaultServer, offline_request());
  CHECK(members_in(tokens) == std::vector<std::string>{"token_type", "expires_in", "access_token", "scope",
                                                       "refresh_token", "id_token"});
  CHECK(tokens["refresh_token"].get<std::string>().size() == 43);
  CHECK_FALSE(web_tokens(provider).contains("refresh_token"));
}

TEST_CASE("a persistent refresh token is repeated, whatever its age", "[token][refresh]") {
  TestProvider provider;
  const auto token = web_refresh_token(provider);
  for (int i = 0; i < 3; ++i) {
    provider.clock.advance(24h);
    const auto answer = refresh(provider, token);
    REQUIRE(answer.status == 200);
    CHECK(json_of(answer)["refresh_token"] == token);
    CHECK(userinfo_status(provider, json_of(answer)) == 200);
  }
}

TEST_CASE("refreshed tokens are about the same sign-in", "[token][refresh]") {
  TestProvider provider;
  const auto first = web_tokens(provider, kDefaultServer, offline_request());
  provider.clock.advance(3600s);
  const auto second = json_of(refresh(provider, first["refresh_token"].get<std::string>()));
  auto before = id_claims(provider, first);
  auto after = id_claims(provider, second);
  for (const char* same : {"sub", "iss", "aud", "auth_time", "amr", "idp", "email"})
    CHECK(after[same] == before[same]);
  CHECK(after["iat"] == before["iat"].get<std::int64_t>() + 3600);
  CHECK(after["jti"] != before["jti"]);
  CHECK_FALSE(after.contains("nonce"));
  CHECK(after["at_hash"] == protocol::half_hash(second["access_token"].get<std::string>()));
}

TEST_CASE("a rotated token is forgiven within the leeway, and after that it ends the sign-in",
          "[token][refresh]") {
  TestProvider provider;
  const auto leeway = GENERATE(1s, 30s, 60s);
  CAPTURE(leeway.count());
  rotate(provider, leeway);
  const auto tokens = web_tokens(provider, kDefaultServer, offline_request());
  const auto first = tokens["refresh_token"].get<std::string>();
  const auto rotated = json_of(refresh(provider, first));
  const auto second = rotated["refresh_token"].get<std::string>();
  CHECK(second != first);
  CHECK(second.size() == 43);

  provider.clock.advance(leeway - 1s);
  SECTION("a second before, it brings the same successor and an access token of its own") {
    const auto again = json_of(refresh(provider, first));
    CHECK(again["refresh_token"] == second);
    CHECK(again["access_token"] != rotated["access_token"]);
    CHECK(userinfo_status(provider, again) == 200);
    CHECK(refreshed(provider, second) != second);
  }
  SECTION("on the second, everything since the sign-in ends") {
    provider.clock.advance(1s);
    check_dead(refresh(provider, first));
    check_dead(refresh(provider, second));
    CHECK(userinfo_status(provider, tokens) == 401);
    CHECK(userinfo_status(provider, rotated) == 401);
    // And nothing of another sign-in.
    CHECK(refresh(provider, web_refresh_token(provider)).status == 200);
  }
}

TEST_CASE("by the switch a replay within the leeway brings a further token, and both go on",
          "[token][refresh]") {
  TestProvider provider;
  rotate(provider, 30s);
  provider.change(
      [](Directory& directory) { directory.org.switches.refresh_replay_issues_further_token = true; });
  const auto first = web_refresh_token(provider);
  const std::string by_switch = "switch refresh_replay_issues_further_token";
  const auto one = refreshed(provider, first);
  CHECK(provider.newest_entry().find(by_switch) == std::string::npos);
  const auto other = refreshed(provider, first);
  CHECK_THAT(provider.newest_entry(), ContainsSubstring(by_switch));
  CHECK(one != other);
  provider.clock.advance(1h);
  CHECK_FALSE(refreshed(provider, one).empty());
  CHECK(provider.newest_entry().find(by_switch) == std::string::npos);
  CHECK_FALSE(refreshed(provider, other).empty());
  check_dead(refresh(provider, first));
}

TEST_CASE("without leeway the old token lives until the new one was answered", "[token][refresh]") {
  TestProvider provider;
  rotate(provider, 0s);
  const auto first = web_refresh_token(provider);
  FaultOrder order;
  order.name = "token_endpoint_503";
  order.times = 1;
  REQUIRE(provider.org.faults.enable(order));
  CHECK(refresh(provider, first).status == 503);
  CHECK(refresh(provider, first, "groups").status == 400);

  const auto second = refreshed(provider, first);
  REQUIRE_FALSE(second.empty());
  check_dead(refresh(provider, first));
  check_dead(refresh(provider, second));
}

TEST_CASE("rotation and leeway can be changed while tokens are out", "[token][refresh]") {
  TestProvider provider;
  const auto token = web_refresh_token(provider);
  CHECK(refreshed(provider, token) == token);
  rotate(provider, 30s);
  const auto second = refreshed(provider, token);
  CHECK(second != token);
  rotate(provider, 0s);
  check_dead(refresh(provider, token));
  check_dead(refresh(provider, second));
}

TEST_CASE("a refresh may ask for less, for that answer only", "[token][refresh]") {
  TestProvider provider;
  rotate(provider, 0s);
  const auto first = web_refresh_token(provider);

  const auto narrow = json_of(refresh(provider, first, "offline_access openid"));
  CHECK(narrow["scope"] == "openid offline_access");
  const auto second = narrow["refresh_token"].get<std::string>();
  CHECK(json_of(refresh(provider, second))["scope"] == "openid profile email offline_access");
}

TEST_CASE("without offline_access a refresh brings no refresh token and uses none up", "[token][refresh]") {
  TestProvider provider;
  rotate(provider, 0s);
  const auto first = web_refresh_token(provider);
  const auto narrow = json_of(refresh(provider, first, "openid email"));
  CHECK(narrow["scope"] == "openid email");
  CHECK(narrow.contains("id_token"));
  CHECK_FALSE(narrow.contains("refresh_token"));
  CHECK_FALSE(refreshed(provider, first).empty());
}

TEST_CASE("a refresh without offline_access is a use that restarts the idle time", "[token][refresh]") {
  TestProvider provider;
  SECTION("of a persistent token") {}
  SECTION("of a rotating token") { rotate(provider, 0s); }
  const auto first = web_refresh_token(provider);
  for (int use = 0; use < 3; ++use) {
    provider.clock.advance(72h);
    CHECK(refresh(provider, first, "openid").status == 200);
  }
  provider.clock.advance(72h);
  CHECK(refresh(provider, first).status == 200);
}

TEST_CASE("more scopes than were granted are denied by name, and the token lives on", "[token][refresh]") {
  TestProvider provider;
  rotate(provider, 0s);
  const auto first = web_refresh_token(provider);
  const auto response = refresh(provider, first, "openid offline_access api.read phone");
  CHECK(response.status == 400);
  CHECK(json_of(response)["error"] == "access_denied");
  CHECK(json_of(response)["error_description"] ==
        "Some of the scopes requested for the refresh request were not granted in the original authorize "
        "request. Denied scopes: api.read, phone.");
  CHECK_FALSE(refreshed(provider, first).empty());
}

TEST_CASE("whose refresh token it is not, gets Okta's one text and ends nothing", "[token][refresh]") {
  TestProvider provider;
  rotate(provider, 0s);
  const auto token = web_refresh_token(provider);
  auto forged = token;
  forged[30] = forged[30] == 'A' ? 'B' : 'A';
  check_dead(refresh(provider, forged));
  check_dead(refresh(provider, "nonsense"));
  check_dead(refresh(provider, std::string(4096, 'x')));
  Params of_spa = refreshing(token);
  of_spa.add("client_id", std::string(kSpa));
  check_dead(provider.post(kTokenPath, of_spa));

  const auto elsewhere = refresh(provider, token, nullptr, kOrgServer);
  CHECK(json_of(elsewhere)["error"] == "invalid_request");
  CHECK(json_of(elsewhere)["error_description"] == "The grant was issued for another authorization server.");
  const auto nothing = provider.post(kTokenPath, {{"grant_type", "refresh_token"}}, web_credentials());
  CHECK(json_of(nothing)["error_description"] == "The required parameter 'refresh_token' is missing.");

  CHECK_FALSE(refreshed(provider, token).empty());
}

TEST_CASE("person, assignment, rule and app are asked again at each refresh", "[token][refresh]") {
  TestProvider provider;
  const auto token = web_refresh_token(provider);
  const auto set_status = [&](PersonStatus status) {
    provider.org.people.update(provider.org.people.find_by_login(kAlice)->value.id,
                               [status](Person& person) { return person.status = status, true; });
  };
  SECTION("the person was suspended") {
    set_status(PersonStatus::SUSPENDED);
    check_dead(refresh(provider, token));
  }
  SECTION("the person is gone") {
    provider.org.people.erase(provider.org.people.find_by_login(kAlice)->value.id);
    check_dead(refresh(provider, token));
  }
  SECTION("the app is no longer for the person") {
    provider.change_app(kWebApp, [](AppIntegration& app) { app.assignment = {}; });
    check_dead(refresh(provider, token));
  }
  SECTION("no rule allows it any more") {
    provider.change_server("default", [](AuthorizationServer& server) { server.policies.clear(); });
    const auto response = refresh(provider, token);
    CHECK(response.status == 401);
    CHECK(json_of(response)["error"] == "access_denied");
  }
  SECTION("the app was deactivated") {
    provider.change_app(kWebApp, [](AppIntegration& app) { app.active = false; });
    CHECK(json_of(refresh(provider, token))["error"] == "invalid_client");
  }
  SECTION("the app may not refresh any more") {
    provider.change_app(
        kWebApp, [](AppIntegration& app) { app.grant_types = {protocol::GrantType::authorization_code}; });
    CHECK(json_of(refresh(provider, token))["error"] == "unauthorized_client");
  }
  SECTION("the rule's lifetime of access tokens is today's") {
    provider.change_server("default", [](AuthorizationServer& server) {
      server.policies.front().rules.front().access_token_lifetime = 5min;
    });
    CHECK(json_of(refresh(provider, token))["expires_in"] == 300);
  }
}

TEST_CASE("a refresh token dies unused after the rule's window, and each use begins it anew",
          "[token][refresh]") {
  TestProvider provider;
  const bool rotating = GENERATE(false, true);
  CAPTURE(rotating);
  if (rotating) rotate(provider, 30s);
  provider.change_server("default", [](AuthorizationServer& server) {
    server.policies.front().rules.front().refresh_token_window = 10min;
  });
  auto token = web_refresh_token(provider);
  for (int i = 0; i < 3; ++i) {
    provider.clock.advance(599s);
    token = refreshed(provider, token);
    REQUIRE_FALSE(token.empty());
  }
  provider.clock.advance(600s);
  check_dead(refresh(provider, token));
}

TEST_CASE("a refresh token dies at the end of its lifetime, however often it is used", "[token][refresh]") {
  TestProvider provider;
  rotate(provider, 30s);
  provider.change_server("default", [](AuthorizationServer& server) {
    server.policies.front().rules.front().refresh_token_lifetime = 60min;
  });
  auto token = web_refresh_token(provider);
  for (int i = 0; i < 3; ++i) {
    provider.clock.advance(1199s);
    token = refreshed(provider, token);
  }
  provider.clock.advance(2s);
  REQUIRE_FALSE((token = refreshed(provider, token)).empty());
  provider.clock.advance(1s);
  check_dead(refresh(provider, token));
}

TEST_CASE("at the org server a refresh token lives for ninety days, a week of them unused",
          "[token][refresh]") {
  TestProvider provider;
  auto token = web_refresh_token(provider, kOrgServer);
  const auto use = [&] { return refresh(provider, token, nullptr, kOrgServer).status; };
  for (int day = 0; day < 90; day += 6) {
    CHECK(use() == 200);
    provider.clock.advance(24h * 6 - (day == 84 ? 1s : 0s));
  }
  CHECK(use() == 200);
  provider.clock.advance(1s);
  CHECK(use() == 400);

  token = web_refresh_token(provider, kOrgServer);
  provider.clock.advance(24h * 7 - 1s);
  CHECK(use() == 200);
  provider.clock.advance(24h * 7);
  CHECK(use() == 400);
}

TEST_CASE("the second use of a code ends its refresh token too", "[token][refresh]") {
  TestProvider provider;
  const auto code = web_code(provider, kDefaultServer, offline_request());
  const auto tokens = json_of(provider.post(kTokenPath, web_redemption(code), web_credentials()));
  CHECK(provider.post(kTokenPath, web_redemption(code), web_credentials()).status == 400);
  check_dead(refresh(provider, tokens["refresh_token"].get<std::string>()));
}

TEST_CASE("faults bend a refresh, and leave what was a sign-in alone", "[token][refresh][faults]") {
  TestProvider provider;
  const auto tokens = web_tokens(provider, kDefaultServer, offline_request());
  const auto token = tokens["refresh_token"].get<std::string>();
  const auto refreshed_under = [&](const char* fault) {
    FaultOrder order;
    order.name = fault;
    REQUIRE(provider.org.faults.enable(order));
    auto response = refresh(provider, token);
    provider.org.faults.clear();
    return response;
  };
  SECTION("refused") {
    check_dead(refreshed_under("token_endpoint_refuses_refresh"));
    CHECK(refresh(provider, token).status == 200);
    FaultOrder order;
    order.name = "token_endpoint_refuses_refresh";
    REQUIRE(provider.org.faults.enable(order));
    CHECK(web_tokens(provider).contains("access_token"));
  }
  SECTION("without a refresh token") {
    const auto body = json_of(refreshed_under("token_response_without_refresh_token"));
    CHECK_FALSE(body.contains("refresh_token"));
    CHECK(body.contains("access_token"));
  }
  SECTION("about another sign-in") {
    const auto body = json_of(refreshed_under("id_token_other_auth_time"));
    CHECK(id_claims(provider, body)["auth_time"] ==
          id_claims(provider, tokens)["auth_time"].get<std::int64_t>() - 3600);
  }
  SECTION("soon over") {
    CHECK(json_of(refreshed_under("token_response_short_expires_in"))["expires_in"] == 2);
    const auto body = json_of(refreshed_under("access_token_short_lived"));
    CHECK(body["expires_in"] == 3600);
    provider.clock.advance(2s);
    CHECK(userinfo_status(provider, body) == 401);
  }
}

TEST_CASE("refresh tokens stand nowhere in the store", "[token][refresh]") {
  TestProvider provider;
  const auto token = web_refresh_token(provider);
  for (int kind = 1; kind <= static_cast<int>(RecordKind::spent_proof); ++kind)
    for (const auto& listed :
         provider.store->list("default", static_cast<RecordKind>(kind), 0, {}, {}, 1000)) {
      CHECK(listed.record.body.find(token) == std::string::npos);
      CHECK(listed.record.body.find(*protocol::base64url_decode(token)) == std::string::npos);
    }
}

namespace {

struct RefreshRace {
  int answered = 0;
  int dead = 0;
  std::set<std::string> successors;
};

RefreshRace race_to_refresh(TestProvider& provider, const std::string& token) {
  RefreshRace outcome;
  std::mutex mutex;
  outcome.answered = race(kRacers, [&](int) {
    const auto response = refresh(provider, token);
    const std::lock_guard lock(mutex);
    if (response.status == 400 && json_of(response)["error"] == "invalid_grant") ++outcome.dead;
    if (response.status != 200) return false;
    outcome.successors.insert(json_of(response)["refresh_token"].get<std::string>());
    return true;
  });
  return outcome;
}

}  // namespace

TEST_CASE("of 64 that refresh at once without leeway one is answered, and the rest end the sign-in",
          "[token][refresh][race]") {
  TestProvider provider;
  rotate(provider, 0s);
  const auto tokens = web_tokens(provider, kDefaultServer, offline_request());
  const auto outcome = race_to_refresh(provider, tokens["refresh_token"].get<std::string>());
  CHECK(outcome.answered == 1);
  CHECK(outcome.dead == 63);
  REQUIRE(outcome.successors.size() == 1);
  check_dead(refresh(provider, *outcome.successors.begin()));
  CHECK(userinfo_status(provider, tokens) == 401);
}

TEST_CASE("64 that refresh at once within the leeway all get the same successor", "[token][refresh][race]") {
  TestProvider provider;
  rotate(provider, 30s);
  const auto outcome = race_to_refresh(provider, web_refresh_token(provider));
  CHECK(outcome.answered == 64);
  REQUIRE(outcome.successors.size() == 1);
  provider.clock.advance(1h);
  CHECK(refresh(provider, *outcome.successors.begin()).status == 200);
}

TEST_CASE("64 that refresh at once, each for a further token, share three that all go on",
          "[token][refresh][race]") {
  TestProvider provider;
  rotate(provider, 30s);
  provider.change(
      [](Directory& directory) { directory.org.switches.refresh_replay_issues_further_token = true; });
  const auto outcome = race_to_refresh(provider, web_refresh_token(provider));
  CHECK(outcome.answered == 64);
  REQUIRE(outcome.successors.size() == 3);
  provider.clock.advance(1h);
  for (const auto& token : outcome.successors) CHECK(refresh(provider, token).status == 200);
}

TEST_CASE("64 that use a persistent token at once all get it again", "[token][refresh][race]") {
  TestProvider provider;
  const auto token = web_refresh_token(provider);
  provider.clock.advance(5s);
  const auto outcome = race_to_refresh(provider, token);
  CHECK(outcome.answered == 64);
  CHECK(outcome.successors == std::set<std::string>{token});
}

}  // namespace mockidp::testing
