#include "mockidp/store/session_tokens.h"

#include "mockidp/store/memory_store.h"
#include "mockidp/testing/catch.h"
#include "mockidp/testing/race.h"

using namespace std::chrono_literals;

namespace mockidp {

TEST_CASE("a session token is redeemed once, for what it was issued for", "[store][session_token]") {
  const auto store = make_memory_store();
  SessionTokens tokens(*store, "default"), others(*store, "other");
  const auto noon = protocol::from_unix(1767268800);
  const SessionToken value{"00u1", {{"okta_password", "pwd", noon}}, noon};
  REQUIRE(tokens.issue("t", value));
  CHECK_FALSE(tokens.issue("t", value));
  CHECK_FALSE(others.redeem("t"));
  const auto redeemed = tokens.redeem("t");
  REQUIRE(redeemed);
  CHECK(redeemed->person_id == "00u1");
  CHECK(redeemed->issued_at == noon);
  REQUIRE(redeemed->verified.size() == 1);
  CHECK(redeemed->verified[0].method == "pwd");
  CHECK_FALSE(tokens.redeem("t"));
  CHECK_FALSE(tokens.redeem("never issued"));
}

TEST_CASE("a thousand session tokens, each redeemed by one of 64 threads", "[store][race]") {
  const auto store = make_memory_store();
  SessionTokens tokens(*store, "default");
  const auto name = [](int round) { return "token" + std::to_string(round); };
  const auto issue = [&](int round) {
    tokens.issue(name(round), {"00u1", {}, protocol::from_unix(1767268800)});
  };
  const auto redeem = [&](int round) { return tokens.redeem(name(round)).has_value(); };
  CHECK(rounds_with_one_winner(kRacers, 1000, issue, redeem) == 1000);
}

}  // namespace mockidp
