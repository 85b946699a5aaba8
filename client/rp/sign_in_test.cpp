#include "client/rp/sign_in.h"

#include <set>

#include "client/rp/fake_provider_for_test.h"
#include "mockidp/testing/catch.h"

using namespace rp;
using namespace std::chrono_literals;
using protocol::Json;
using protocol::Params;
using Kind = SignInFailure::Kind;

namespace {

// One sign-in on its way: the browser has left, and the provider is ready to answer honestly.
struct Journey {
  FakeProvider provider;
  Settings settings = test_settings();
  protocol::SeededRandom random{1};
  protocol::ManualClock clock;
  std::unique_ptr<SignIn> sign_in;
  Departure departure;

  explicit Journey(const SignInWishes& wishes = {}, const std::function<void(Journey&)>& prepare = {}) {
    if (prepare) prepare(*this);
    sign_in = std::make_unique<SignIn>(settings, provider, random);
    departure = *sign_in->begin(wishes, clock.now());
    provider.expect_sign_in(departure.transaction.nonce, clock.now());
  }

  Params callback() const { return {{"state", departure.transaction.state}, {"code", "the-code"}}; }
  auto finish(const Params& params) { return sign_in->finish(departure.transaction, params, clock.now()); }
  auto finish() { return finish(callback()); }

