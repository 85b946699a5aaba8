#include "client/rs/possession.h"

#include <atomic>
#include <nlohmann/json.hpp>
#include <thread>

#include "client/rs/bearer.h"
#include "client/rs/tokens_for_test.h"
#include "mockidp/testing/catch.h"
#include "mockidp/testing/signing_client_test.h"

using namespace rs;
using mockidp::testing::SigningClient;
using protocol::Json;

namespace {

constexpr std::string_view kOrdersUrl = "https://api.example/orders";

struct Possession {
  SigningClient client;
  SpentProofs spent;

  Json claims() {
    Json all = client.proof_claims("GET", kOrdersUrl, test_now());
    all["ath"] = mockidp::testing::ath_of("the-token");
    return all;
  }
  Json claims_with(const char* name, Json value) {
    Json all = claims();
    all[name] = std::move(value);
    return all;
  }
  protocol::Result<std::string, Refusal> prove(const std::vector<std::string_view>& proofs) {
    return prove_possession(
        proofs, {.method = "GET", .url = kOrdersUrl, .access_token = "the-token", .now = test_now()}, spent);
  }
  // What is said to a proof with these claims; "" if it is good.
  std::string said(const Json& all) { return said(client.proof(all)); }
  std::string said(const std::string& proof) {
    const auto key = prove({proof});
    if (key) return "";
    CHECK(key.error().status == 401);
    CHECK(key.error().error == "invalid_dpop_proof");
    CHECK(key.error().scheme == "DPoP");
    return key.error().description;
  }
};

}  // namespace

TEST_CASE("a proof shows the key that has signed it, once", "[possession]") {
  Possession possession;
  const std::string proof = possession.client.proof(possession.claims());
  const auto key = possession.prove({proof});
  REQUIRE(key);
  CHECK(*key == possession.client.jkt());
  CHECK(possession.said(proof) == "The proof was used before.");
  // The same jti of another key is another's.
  CHECK(possession.said(SigningClient("02").proof(Json::parse(protocol::read_jwt(proof)->claims->dump()))) ==
        "");
}

TEST_CASE("what a proof has to say to an API", "[possession]") {
  Possession possession;
  const auto with = [&](const char* name, Json value) {
    return possession.said(possession.claims_with(name, std::move(value)));
  };
  CHECK(with("htm", "POST") == "The proof is of another method.");
  CHECK(with("htm", nullptr) == "The proof is of another method.");
  CHECK(with("htu", "https://api.example/orders?page=2#x") == "");
  CHECK(with("htu", "HTTPS://API.example:443/orders") == "");
  CHECK(with("htu", "http://api.example/orders") == "The proof is of another address.");
  CHECK(with("htu", "https://api.example/invoices") == "The proof is of another address.");
  CHECK(with("htu", "https://me@api.example/orders") == "The proof is of another address.");
  CHECK(with("ath", mockidp::testing::ath_of("another")) == "The proof is of another access token.");
  CHECK(with("ath", nullptr) == "The proof is of another access token.");
  CHECK(with("iat", kTestNow + 60) == "");
  CHECK(with("iat", kTestNow + 61) == "The proof does not say when it was made, or is of the future.");
  CHECK(with("iat", "now") == "The proof does not say when it was made, or is of the future.");
  CHECK(with("iat", kTestNow - 360) == "");
  CHECK(with("iat", kTestNow - 361) == "The proof is too old.");
  CHECK(with("jti", "") == "The proof has no usable jti.");
  CHECK(with("jti", std::string(257, 'j')) == "The proof has no usable jti.");
}

