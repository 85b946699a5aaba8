#include <nlohmann/json.hpp>

#include "mockidp/testing/catch.h"
#include "mockidp/testing/test_provider.h"

using namespace std::chrono_literals;

namespace mockidp::testing {

TEST_CASE("each authorization server publishes its own keys", "[keys]") {
  TestProvider provider;
  const auto custom = json_of(provider.get("/oauth2/default/v1/keys"));
  REQUIRE(custom["keys"].size() == 1);
  const auto& key = custom["keys"][0];
  std::vector<std::string> members;
  for (const auto& [name, value] : key.items()) members.push_back(name);
  CHECK(members == std::vector<std::string>{"kty", "alg", "kid", "use", "e", "n"});
  CHECK(key["kid"].get<std::string>().size() == 43);
  CHECK(json_of(provider.get("/oauth2/v1/keys"))["keys"][0]["kid"] != key["kid"]);
}

TEST_CASE("keys may be kept until the next planned rotation", "[keys]") {
  TestProvider provider;
  const auto response = provider.get("/oauth2/default/v1/keys");
  // 2026-01-01 is day 20454 of the epoch, 24 days into a period of 90.
  CHECK(response.header("Cache-Control") == "max-age=5702400, must-revalidate");
  CHECK(response.header("Expires") == "Sun, 08 Mar 2026 00:00:00 GMT");
  CHECK(response.header("Vary") == "Origin");
  CHECK(response.header("X-Rate-Limit-Limit").empty());
  provider.clock.advance(100s);
  CHECK(provider.get("/oauth2/default/v1/keys").header("Cache-Control") ==
        "max-age=5702300, must-revalidate");
  CHECK(provider.get("/oauth2/default/v1/keys", {{"If-None-Match", std::string(response.header("ETag"))}})
            .status == 304);
}

TEST_CASE("a rotation shows at once, beside the key before", "[keys]") {
  TestProvider provider;
  const auto before = json_of(provider.get("/oauth2/default/v1/keys"))["keys"][0]["kid"];
  provider.org.rotate_keys("default");
  const auto after = json_of(provider.get("/oauth2/default/v1/keys"))["keys"];
  REQUIRE(after.size() == 2);
  CHECK(after[0]["kid"] != before);
  CHECK(after[1]["kid"] == before);
}

TEST_CASE("no keys of a server that is not there", "[keys]") {
  TestProvider provider;
  const auto response = provider.get("/oauth2/nothere/v1/keys");
  CHECK(response.status == 404);
  CHECK(json_of(response)["errorSummary"] == "Not found: Resource not found: nothere (AuthorizationServer)");
}

}  // namespace mockidp::testing
