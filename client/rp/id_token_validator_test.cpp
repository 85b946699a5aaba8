#include "client/rp/id_token_validator.h"

#include <set>

#include "client/rp/fake_provider_for_test.h"
#include "mockidp/testing/catch.h"

using namespace rp;
using namespace std::chrono_literals;
using protocol::Json;

namespace {

constexpr std::int64_t kNow = 1767225600;

IdTokenExpectations usual_expectations() {
  IdTokenExpectations expected;
  expected.issuer = kTestIssuer;
  expected.client_id = "0oa-client";
  expected.nonce = "n-1";
  expected.access_token = "access-token";
  expected.asked_at = protocol::from_unix(kNow - 30);
  expected.now = protocol::from_unix(kNow);
  return expected;
}

protocol::VerifiedJwt verified_token(const Json& claims, const std::string& more_header = "") {
  const auto& key = *first_test_key();
  const std::string header = R"({"kid":")" + key.kid() + R"(","alg":"RS256")" + more_header + "}";
  const auto keys =
      protocol::parse_key_set(protocol::to_text({{"keys", Json::array({protocol::to_jwk(key)})}}));
  return *protocol::verify_jws(protocol::sign_compact(key, header, protocol::to_text(claims)), *keys);
}

Json usual_claims() {
  FakeProvider provider;
  provider.expect_sign_in("n-1", protocol::from_unix(kNow));
  return provider.claims;
}

Json claims_with(const char* claim, Json value) {
  Json claims = usual_claims();
  claims[claim] = std::move(value);
  return claims;
}

Json claims_without(const char* claim) {
  Json claims = usual_claims();
  claims.erase(claim);
  return claims;
}

// The name of the rule that refused, or "".
std::string broken_rule(const Json& claims, const IdTokenExpectations& expected = usual_expectations()) {
  const auto token = validate_id_token(verified_token(claims), expected);
  if (token) return "";
  CHECK(token.error().kind == SignInFailure::Kind::id_token);
  CHECK_FALSE(token.error().description.empty());
  return token.error().error;
}

}  // namespace

TEST_CASE("an ID token for this sign-in passes and gives its claims", "[id_token]") {
  const auto token = validate_id_token(verified_token(usual_claims()), usual_expectations());
  REQUIRE(token);
  CHECK(token->subject() == "00u-alice");
  CHECK(token->issuer() == kTestIssuer);
  CHECK(token->auth_time() == kNow);
}

TEST_CASE("the issuer is compared byte for byte", "[id_token]") {
  const auto issuer =
      GENERATE(values<Json>({kTestIssuer + "/", kTestIssuer + "x", "https://IDP.example/oauth2/default",
                             "https://evil.example", "", nullptr, 1, Json::array({kTestIssuer})}));
  CAPTURE(protocol::to_text(issuer));
  CHECK(broken_rule(claims_with("iss", issuer)) == "iss");
}

TEST_CASE("the audience is this client", "[id_token]") {
  CHECK(broken_rule(claims_with("aud", Json::array({"0oa-client"}))) == "");
  const auto audience = GENERATE(values<Json>(
      {"0oa-other", "0oa-client2", "0OA-client", "", nullptr, 7, Json::array(), Json::array({"0oa-other"}),
       Json::array({"0oa-client", 7}), Json{{"0oa-client", true}}, "0oa-client 0oa-other"}));
  CAPTURE(protocol::to_text(audience));
  CHECK(broken_rule(claims_with("aud", audience)) == "aud");
}

TEST_CASE("no other audience is trusted", "[id_token]") {
  Json claims = claims_with("aud", Json::array({"0oa-client", "0oa-other"}));
  CHECK(broken_rule(claims) == "aud_untrusted");
  claims["azp"] = "0oa-client";
  CHECK(broken_rule(claims) == "aud_untrusted");
}

