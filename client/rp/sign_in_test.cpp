#include "client/rp/sign_in.h"

#include <functional>
#include <set>

#include "client/rp/journey_for_test.h"
#include "mockidp/testing/catch.h"

using namespace rp;
using namespace std::chrono_literals;
using protocol::Json;
using protocol::Params;
using Kind = SignInFailure::Kind;

namespace {

SignInFailure token_refusal(Journey& journey) {
  const auto signed_in = journey.finish();
  REQUIRE_FALSE(signed_in);
  CHECK(journey.provider.count("token") == 1);
  CHECK(journey.provider.count("userinfo") == 0);
  return signed_in.error();
}

}  // namespace

TEST_CASE("begin sends the browser away with everything that protects the way back", "[sign_in]") {
  Journey journey({.return_to = "/reports?a=1"});
  const Transaction& transaction = journey.departure.transaction;
  CHECK(journey.departure.authorization_url.starts_with(kTestIssuer + "/v1/authorize?"));
  CHECK(query_of(journey.departure.authorization_url).entries() ==
        Params{{"client_id", "0oa-client"},
               {"response_type", "code"},
               {"scope", "openid profile email"},
               {"redirect_uri", "https://app.example/callback"},
               {"state", transaction.state},
               {"nonce", transaction.nonce},
               {"code_challenge", protocol::code_challenge_s256(transaction.code_verifier)},
               {"code_challenge_method", "S256"}}
            .entries());
  CHECK(transaction.state.size() == 43);
  CHECK(transaction.nonce.size() == 43);
  CHECK(protocol::is_code_verifier(transaction.code_verifier));
  CHECK(transaction.return_to == "/reports?a=1");
  CHECK(transaction.issuer == kTestIssuer);
  CHECK(transaction.created_at == journey.clock.now());
}

TEST_CASE("each sign-in has its own state, nonce and verifier", "[sign_in]") {
  Journey journey;
  std::set<std::string> seen;
  for (int i = 0; i < 3; ++i) {
    const auto departure = journey.sign_in->begin({}, journey.clock.now());
    seen.insert(
        {departure->transaction.state, departure->transaction.nonce, departure->transaction.code_verifier});
  }
  CHECK(seen.size() == 9);
}

TEST_CASE("what the app wishes is asked for", "[sign_in]") {
  Journey journey(
      {.prompt = "login", .login_hint = "alice@app.example", .acr_values = {"phr", "phrh"}, .max_age = 0s});
  const Params query = query_of(journey.departure.authorization_url);
  CHECK(query.get("prompt") == "login");
  CHECK(query.get("login_hint") == "alice@app.example");
  CHECK(query.get("acr_values") == "phr phrh");
  CHECK(query.get("max_age") == "0");
}

TEST_CASE("an honest answer signs the person in", "[sign_in]") {
  Journey journey({.return_to = "/reports"});
  const auto signed_in = journey.finish();
  REQUIRE(signed_in);
  CHECK(signed_in->id_token.subject() == "00u-alice");
  CHECK(signed_in->id_token.issuer() == kTestIssuer);
  CHECK(*protocol::json_string(*signed_in->userinfo, "email") == "alice@app.example");
  CHECK(signed_in->tokens.access_token.reveal() == "access-token");
  CHECK(signed_in->tokens.id_token == journey.provider.id_token());
  CHECK(signed_in->tokens.refresh_token.empty());
  CHECK(signed_in->tokens.expires_at == journey.clock.now() + 3600s);
  CHECK(signed_in->tokens.scopes == std::vector<std::string>{"openid", "profile", "email"});
  CHECK(signed_in->return_to == "/reports");
}

TEST_CASE("the code is redeemed once, with verifier and redirect URI", "[sign_in]") {
  Journey journey;
  REQUIRE(journey.finish({{"state", journey.departure.transaction.state}, {"code", "a+b/c=d%e&f"}}));
  CHECK(journey.provider.count("token") == 1);
  const HttpCall call = journey.provider.last("token");
  CHECK(call.method == HttpCall::Method::post);
  CHECK(call.url == kTestIssuer + "/v1/token");
  CHECK(protocol::parse_form(call.body)->entries() ==
        Params{{"grant_type", "authorization_code"},
               {"code", "a+b/c=d%e&f"},
               {"redirect_uri", "https://app.example/callback"},
               {"code_verifier", journey.departure.transaction.code_verifier}}
            .entries());
}

TEST_CASE("tokens are accepted only with a good ID token", "[sign_in]") {
  Journey journey;
  struct Row {
    const char* rule;
    std::function<void(FakeProvider&)> bend;
  };
  const auto row = GENERATE(values<Row>({
      {"iss", [](FakeProvider& p) { p.claims["iss"] = "https://evil.example"; }},
      {"aud", [](FakeProvider& p) { p.claims["aud"] = "0oa-other"; }},
      {"exp", [](FakeProvider& p) { p.claims["exp"] = 1; }},
      {"iat_stale", [](FakeProvider& p) { p.claims["iat"] = p.claims["iat"].get<std::int64_t>() - 3600; }},
      {"nonce", [](FakeProvider& p) { p.claims["nonce"] = "earlier"; }},
      {"sub", [](FakeProvider& p) { p.claims.erase("sub"); }},
      {"at_hash", [](FakeProvider& p) { p.claims["at_hash"] = protocol::half_hash("other"); }},
      {"signature", [](FakeProvider& p) { p.signing = second_test_key(); }},
      {"signature",
       [](FakeProvider& p) {
         p.token_body = {{"id_token", "access-token"}};
       }},
  }));
  CAPTURE(row.rule);
  row.bend(journey.provider);
  const SignInFailure failure = token_refusal(journey);
  CHECK(failure.kind == Kind::id_token);
  CHECK(failure.error == row.rule);
}

TEST_CASE("an answer without an ID token signs nobody in", "[sign_in]") {
  Journey journey;
  for (const Json& id_token : {Json(), Json(""), Json(7)}) {
    journey.provider.token_body = {{"id_token", id_token}};
    const auto signed_in = journey.finish();
    REQUIRE_FALSE(signed_in);
    CHECK(signed_in.error().error == "id_token_missing");
  }
  CHECK(journey.provider.count("keys") == 0);
}

TEST_CASE("what was asked about the sign-in itself is checked in the answer", "[sign_in]") {
  SECTION("assurance") {
    Journey journey({.acr_values = {"phr"}});
    CHECK(token_refusal(journey).error == "acr");
  }
  SECTION("a method") {
    Journey journey({.amr = "mfa"});
    CHECK(token_refusal(journey).error == "amr");
  }
  SECTION("freshness") {
    Journey journey({.max_age = 60s});
    journey.provider.claims["auth_time"] = protocol::to_unix(journey.clock.now()) - 3600;
    CHECK(token_refusal(journey).error == "auth_time");
  }
  SECTION("a new sign-in") {
    const auto session_auth_time = protocol::to_unix(protocol::ManualClock().now());
    Journey journey({.prompt = "login", .newer_than = session_auth_time});
    CHECK(token_refusal(journey).error == "auth_time_unchanged");
  }
}

TEST_CASE("nothing begins at a provider whose metadata is wrong", "[sign_in]") {
  FakeProvider provider;
  const Settings settings = test_settings();
  protocol::SeededRandom random(1);
  SignIn sign_in(settings, provider, random);
  provider.metadata["issuer"] = "https://evil.example";
  const auto departure = sign_in.begin({}, protocol::from_unix(0));
  REQUIRE_FALSE(departure);
  CHECK(departure.error().error == "metadata_issuer");
}
