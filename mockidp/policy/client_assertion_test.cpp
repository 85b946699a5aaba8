#include "mockidp/policy/client_assertion.h"

#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "mockidp/testing/catch.h"
#include "mockidp/testing/signing_client_test.h"

namespace mockidp {
namespace {

using namespace std::chrono_literals;
using protocol::Json;
using testing::SigningClient;

constexpr std::string_view kAsserter = "0oa-asserting";
constexpr std::string_view kAssertedUrl = "https://org.example/oauth2/default/v1/token";
const auto kAssertionNoon = protocol::from_unix(1767268800);

SigningClient& asserter() {
  static SigningClient client;
  return client;
}

std::shared_ptr<const protocol::PublicKey> client_key_of(const SigningClient& client, const char* kid,
                                                         const char* use = "sig", const char* alg = nullptr) {
  Json jwk = client.jwk();
  jwk["kid"] = kid;
  jwk["use"] = use;
  if (alg != nullptr) jwk["alg"] = alg;
  return *protocol::PublicKey::from_jwk(jwk);
}

AppIntegration asserting_app() {
  AppIntegration app;
  app.client_id = kAsserter;
  app.token_endpoint_auth_method = protocol::TokenEndpointAuthMethod::private_key_jwt;
  app.jwks = {client_key_of(asserter(), "k1")};
  return app;
}

Json asserted_claims() { return asserter().assertion_claims(kAsserter, kAssertedUrl, kAssertionNoon); }

Json with_claim(const char* name, Json value) {
  Json claims = asserted_claims();
  claims[name] = std::move(value);
  return claims;
}

Json without_claim(const char* name) {
  Json claims = asserted_claims();
  claims.erase(name);
  return claims;
}

std::string judged_assertion(const AppIntegration& app, std::string_view compact) {
  const auto named = parse_client_assertion(compact);
  if (!named) return std::string(okta_error_row(named.error().error).internal_code);
  const auto proven = decide_client_assertion(app, *named, {kAssertedUrl, kAssertionNoon});
  return proven ? "good" : std::string(okta_error_row(proven.error().error).internal_code);
}

std::string hmac_sha256_jwt(const Json& claims, std::string_view secret, std::string_view alg = "HS256") {
  const std::string input =
      protocol::signing_input(protocol::to_text(Json{{"alg", alg}}), protocol::to_text(claims));
  return input + '.' + protocol::base64url_encode(protocol::as_view(protocol::hmac_sha256(secret, input)));
}

}  // namespace

TEST_CASE("a good assertion names its client, and is known again if it has a jti", "[client_assertion]") {
  const Json claims = asserted_claims();
  const auto proven = [&](const Json& asserted) {
    const auto named = parse_client_assertion(asserter().assertion(asserted));
    REQUIRE(named);
    CHECK(named->client_id == kAsserter);
    const auto result = decide_client_assertion(asserting_app(), *named, {kAssertedUrl, kAssertionNoon});
    REQUIRE(result);
    return *result;
  };
  CHECK(proven(claims).id == proven(claims).id);
  CHECK(proven(claims).id != proven(asserted_claims()).id);
  CHECK(proven(claims).good_until == kAssertionNoon + 300s);
  CHECK(proven(without_claim("jti")).id.empty());
}

TEST_CASE("what the claims of an assertion have to say", "[client_assertion]") {
  const std::int64_t noon = protocol::to_unix(kAssertionNoon);
  const std::pair<Json, const char*> rows[] = {
      {asserted_claims(), "good"},
      {without_claim("iss"), "client_assertion_invalid_issuer"},
      {with_claim("iss", 1), "client_assertion_invalid_issuer"},
      {with_claim("sub", "another"), "client_assertion_invalid_subject"},
      {without_claim("sub"), "client_assertion_invalid_subject"},
      {with_claim("aud", Json::array({"https://other.example", kAssertedUrl})), "good"},
      {with_claim("aud", Json::array({"https://other.example"})), "client_assertion_invalid_audience"},
      {with_claim("aud", "https://org.example/oauth2/default"), "client_assertion_invalid_audience"},
      {with_claim("aud", "https://org.example/oauth2/default/v1/introspect"),
       "client_assertion_invalid_audience"},
      {with_claim("aud", std::string(kAssertedUrl) + '/'), "client_assertion_invalid_audience"},
      {with_claim("aud", 1), "client_assertion_invalid_audience"},
      {without_claim("aud"), "client_assertion_invalid_audience"},
      {without_claim("exp"), "client_assertion_expiration_required"},
      {with_claim("exp", "later"), "client_assertion_expiration_required"},
      {with_claim("exp", noon + 1), "good"},
      {with_claim("exp", noon), "client_assertion_expired_token"},
      {with_claim("exp", INT64_MIN), "client_assertion_expired_token"},
      {with_claim("exp", noon + 3600), "good"},
      {with_claim("exp", noon + 3601), "client_assertion_expires_too_far_in_future"},
      {with_claim("exp", INT64_MAX), "client_assertion_expires_too_far_in_future"},
      {with_claim("exp", static_cast<double>(noon) + 60.5), "good"},
      {with_claim("exp", static_cast<double>(noon) + 0.5), "client_assertion_expired_token"},
      {with_claim("exp", 1e300), "client_assertion_expiration_required"},
      {with_claim("iat", static_cast<double>(noon) - 0.5), "good"},
      {without_claim("iat"), "good"},
      {with_claim("iat", noon), "good"},
      {with_claim("iat", noon + 1), "client_assertion_issued_at_in_future"},
      {with_claim("iat", "now"), "client_assertion_invalid_jwt"},
      {with_claim("nbf", noon + 1), "client_assertion_issued_at_in_future"},
      {with_claim("jti", ""), "client_assertion_invalid_jwt"},
      {with_claim("jti", 1), "client_assertion_invalid_jwt"},
      {with_claim("jti", std::string(256, 'j')), "good"},
      {with_claim("jti", std::string(257, 'j')), "client_assertion_invalid_jwt"},
  };
  for (const auto& [claims, expected] : rows) {
    CAPTURE(protocol::to_text(claims));
    CHECK(judged_assertion(asserting_app(), asserter().assertion(claims)) == expected);
  }
}

TEST_CASE("what is no assertion at all, or too long for one", "[client_assertion]") {
  for (const std::string& text : {std::string(), std::string("a.b.c"), std::string(20000, 'a')})
    CHECK(judged_assertion(asserting_app(), text) == "client_assertion_invalid_jwt");
  CHECK(judged_assertion(asserting_app(), asserter().assertion(with_claim("x", std::string(20000, 'x')))) ==
        "client_assertion_invalid_jwt");
  CHECK(judged_assertion(asserting_app(), asserter().sign({{"alg", "RS256"}, {"crit", Json::array({"x"})}},
                                                          asserted_claims())) ==
        "client_assertion_invalid_jwt");
}

TEST_CASE("the key of an assertion is one of the app's, chosen by kid", "[client_assertion]") {
  const SigningClient other("02");
  const auto judged_by = [&](ClientKeys keys, const Json& header) {
    AppIntegration app = asserting_app();
    app.jwks = std::move(keys);
    return judged_assertion(app, asserter().sign(header, asserted_claims()));
  };
  const Json bare{{"alg", "RS256"}};
  const auto named = [](const char* kid) { return Json{{"alg", "RS256"}, {"kid", kid}}; };
  const auto own = client_key_of(asserter(), "k1");
  const auto others = client_key_of(other, "k2");
  CHECK(judged_by({own}, bare) == "good");
  CHECK(judged_by({others, own}, bare) == "good");
  CHECK(judged_by({others, own}, named("k1")) == "good");
  CHECK(judged_by({others, own}, named("k2")) == "client_assertion_invalid_signature");
  CHECK(judged_by({others, own}, named("k3")) == "client_assertion_invalid_kid");
  CHECK(judged_by({own}, Json{{"alg", "RS256"}, {"kid", 1}}) == "client_assertion_invalid_kid");
  CHECK(judged_by({others}, bare) == "client_assertion_invalid_signature");
  CHECK(judged_by({}, bare) == "client_assertion_jwks_not_configured");
  CHECK(judged_by({client_key_of(asserter(), "k1", "enc")}, bare) ==
        "client_assertion_not_signed_with_signing_key");
  CHECK(judged_by({client_key_of(asserter(), "k1", "both")}, bare) == "client_assertion_invalid_key_use");
  CHECK(judged_by({client_key_of(asserter(), "k1", "sig", "RS512")}, bare) ==
        "client_assertion_invalid_signature_algorithm");
  CHECK(judged_by({own}, Json{{"alg", "ES256"}}) == "client_assertion_invalid_signature_algorithm");
  CHECK(judged_by({own}, Json{{"alg", "RS384"}}) == "client_assertion_invalid_signature");
  // A key of the header's own is nobody's.
  CHECK(judged_by({others}, Json{{"alg", "RS256"}, {"jwk", asserter().jwk()}}) ==
        "client_assertion_invalid_signature");
}

TEST_CASE("the app's method says what may sign, never the token", "[client_assertion]") {
  using enum protocol::TokenEndpointAuthMethod;
  const std::string secret(32, 's');
  AppIntegration app = asserting_app();
  app.client_secrets = {protocol::Secret(secret)};
  const std::string by_key = asserter().assertion(asserted_claims());
  const std::string by_secret = hmac_sha256_jwt(asserted_claims(), secret);
  const auto judged_as = [&](protocol::TokenEndpointAuthMethod method, const std::string& compact) {
    app.token_endpoint_auth_method = method;
    return judged_assertion(app, compact);
  };
  CHECK(judged_as(private_key_jwt, by_key) == "good");
  CHECK(judged_as(private_key_jwt, by_secret) == "client_assertion_invalid_signature_algorithm");
  CHECK(judged_as(client_secret_jwt, by_secret) == "good");
  CHECK(judged_as(client_secret_jwt, by_key) == "client_assertion_invalid_signature_algorithm");
  for (const auto method : {client_secret_basic, client_secret_post, none}) {
    CHECK(judged_as(method, by_key) == "invalid_token_endpoint_auth_method");
    CHECK(judged_as(method, by_secret) == "invalid_token_endpoint_auth_method");
  }
  CHECK(judged_as(client_secret_jwt, asserter().sign({{"alg", "none"}}, asserted_claims())) ==
        "client_assertion_invalid_signature_algorithm");
}

TEST_CASE("a secret that signs has 32 characters at least; any of the app's does", "[client_assertion]") {
  AppIntegration app = asserting_app();
  app.token_endpoint_auth_method = protocol::TokenEndpointAuthMethod::client_secret_jwt;
  const auto judged_with = [&](const std::vector<std::string>& secrets, std::string_view signed_with) {
    app.client_secrets.clear();
    for (const std::string& secret : secrets) app.client_secrets.emplace_back(secret);
    return judged_assertion(app, hmac_sha256_jwt(asserted_claims(), signed_with));
  };
  const std::string good(32, 'a'), other(40, 'b'), brief(31, 'c');
  CHECK(judged_with({good}, good) == "good");
  CHECK(judged_with({other, good}, good) == "good");
  CHECK(judged_with({other}, good) == "client_assertion_invalid_signature");
  CHECK(judged_with({brief}, brief) == "client_assertion_invalid_secret_length");
  CHECK(judged_with({brief, good}, brief) == "client_assertion_invalid_signature");
  CHECK(judged_with({}, good) == "client_assertion_invalid_no_secret");
}

}  // namespace mockidp