TEST_CASE("the authorized party is this client", "[id_token]") {
  CHECK(broken_rule(claims_with("azp", "0oa-client")) == "");
  CHECK(broken_rule(claims_with("azp", "0oa-other")) == "azp");
  CHECK(broken_rule(claims_with("azp", nullptr)) == "azp");
  CHECK(broken_rule(claims_with("azp", Json::array({"0oa-client"}))) == "azp");
  CHECK(broken_rule(claims_with("aud", Json::array({"0oa-client", "0oa-client"}))) == "azp_missing");
}

TEST_CASE("expiry is judged with the skew, to the second", "[id_token]") {
  CHECK(broken_rule(claims_with("exp", kNow - 59)) == "");
  CHECK(broken_rule(claims_with("exp", kNow - 60)) == "exp");
  CHECK(broken_rule(claims_with("exp", kNow - 86400)) == "exp");
  CHECK(broken_rule(claims_without("exp")) == "exp");
}

TEST_CASE("a token is not from the future", "[id_token]") {
  CHECK(broken_rule(claims_with("iat", kNow + 60)) == "");
  CHECK(broken_rule(claims_with("iat", kNow + 61)) == "iat");
  CHECK(broken_rule(claims_without("iat")) == "iat");
}

TEST_CASE("a token is not older than the question", "[id_token]") {
  CHECK(broken_rule(claims_with("iat", kNow - 90)) == "");
  CHECK(broken_rule(claims_with("iat", kNow - 91)) == "iat_stale");
  auto expected = usual_expectations();
  expected.asked_at.reset();
  CHECK(broken_rule(claims_with("iat", kNow - 91), expected) == "");
}

TEST_CASE("a token is valid already", "[id_token]") {
  CHECK(broken_rule(claims_with("nbf", kNow + 60)) == "");
  CHECK(broken_rule(claims_with("nbf", kNow + 61)) == "nbf");
}

TEST_CASE("times are whole numbers of seconds", "[id_token]") {
  const auto claim = GENERATE("exp", "iat", "nbf");
  const auto value = GENERATE(values<Json>(
      {nullptr, std::to_string(kNow), -1, 1e300, 1.5, true, Json::array({kNow}), INT64_MAX, UINT64_MAX}));
  CAPTURE(claim, protocol::to_text(value));
  CHECK(broken_rule(claims_with(claim, value)) == claim);
}

TEST_CASE("the subject is a short text", "[id_token]") {
  CHECK(broken_rule(claims_with("sub", std::string(255, 'a'))) == "");
  CHECK(broken_rule(claims_with("sub", std::string(256, 'a'))) == "sub");
  CHECK(broken_rule(claims_without("sub")) == "sub");
  const auto subject = GENERATE(values<Json>({"", nullptr, 7, Json::array({"00u-alice"})}));
  CHECK(broken_rule(claims_with("sub", subject)) == "sub");
}

TEST_CASE("the nonce is this sign-in's", "[id_token]") {
  const auto nonce = GENERATE(values<Json>({"n-2", "n-1x", "n-", "", nullptr, 1, Json::array({"n-1"})}));
  CAPTURE(protocol::to_text(nonce));
  CHECK(broken_rule(claims_with("nonce", nonce)) == "nonce");
  CHECK(broken_rule(claims_without("nonce")) == "nonce");
}

TEST_CASE("a renewed token may lack the nonce, but not have another", "[id_token]") {
  auto expected = usual_expectations();
  expected.nonce_may_be_absent = true;
  CHECK(broken_rule(claims_without("nonce"), expected) == "");
  CHECK(broken_rule(usual_claims(), expected) == "");
  CHECK(broken_rule(claims_with("nonce", "n-2"), expected) == "nonce");
  CHECK(broken_rule(claims_with("nonce", nullptr), expected) == "nonce");
}

