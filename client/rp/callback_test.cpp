// The rules of the callback: what finish() refuses before it asks the provider anything.

#include <set>

#include "client/rp/journey_for_test.h"
#include "mockidp/testing/catch.h"

using namespace rp;
using namespace std::chrono_literals;
using protocol::Params;
using Kind = SignInFailure::Kind;

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

TEST_CASE("callback rules have names of their own, and the state comes first", "[sign_in]") {
  std::set<std::string_view> names;
  for (const CallbackRule& rule : callback_rules()) CHECK(names.insert(rule.name).second);
  CHECK(callback_rules().front().name == "state");
}