  // Why it failed; nothing was asked of the provider after a refusal of the callback itself.
  SignInFailure refusal(const Params& params) {
    const auto before = provider.count();
    const auto signed_in = finish(params);
    REQUIRE_FALSE(signed_in);
    CHECK(provider.count() == before);
    return signed_in.error();
  }
};

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

TEST_CASE("the access token goes to userinfo in the header", "[sign_in]") {
  Journey journey;
  REQUIRE(journey.finish());
  const HttpCall call = journey.provider.last("userinfo");
  CHECK(call.url == kTestIssuer + "/v1/userinfo");
  CHECK(call.method == HttpCall::Method::get);
  CHECK(std::count(call.headers.begin(), call.headers.end(),
                   std::pair<std::string, std::string>("Authorization", "Bearer access-token")) == 1);
}

TEST_CASE("a callback without this transaction's state is refused before anything else", "[sign_in]") {
  Journey journey;
  const std::string& state = journey.departure.transaction.state;
  const auto params = GENERATE_COPY(values<Params>({
      {},
      {{"code", "c"}},
      {{"code", "c"}, {"state", ""}},
      {{"code", "c"}, {"state", "wrong"}},
      {{"code", "c"}, {"state", state + "x"}},
      {{"code", "c"}, {"state", state.substr(1)}},
      {{"code", "c"}, {"state", state}, {"state", "wrong"}},
      {{"code", "c"}, {"state", "wrong"}, {"state", state}},
      {{"code", "c"}, {"state", state}, {"state", state}},
      {{"error", "access_denied"}},
      {{"error", "access_denied"}, {"state", "wrong"}},
  }));
  CAPTURE(protocol::encode_form(params));
  CHECK(journey.refusal(params).kind == Kind::state);
}

TEST_CASE("a transaction without a state matches no callback", "[sign_in]") {
  CHECK_FALSE(is_answer_to(Transaction{}, {{"state", ""}, {"code", "c"}}));
}

TEST_CASE("a callback says everything once", "[sign_in]") {
  Journey journey;
  for (const char* name : {"code", "error", "iss", "anything"}) {
    CAPTURE(name);
    Params params = journey.callback();
    params.add(name, "1");
    params.add(name, "2");
    CHECK(journey.refusal(params).error == "repeated_parameter");
  }
}

TEST_CASE("a callback without a code is refused", "[sign_in]") {
  Journey journey;
  CHECK(journey.refusal({{"state", journey.departure.transaction.state}}).error == "code");
  CHECK(journey.refusal({{"state", journey.departure.transaction.state}, {"code", ""}}).error == "code");
}

TEST_CASE("an error wins over a code", "[sign_in]") {
  Journey journey;
  Params params = journey.callback();
  params.add("error", "access_denied");
  params.add("error_description", "User is not assigned to the client application.");
  const SignInFailure failure = journey.refusal(params);
  CHECK(failure.kind == Kind::provider);
  CHECK(failure.error == "access_denied");
  CHECK(failure.description == "User is not assigned to the client application.");
}

TEST_CASE("what a provider says about an error is cut and cleaned", "[sign_in]") {
  Journey journey;
  Params params{{"state", journey.departure.transaction.state}, {"error", "bad\r\nSet-Cookie: x"}};
  params.add("error_description", std::string(400, 'a') + "\xe2\x82\xac");
  const SignInFailure failure = journey.refusal(params);
  CHECK(failure.error == "bad??Set-Cookie: x");
  CHECK(failure.description == std::string(300, 'a'));
  CHECK(presentable("a\xc3\xa4\x7f") == "a???");
}

TEST_CASE("a transaction has its time", "[sign_in]") {
  Journey journey;
  journey.clock.advance(599s);
  journey.provider.expect_sign_in(journey.departure.transaction.nonce, journey.clock.now());
  CHECK(journey.finish());
  journey.clock.advance(1s);
  CHECK(journey.refusal(journey.callback()).kind == Kind::expired);
  journey.clock.advance(-661s);
  CHECK(journey.refusal(journey.callback()).kind == Kind::expired);
}

TEST_CASE("the answer names the right issuer, if any", "[sign_in]") {
  Journey journey;
  Params right = journey.callback();
  right.add("iss", kTestIssuer);
  CHECK(journey.finish(right));
  for (const std::string& issuer : {std::string("https://evil.example"), kTestIssuer + "/", std::string()}) {
    Params wrong = journey.callback();
    wrong.add("iss", issuer);
    CHECK(journey.refusal(wrong).error == "iss_parameter");
    wrong.add("error", "access_denied");
    CHECK(journey.refusal(wrong).error == "iss_parameter");
  }
}

TEST_CASE("an issuer that was promised has to be named", "[sign_in]") {
  Journey journey(
      {}, [](Journey& j) { j.provider.metadata["authorization_response_iss_parameter_supported"] = true; });
  CHECK(journey.refusal(journey.callback()).error == "iss_parameter");
  Params named = journey.callback();
  named.add("iss", kTestIssuer);
  CHECK(journey.finish(named));
}

TEST_CASE("a transaction of another issuer is not continued here", "[sign_in]") {
  Journey journey;
  journey.departure.transaction.issuer = "https://other.example";
  CHECK(journey.refusal(journey.callback()).error == "transaction_issuer");
}

TEST_CASE("parameters that mean nothing here are ignored", "[sign_in]") {
  Journey journey;
  Params params = journey.callback();
  params.add("session_state", "x");
  params.add("token_type", "mac");
  CHECK(journey.finish(params));
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

TEST_CASE("userinfo that is about somebody else ends the sign-in", "[sign_in]") {
  Journey journey;
  const auto answer =
      GENERATE(as<std::string>(), R"({"sub":"00u-victim","email":"victim@app.example"})",
               R"({"email":"victim@app.example"})", R"({"sub":["00u-alice"]})",
               R"({"sub":"00u-alice","sub":"00u-victim"})", R"({"sub":"00u-victim","sub":"00u-alice"})",
               R"({"sub":""})", R"({"sub":null})", R"(["00u-alice"])", "", "<html>");
  CAPTURE(answer);
  journey.provider.instead["userinfo"] = [&] {
    return HttpAnswer{.status = 200, .headers = {{"content-type", "application/json"}}, .body = answer};
  };
  const auto signed_in = journey.finish();
  REQUIRE_FALSE(signed_in);
  CHECK(signed_in.error().kind == Kind::userinfo);
}

TEST_CASE("a sign-in without the userinfo it needs is none", "[sign_in]") {
  Journey journey;
  const auto answer = GENERATE(values<HttpAnswer>({
      {.status = 401},
      {.status = 500},
      {.status = 302, .headers = {{"location", "https://evil.example"}}},
      {.status = 200, .headers = {{"content-type", "application/jwt"}}, .body = "e30.e30."},
  }));
  CAPTURE(answer.status);
  journey.provider.instead["userinfo"] = [&] { return answer; };
  CHECK_FALSE(journey.finish());
}

TEST_CASE("userinfo is not fetched when nobody wants it or offers it", "[sign_in]") {
  Journey unwanted({}, [](Journey& j) { j.settings.read_userinfo = false; });
  REQUIRE(unwanted.finish());
  CHECK(unwanted.provider.count("userinfo") == 0);
  Journey missing({}, [](Journey& j) { j.provider.metadata.erase("userinfo_endpoint"); });
  const auto signed_in = missing.finish();
  REQUIRE(signed_in);
  CHECK(signed_in->userinfo == nullptr);
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

TEST_CASE("callback rules have names of their own, and the state comes first", "[sign_in]") {
  std::set<std::string_view> names;
  for (const CallbackRule& rule : callback_rules()) CHECK(names.insert(rule.name).second);
  CHECK(callback_rules().front().name == "state");
}