TEST_CASE("the requested assurance was reached", "[id_token]") {
  auto expected = usual_expectations();
  expected.acr_values = {"urn:okta:loa:2fa:any", "phr"};
  CHECK(broken_rule(claims_with("acr", "urn:okta:loa:2fa:any"), expected) == "");
  CHECK(broken_rule(claims_with("acr", "phr"), expected) == "");
  CHECK(broken_rule(claims_with("acr", "urn:okta:loa:1fa:any"), expected) == "acr");
  CHECK(broken_rule(claims_with("acr", Json::array({"phr"})), expected) == "acr");
  CHECK(broken_rule(usual_claims(), expected) == "acr");
  CHECK(broken_rule(claims_with("acr", "whatever")) == "");
}

TEST_CASE("the person used the method that was asked for", "[id_token]") {
  auto expected = usual_expectations();
  expected.amr = "mfa";
  CHECK(broken_rule(claims_with("amr", {"pwd", "sms", "mfa"}), expected) == "");
  CHECK(broken_rule(claims_with("amr", Json::array({"pwd"})), expected) == "amr");
  CHECK(broken_rule(claims_with("amr", "mfa"), expected) == "amr");
  CHECK(broken_rule(claims_without("amr"), expected) == "amr");
  CHECK(broken_rule(claims_without("amr")) == "");
}

TEST_CASE("the person signed in recently enough", "[id_token]") {
  auto expected = usual_expectations();
  expected.max_age = 300s;
  CHECK(broken_rule(claims_with("auth_time", kNow - 360), expected) == "");
  CHECK(broken_rule(claims_with("auth_time", kNow - 361), expected) == "auth_time");
  CHECK(broken_rule(claims_without("auth_time"), expected) == "auth_time");
  CHECK(broken_rule(claims_with("auth_time", "now"), expected) == "auth_time");
  CHECK(broken_rule(claims_without("auth_time")) == "");
}

TEST_CASE("a person who was asked again has signed in again", "[id_token]") {
  auto expected = usual_expectations();
  expected.newer_than = kNow - 5;
  CHECK(broken_rule(usual_claims(), expected) == "");
  CHECK(broken_rule(claims_with("auth_time", kNow - 4), expected) == "");
  CHECK(broken_rule(claims_with("auth_time", kNow - 5), expected) == "auth_time_unchanged");
  CHECK(broken_rule(claims_without("auth_time"), expected) == "auth_time_unchanged");
}

TEST_CASE("the access token is the one that came along", "[id_token]") {
  CHECK(broken_rule(claims_without("at_hash")) == "");
  CHECK(broken_rule(claims_with("at_hash", protocol::half_hash("another"))) == "at_hash");
  CHECK(broken_rule(claims_with("at_hash", "")) == "at_hash");
  CHECK(broken_rule(claims_with("at_hash", nullptr)) == "at_hash");
}

TEST_CASE("a token of another type is no ID token", "[id_token]") {
  const auto type =
      GENERATE(R"("at+jwt")", R"("application/at+jwt")", R"("logout+jwt")", R"("")", "null", "1");
  CAPTURE(type);
  const auto refused = validate_id_token(verified_token(usual_claims(), std::string(R"(,"typ":)") + type),
                                         usual_expectations());
  REQUIRE_FALSE(refused);
  CHECK(refused.error().error == "typ");
  CHECK(validate_id_token(verified_token(usual_claims(), R"(,"typ":"JWT")"), usual_expectations()));
}

TEST_CASE("claims in the header mean nothing", "[id_token]") {
  const auto token =
      validate_id_token(verified_token(usual_claims(), R"(,"sub":"00u-victim","iss":"https://evil.example")"),
                        usual_expectations());
  REQUIRE(token);
  CHECK(token->subject() == "00u-alice");
}

TEST_CASE("every rule has its own name and cites its clause", "[id_token]") {
  std::set<std::string_view> names;
  for (const IdTokenRule& rule : id_token_rules()) {
    CHECK(names.insert(rule.name).second);
    CHECK_FALSE(rule.clause.empty());
  }
}
