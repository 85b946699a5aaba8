#include <nlohmann/json.hpp>

#include "mockidp/testing/catch.h"
#include "mockidp/testing/test_provider.h"

using namespace std::chrono_literals;

namespace mockidp::testing {
namespace {

std::vector<std::string> key_ids(TestProvider& provider) {
  std::vector<std::string> ids;
  const auto document = json_of(provider.get("/oauth2/default/v1/keys"));
  for (const auto& key : document["keys"]) ids.push_back(key["kid"]);
  return ids;
}

// To the last second before a period of `days` ends.
void go_to_end_of_period(TestProvider& provider, int days) {
  const std::int64_t period = std::int64_t{86400} * days;
  const std::int64_t now = protocol::to_unix(provider.clock.now());
  provider.clock.advance(std::chrono::seconds(period - 1 - now % period));
}

}  // namespace

TEST_CASE("planned rotation happens by the org's clock, the key before stays published", "[keys]") {
  TestProvider provider;
  provider.change([](Directory& directory) { directory.org.signing_key_rotation_days = 30; });
  go_to_end_of_period(provider, 30);
  const auto first = key_ids(provider);
  REQUIRE(first.size() == 1);
  CHECK(provider.get("/oauth2/default/v1/keys").header("Cache-Control") == "max-age=1, must-revalidate");
  CHECK(key_ids(provider) == first);

  provider.clock.advance(1s);
  const auto second = key_ids(provider);
  REQUIRE(second.size() == 2);
  CHECK(second[1] == first[0]);
  CHECK(provider.get("/oauth2/default/v1/keys").header("Cache-Control") ==
        "max-age=1296000, must-revalidate");
  provider.clock.advance(86400s);
  CHECK(key_ids(provider) == second);

  SECTION("who slept through several has neither of the keys that were there") {
    provider.clock.advance(std::chrono::hours(24 * 90));
    const auto third = key_ids(provider);
    for (const auto& id : third) CHECK(std::find(second.begin(), second.end(), id) == second.end());
  }
  SECTION("a clock that is moved back brings no rotation, and no old key") {
    provider.clock.advance(-86400s * 60);
    CHECK(key_ids(provider) == second);
  }
}

TEST_CASE("half a period before it signs, the key to come is published", "[keys]") {
  TestProvider provider;
  provider.change([](Directory& directory) { directory.org.signing_key_rotation_days = 30; });
  go_to_end_of_period(provider, 30);
  provider.clock.advance(1s);
  const auto first = key_ids(provider);
  REQUIRE(first.size() == 1);
  const auto max_age = [&provider] {
    return std::string(provider.get("/oauth2/default/v1/keys").header("Cache-Control"));
  };
  CHECK(max_age() == "max-age=1296000, must-revalidate");
  provider.clock.advance(std::chrono::hours(24 * 15) - 1s);
  CHECK(key_ids(provider) == first);
  CHECK(max_age() == "max-age=1, must-revalidate");
  provider.clock.advance(1s);
  const auto announced = key_ids(provider);
  REQUIRE(announced.size() == 2);
  CHECK(announced[0] == first[0]);
  CHECK(max_age() == "max-age=1296000, must-revalidate");
  provider.clock.advance(std::chrono::hours(24 * 15) - 1s);
  CHECK(key_ids(provider) == announced);
  provider.clock.advance(1s);
  CHECK(key_ids(provider) == std::vector<std::string>{announced[1], first[0]});
}

TEST_CASE("tokens are signed with the key that a planned rotation brought", "[keys]") {
  TestProvider provider;
  provider.change([](Directory& directory) { directory.org.signing_key_rotation_days = 1; });
  go_to_end_of_period(provider, 1);
  const auto first = key_ids(provider);
  const std::string code = web_code(provider);
  provider.clock.advance(1s);
  const auto tokens = json_of(provider.post(kTokenPath, web_redemption(code), web_credentials()));
  const std::string id_token = tokens["id_token"];
  const auto header = protocol::base64url_decode(id_token.substr(0, id_token.find('.')));
  CHECK(header->find(first[0]) == std::string::npos);
  CHECK(header->find(key_ids(provider)[0]) != std::string::npos);
}

TEST_CASE("without a plan nothing rotates unasked", "[keys]") {
  TestProvider provider;
  const auto first = key_ids(provider);
  provider.clock.advance(std::chrono::hours(24 * 400));
  CHECK(key_ids(provider) == first);
}

}  // namespace mockidp::testing
