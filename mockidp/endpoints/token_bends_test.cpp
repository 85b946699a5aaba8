#include "mockidp/endpoints/token_bends.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "mockidp/protocol/bytes.h"
#include "mockidp/protocol/jws.h"
#include "mockidp/testing/catch.h"
#include "mockidp/testing/test_browser.h"

namespace mockidp::testing {
namespace {

protocol::Json tokens_under(TestProvider& provider, const std::string& fault, const std::string& variant = {},
                            const std::string& token = {}) {
  FaultOrder order;
  order.name = fault;
  order.variant = variant;
  order.token = token;
  REQUIRE(provider.org.faults.enable(std::move(order)));
  return web_tokens(provider);
}

}  // namespace

TEST_CASE("faults of the catalogue at the token response and what acts there are the same", "[faults]") {
  std::vector<std::string> listed, bent{"keys_rotated_unannounced"};
  for (const FaultInfo& fault : fault_catalogue())
    if (fault.seam == Seam::token_response) listed.emplace_back(fault.name);
  for (const TokenBodyBend& row : token_body_bends()) bent.emplace_back(row.name);
  std::sort(listed.begin(), listed.end());
  std::sort(bent.begin(), bent.end());
  CHECK(listed == bent);
}

TEST_CASE("members of a token response are missing, or of no use", "[faults][token]") {
  TestProvider provider;
  SECTION("no ID token") {
    const auto body = tokens_under(provider, "token_response_without_id_token");
    CHECK_FALSE(body.contains("id_token"));
    CHECK(body.contains("access_token"));
  }
  SECTION("no access token") {
    const auto body = tokens_under(provider, "token_response_without_access_token");
    CHECK_FALSE(body.contains("access_token"));
    CHECK(body.contains("id_token"));
  }
  SECTION("another type") {
    CHECK(tokens_under(provider, "token_response_wrong_token_type")["token_type"] == "mac");
    CHECK_FALSE(tokens_under(provider, "token_response_wrong_token_type", "missing").contains("token_type"));
  }
  SECTION("another lifetime") {
    CHECK(tokens_under(provider, "token_response_bad_expires_in", "negative")["expires_in"] == -3600);
  }
}

TEST_CASE("another token stands in the ID token's place", "[faults][token]") {
  TestProvider provider;
  SECTION("an earlier one") {
    const auto earlier = web_tokens(provider)["id_token"].get<std::string>();
    const auto body = tokens_under(provider, "id_token_replaced", {}, earlier);
    CHECK(body["id_token"] == earlier);
    std::string journal;
    for (const auto& entry : provider.org.journal.read(0, 1000)) journal += entry.json;
    CHECK(journal.find("fault id_token_replaced") != std::string::npos);
  }
  SECTION("the access token") {
    const auto body = tokens_under(provider, "id_token_is_access_token");
    CHECK(body["id_token"] == body["access_token"]);
  }
  SECTION("something that is no token") {
    const auto parts = [&](const char* variant) {
      const auto text = tokens_under(provider, "id_token_malformed", variant)["id_token"].get<std::string>();
      provider.org.faults.clear();
      return std::count(text.begin(), text.end(), '.') + 1;
    };
    CHECK(parts("two_parts") == 2);
    CHECK(parts("five_parts") == 5);
    CHECK(parts("text") == 1);
  }
}

TEST_CASE("keys that change unannounced sign at once, and the old one is gone at once", "[faults][keys]") {
  TestProvider provider;
  const auto kids = [&] {
    std::vector<std::string> all;
    const auto document = json_of(provider.get("/oauth2/default/v1/keys"));
    for (const auto& key : document["keys"]) all.push_back(key["kid"].get<std::string>());
    return all;
  };
  const auto before = kids();
  FaultOrder order;
  order.name = "keys_rotated_unannounced";
  order.times = 1;
  REQUIRE(provider.org.faults.enable(order));
  const auto token = web_tokens(provider)["id_token"].get<std::string>();
  const auto after = kids();
  CHECK(std::find(after.begin(), after.end(), before.front()) == after.end());
  const auto keys = protocol::parse_key_set(provider.get("/oauth2/default/v1/keys").body);
  CHECK(protocol::verify_jws(token, *keys));
  web_tokens(provider);
  CHECK(kids() == after);
}

TEST_CASE("a secret that the client has signs for it, where a fault says so", "[faults][token]") {
  TestProvider provider;
  const auto token =
      tokens_under(provider, "id_token_hmac_with_client_secret")["id_token"].get<std::string>();
  const auto dot = token.rfind('.');
  const auto digest = protocol::hmac_sha256(kWebSecret, token.substr(0, dot));
  CHECK(token.substr(dot + 1) == protocol::base64url_encode(protocol::as_view(digest)));
}

TEST_CASE("an access token of another server of the org is good there", "[faults][token]") {
  TestProvider provider;
  const auto token =
      tokens_under(provider, "access_token_of_another_server")["access_token"].get<std::string>();
  CHECK_FALSE(
      protocol::verify_jws(token, *protocol::parse_key_set(provider.get("/oauth2/default/v1/keys").body)));
  CHECK(protocol::verify_jws(token, *protocol::parse_key_set(provider.get("/oauth2/v1/keys").body)));
}

}  // namespace mockidp::testing