TEST_CASE("what is no proof, and what is not signed as one", "[possession]") {
  Possession possession;
  const std::string unsigned_like = "The proof is not signed as a proof has to be.";
  const auto with_header = [&](const char* name, Json value) {
    Json header = possession.client.proof_header();
    header[name] = std::move(value);
    return possession.said(possession.client.sign(header, possession.claims()));
  };
  CHECK(with_header("typ", "JWT") == unsigned_like);
  CHECK(with_header("alg", "none") == unsigned_like);
  CHECK(with_header("alg", "HS256") == unsigned_like);
  CHECK(with_header("alg", "ES256") == unsigned_like);
  CHECK(with_header("jwk", SigningClient("02").jwk()) == unsigned_like);
  CHECK(with_header("jwk", nullptr) == unsigned_like);
  CHECK(with_header("crit", Json::array({"x"})) == "The proof cannot be read.");
  CHECK(possession.said(std::string("nonsense")) == "The proof cannot be read.");
  CHECK(possession.said(std::string(9000, 'a')) == "The proof cannot be read.");
  const std::string good = possession.client.proof(possession.claims());
  CHECK_FALSE(possession.prove({}));
  CHECK_FALSE(possession.prove({good, good}));
  CHECK(possession.said(good) == "");  // it was not spent by that
}

TEST_CASE("of 64 that show one proof a single one is believed", "[possession][race]") {
  Possession possession;
  const std::string proof = possession.client.proof(possession.claims());
  std::atomic<bool> go{false};
  std::atomic<int> believed{0};
  {
    std::vector<std::jthread> racers;
    for (int i = 0; i < 64; ++i)
      racers.emplace_back([&] {
        while (!go.load()) std::this_thread::yield();
        believed += static_cast<bool>(possession.prove({proof})) ? 1 : 0;
      });
    go = true;
  }
  CHECK(believed == 1);
}

TEST_CASE("proofs are remembered as long as they could be shown again, and no more than there is room for",
          "[possession]") {
  using Use = SpentProofs::Use;
  SpentProofs two(2);
  const auto now = test_now();
  const auto soon = now + protocol::Seconds(10);
  CHECK(two.spend("a", soon, now) == Use::first);
  CHECK(two.spend("b", soon + protocol::Seconds(1), now) == Use::first);
  CHECK(two.spend("a", soon, now) == Use::again);
  CHECK(two.spend("c", soon, now) == Use::no_room);
  CHECK(two.spend("c", soon, soon) == Use::first);  // "a" was forgotten
  CHECK(two.spend("b", soon, soon) == Use::again);
}

TEST_CASE("a bound token is good with its own key alone, another as a bearer token alone", "[possession]") {
  const auto broken_rule = [](const Json& claims, const char* proven_key) {
    rp::FakeProvider provider;
    AccessTokenValidator validator(test_api_settings(), provider);
    const auto token = validator.validate(signed_token(claims), test_now(), proven_key);
    return token ? std::string() : token.error().rule;
  };
  const Json bound = access_claims_with("cnf", {{"jkt", "mine"}});
  CHECK(broken_rule(bound, "mine") == "");
  CHECK(broken_rule(bound, "another") == "cnf");
  CHECK(broken_rule(bound, "") == "cnf");
  CHECK(broken_rule(access_claims_with("cnf", {{"x5t#S256", "mine"}}), "mine") == "cnf");
  CHECK(broken_rule(access_claims_with("cnf", "mine"), "mine") == "cnf");
  CHECK(broken_rule(access_claims(), "mine") == "cnf");
  CHECK(broken_rule(access_claims(), "") == "");
}

TEST_CASE("either scheme is told from the other, in any letters", "[possession][bearer]") {
  const auto presented = [](std::string_view header) {
    return find_access_token({.authorization = {header}});
  };
  REQUIRE(presented("dpop abc"));
  CHECK(presented("dpop abc")->scheme == TokenScheme::dpop);
  CHECK(presented("dpop abc")->token == "abc");
  CHECK(presented("Bearer abc")->scheme == TokenScheme::bearer);
  CHECK(presented("DPoP a b").error().status == 400);
  CHECK(presented("Basic abc").error().error.empty());
}

TEST_CASE("a challenge for want of a proof names the algorithms", "[possession][bearer]") {
  CHECK(challenge({.status = 401, .error = "invalid_dpop_proof", .description = "No.", .scheme = kDpopScheme},
                  "r") == R"(DPoP realm="r", error="invalid_dpop_proof", error_description="No.", )"
                          R"(algs="RS256 RS384 RS512 ES256 ES384 ES512")");
}
