#include "mockidp/endpoints/bent/answer_bends.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "mockidp/protocol/oauth.h"
#include "mockidp/testing/catch.h"
#include "mockidp/testing/test_browser.h"
#include "mockidp/token/foreign_key.h"

namespace mockidp::testing {
namespace {

constexpr std::string_view kKeysPath = "/oauth2/default/v1/keys";
constexpr const char* kBob = "bob@example.com";

FaultOrder order_to_bend(const std::string& name, const std::string& variant = {}) {
  FaultOrder order;
  order.name = name;
  order.variant = variant;
  if (find_fault(name)->parameters == "person") order.person = kBob;
  return order;
}

void switch_on(TestProvider& provider, FaultOrder order) {
  const auto id = provider.org.faults.enable(std::move(order));
  INFO((id ? std::string() : id.error()));
  REQUIRE(id);
}

http::Response bent_answer(TestProvider& provider, const FaultOrder& order) {
  if (order.name.starts_with("jwks")) {
    switch_on(provider, order);
    return provider.get(kKeysPath);
  }
  const std::string code = web_code(provider);
  if (order.name.starts_with("token")) {
    switch_on(provider, order);
    return provider.post(kTokenPath, web_redemption(code), web_credentials());
  }
  const auto tokens = json_of(provider.post(kTokenPath, web_redemption(code), web_credentials()));
  switch_on(provider, order);
  return provider.get(kUserinfoPath, bearer_header(tokens["access_token"].get<std::string>()));
}

std::string shown(const http::Response& response) {
  return std::to_string(response.status) + '\n' + std::string(response.header("Content-Type")) + '\n' +
         std::string(response.header("Cache-Control")) + '\n' + response.body;
}

std::vector<std::string> kids_of(const http::Response& response) {
  std::vector<std::string> kids;
  const auto document = json_of(response);
  for (const auto& key : document["keys"]) kids.push_back(key.value("kid", "-"));
  return kids;
}

}  // namespace

TEST_CASE("faults of finished answers and what bends them are the same", "[faults]") {
  std::vector<std::string> listed, bent;
  for (const FaultInfo& fault : fault_catalogue()) {
    const bool replaces = fault.status != 0 || fault.name == "endpoint_status";
    if (Seams{Seam::whole_response, Seam::userinfo, Seam::key_set}.has(fault.seam) && !replaces)
      listed.emplace_back(fault.name);
  }
  for (const AnswerBend& row : answer_bends()) bent.emplace_back(row.name);
  std::sort(listed.begin(), listed.end());
  std::sort(bent.begin(), bent.end());
  CHECK(listed == bent);
}

TEST_CASE("every variant of a bent answer shows another answer", "[faults]") {
  for (const AnswerBend& row : answer_bends()) {
    if (row.name.starts_with("endpoint_")) continue;
    std::set<std::string> seen;
    auto variants = protocol::split_words(find_fault(row.name)->variants);
    if (variants.empty()) variants.emplace_back();
    for (const std::string& variant : variants) {
      CAPTURE(row.name, variant);
      TestProvider provider;
      const auto response = bent_answer(provider, order_to_bend(std::string(row.name), variant));
      CHECK(response.status == 200);
      CHECK(seen.insert(shown(response)).second);
      std::string journal;
      for (const auto& entry : provider.org.journal.read(0, 1000)) journal += entry.json;
      CHECK(journal.find("fault " + std::string(row.name)) != std::string::npos);
    }
  }
}

TEST_CASE("a refusal with 200 is a refusal all the same", "[faults]") {
  TestProvider provider;
  const auto response = bent_answer(provider, order_to_bend("token_response_error_with_200"));
  CHECK(response.status == 200);
  CHECK(json_of(response)["error"] == "invalid_grant");
  CHECK_FALSE(json_of(response).contains("access_token"));
}

TEST_CASE("a token response that is no JSON still says that it is", "[faults]") {
  const auto variant = GENERATE("truncated", "empty", "text", "html");
  CAPTURE(variant);
  TestProvider provider;
  const auto response = bent_answer(provider, order_to_bend("token_response_not_json", variant));
  CHECK(response.header("Content-Type") == "application/json");
  CHECK_FALSE(json_of(response).is_object());
}

TEST_CASE("a token response may be right but for what its headers say", "[faults]") {
  TestProvider provider;
  SECTION("of its type") {
    const auto response =
        bent_answer(provider, order_to_bend("token_response_wrong_content_type", "missing"));
    CHECK(response.header("Content-Type").empty());
    CHECK(json_of(response).contains("id_token"));
  }
  SECTION("of who may keep it") {
    const auto response = bent_answer(provider, order_to_bend("token_response_cacheable"));
    CHECK(response.header("Cache-Control") == "public, max-age=3600");
    CHECK(json_of(response).contains("id_token"));
  }
}

TEST_CASE("userinfo of another person has as many claims, and that person's", "[faults]") {
  TestProvider provider;
  const auto bob = provider.org.people.find_by_login(kBob);
  REQUIRE(bob);
  const auto alice = provider.org.people.find_by_login(kAlice);
  SECTION("with that person's sub") {
    const auto claims = json_of(bent_answer(provider, order_to_bend("userinfo_of_another_person")));
    CHECK(claims["sub"] == bob->value.id);
    CHECK(claims["email"] == kBob);
    CHECK(claims["preferred_username"] == kBob);
  }
  SECTION("without a sub") {
    const auto claims =
        json_of(bent_answer(provider, order_to_bend("userinfo_of_another_person", "without_sub")));
    CHECK_FALSE(claims.contains("sub"));
    CHECK(claims["email"] == kBob);
  }
  SECTION("with both") {
    const auto claims =
        json_of(bent_answer(provider, order_to_bend("userinfo_of_another_person", "both_subs")));
    CHECK(claims["sub"] == protocol::Json::array({alice->value.id, bob->value.id}));
  }
}

TEST_CASE("an unguarded userinfo answers whoever asks", "[faults]") {
  TestProvider provider;
  switch_on(provider, order_to_bend("userinfo_unguarded"));
  for (const auto& headers : {http::Headers{}, bearer_header("no token of ours")}) {
    const auto response = provider.get(kUserinfoPath, headers);
    CHECK(response.status == 200);
    CHECK(response.header("WWW-Authenticate").empty());
    CHECK(json_of(response)["email"] == kBob);
  }
}

TEST_CASE("a bent userinfo refuses as ever", "[faults]") {
  TestProvider provider;
  for (const char* name : {"userinfo_of_another_person", "userinfo_wrong_subject", "userinfo_not_json"})
    switch_on(provider, order_to_bend(name));
  CHECK(provider.get(kUserinfoPath).status == 401);
}

TEST_CASE("key sets lack keys, or have too many", "[faults][keys]") {
  TestProvider provider;
  const std::string kid = provider.org.keys("default").current()->kid();
  const auto shown_kids = [&](const char* fault, const char* variant = "") {
    provider.org.faults.clear();
    return kids_of(bent_answer(provider, order_to_bend(fault, variant)));
  };
  using Kids = std::vector<std::string>;
  CHECK(shown_kids("jwks_empty").empty());
  CHECK(shown_kids("jwks_without_current_key") == Kids{foreign_key()->kid()});
  CHECK(shown_kids("jwks_duplicate_kid", "wrong_first") == Kids{kid, kid});
  CHECK(json_of(provider.get(kKeysPath))["keys"][0]["n"] == foreign_key()->modulus());
  CHECK(shown_kids("jwks_duplicate_kid", "wrong_last") == Kids{kid, kid});
  CHECK(json_of(provider.get(kKeysPath))["keys"][1]["n"] == foreign_key()->modulus());
  CHECK(shown_kids("jwks_without_kids") == Kids{"-"});
  CHECK(shown_kids("jwks_unusable_keys").back() == kid);
  CHECK(shown_kids("jwks_unusable_keys").size() == 5);
  CHECK(shown_kids("jwks_signing_key_for_encryption") == Kids{kid});
  CHECK(json_of(provider.get(kKeysPath))["keys"][0]["use"] == "enc");
}

TEST_CASE("bent keys reach those who have the good ones, and do not stay", "[faults][keys]") {
  TestProvider provider;
  const auto good = provider.get(kKeysPath);
  const http::Headers has_it{{"If-None-Match", std::string(good.header("ETag"))}};
  CHECK(provider.get(kKeysPath, has_it).status == 304);
  switch_on(provider, order_to_bend("jwks_empty"));
  const auto bent = provider.get(kKeysPath, has_it);
  CHECK(bent.status == 200);
  CHECK(bent.body == R"({"keys":[]})");
  CHECK(bent.header("ETag").empty());
  provider.org.faults.clear();
  CHECK(provider.get(kKeysPath).body == good.body);
}

TEST_CASE("faults of the wire leave the answer as it is", "[faults]") {
  TestProvider provider;
  const auto good = provider.get(kKeysPath);
  FaultOrder order = order_to_bend("endpoint_drip");
  order.endpoint = "keys";
  order.milliseconds = 20;
  switch_on(provider, order);
  order = order_to_bend("endpoint_cut");
  order.bytes = 100;
  switch_on(provider, order);
  order = order_to_bend("endpoint_flood");
  switch_on(provider, order);
  const auto response = provider.get(kKeysPath);
  CHECK(response.body == good.body);
  REQUIRE(response.script);
  CHECK(response.script->drip_bytes == 1);
  CHECK(response.script->drip_every == std::chrono::milliseconds(20));
  CHECK(response.script->cut_after == 100U);
  CHECK(response.script->flood_bytes == 200'000'000U);
}

}  // namespace mockidp::testing
