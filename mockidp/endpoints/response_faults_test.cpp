#include "mockidp/endpoints/response_faults.h"

#include <nlohmann/json.hpp>

#include "mockidp/protocol/jws.h"
#include "mockidp/testing/catch.h"
#include "mockidp/testing/test_browser.h"

namespace mockidp::testing {
namespace {

FaultOrder fault_order(std::string name) {
  FaultOrder order;
  order.name = std::move(name);
  return order;
}

void enable_fault(TestProvider& provider, FaultOrder order) {
  REQUIRE(provider.org.faults.enable(std::move(order)));
}

http::Response redeem_for_web(TestProvider& provider, const std::string& code) {
  return provider.post(kTokenPath, web_redemption(code), web_credentials());
}

}  // namespace

TEST_CASE("a token endpoint that is away spends no code", "[faults]") {
  TestProvider provider;
  const std::string code = web_code(provider);
  FaultOrder order = fault_order("token_endpoint_503");
  order.times = 1;
  SECTION("for everybody") {}
  SECTION("for the client, whom the request names") { order.client_id = kWebApp; }
  enable_fault(provider, order);
  const auto away = redeem_for_web(provider, code);
  CHECK(away.status == 503);
  CHECK(away.header("Content-Type") == "text/html");
  CHECK(away.header("X-Okta-Request-Id").size() == 32);
  CHECK(redeem_for_web(provider, code).status == 200);
}

TEST_CASE("Okta's own failures are envelopes", "[faults]") {
  TestProvider provider;
  SECTION("500") {
    enable_fault(provider, fault_order("token_endpoint_500"));
    const auto response = redeem_for_web(provider, "x");
    CHECK(response.status == 500);
    CHECK(json_of(response)["errorCode"] == "E0000009");
    CHECK(json_of(response)["errorSummary"] == "Internal Server Error");
  }
  SECTION("429, with the time to come back") {
    enable_fault(provider, fault_order("token_endpoint_429"));
    const auto response = redeem_for_web(provider, "x");
    CHECK(response.status == 429);
    CHECK(json_of(response)["errorCode"] == "E0000047");
    CHECK(json_of(response)["errorSummary"] == "API call exceeded rate limit due to too many requests.");
    CHECK(response.header("X-Rate-Limit-Limit") == "1000");
    CHECK(response.header("X-Rate-Limit-Remaining") == "0");
    CHECK(response.header("X-Rate-Limit-Reset") ==
          std::to_string((protocol::to_unix(provider.clock.now()) / 60 + 1) * 60));
  }
}

TEST_CASE("a fault for one client or person leaves the others alone", "[faults]") {
  TestProvider provider;
  const std::string token = web_tokens(provider)["access_token"].get<std::string>();
  FaultOrder order = fault_order("userinfo_503");
  SECTION("by client, whom only the token names") { order.client_id = kWebApp; }
  SECTION("by person") { order.login = kAlice; }
  enable_fault(provider, order);
  CHECK(provider.get(kUserinfoPath, {{"Authorization", "Bearer " + token}}).status == 503);
  CHECK(provider.get(kUserinfoPath).status == 401);
  REQUIRE(provider.org.faults.list().size() == 1);
  CHECK(provider.org.faults.list()[0].matched == 1);
}

TEST_CASE("a slow endpoint answers rightly, later", "[faults]") {
  TestProvider provider;
  FaultOrder slow = fault_order("endpoint_slow");
  slow.endpoint = "keys";
  slow.milliseconds = 700;
  enable_fault(provider, slow);
  const auto response = provider.get("/oauth2/default/v1/keys");
  CHECK(response.status == 200);
  REQUIRE(response.script);
  CHECK(response.script->delay_before == std::chrono::milliseconds(700));
  CHECK_FALSE(provider.get("/.well-known/openid-configuration").script);

  SECTION("and may fail in the end") {
    enable_fault(provider, fault_order("jwks_503"));
    const auto failed = provider.get("/oauth2/default/v1/keys");
    CHECK(failed.status == 503);
    REQUIRE(failed.script);
    CHECK(failed.script->delay_before == std::chrono::milliseconds(700));
  }
}

TEST_CASE("a preflight spends no fault", "[faults][cors]") {
  TestProvider provider;
  FaultOrder order = fault_order("token_endpoint_503");
  order.times = 1;
  enable_fault(provider, order);
  http::Request preflight = get_request(kTokenPath, {{"Origin", std::string(kSpaOrigin)}});
  preflight.method = "OPTIONS";
  CHECK(provider.send(preflight).status == 204);
  CHECK(redeem_for_web(provider, "x").status == 503);
}

TEST_CASE("a token fault acts on the tokens of its client", "[faults]") {
  TestProvider provider;
  const auto keys = protocol::parse_key_set(provider.get("/oauth2/default/v1/keys").body);
  const auto is_good = [&] {
    return static_cast<bool>(
        protocol::verify_jws(web_tokens(provider)["id_token"].get<std::string>(), *keys));
  };
  FaultOrder order = fault_order("id_token_bad_signature");
  order.client_id = GENERATE(std::string(kWebApp), std::string(kSpa));
  enable_fault(provider, order);
  CHECK(is_good() == (order.client_id != kWebApp));
  std::string journal;
  for (const auto& entry : provider.org.journal.read(0, 1000)) journal += entry.json;
  CHECK((journal.find("fault id_token_bad_signature") != std::string::npos) == (order.client_id == kWebApp));
}

}  // namespace mockidp::testing
