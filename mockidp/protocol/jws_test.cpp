#include "mockidp/protocol/jws.h"

#include <nlohmann/json.hpp>

#include "mockidp/protocol/bytes.h"
#include "mockidp/testing/catch.h"

using namespace protocol;
using Kind = JwsError::Kind;

namespace {

const SigningKey& jws_test_key() {
  static const auto key = SigningKey::generate_rsa();
  return *key;
}

KeySet published_keys() { return *parse_key_set(to_text({{"keys", Json::array({to_jwk(jws_test_key())})}})); }

// Signed properly, so that only what stands in header or payload can be the reason for a refusal.
std::string signed_token(const std::string& header, const std::string& payload = R"({"sub":"alice"})") {
  return sign_compact(jws_test_key(), header, payload);
}

std::string good_token() { return signed_token(okta_jws_header(jws_test_key().kid())); }

std::string header_with(const std::string& members) {
  return R"({"kid":")" + jws_test_key().kid() + R"(","alg":"RS256")" + members + "}";
}

Kind refusal_kind(const std::string& token, const KeySet& keys = published_keys()) {
  const auto verified = verify_jws(token, keys);
  REQUIRE_FALSE(verified);
  CHECK_FALSE(verified.error().message.empty());
  return verified.error().kind;
}

}  // namespace

TEST_CASE("a token that was signed verifies", "[jws]") {
  const auto token = verify_jws(good_token(), published_keys());
  REQUIRE(token);
  CHECK(*json_string(token->claims(), "sub") == "alice");
  CHECK(*json_string(token->header(), "kid") == jws_test_key().kid());
}

TEST_CASE("the header is Okta's, to the byte", "[jws]") {
  CHECK(okta_jws_header("abc") == R"({"kid":"abc","alg":"RS256"})");
  CHECK(okta_jws_header("a\"b") == R"({"kid":"a\"b","alg":"RS256"})");
  CHECK(split_jws(good_token())->header_json == okta_jws_header(jws_test_key().kid()));
}

TEST_CASE("a token has three parts in strict base64url", "[jws]") {
  const std::string token = good_token();
  const auto bad = GENERATE(as<std::string>(), "", ".", "..", "...", "a", "a.b", "e30.e30.e30.e30",
                            "e30=.e30.e30", "e3 0.e30.e30", "e31.e30.e30", "e30.e3+.e30", "\n.e30.e30");
  CAPTURE(bad);
  CHECK(refusal_kind(bad) == Kind::malformed);
}

TEST_CASE("what is added to a token spoils it", "[jws]") {
  CHECK(refusal_kind(good_token() + "=") == Kind::malformed);
  CHECK(refusal_kind(good_token() + ".") == Kind::malformed);
  CHECK(refusal_kind(good_token() + "\n") == Kind::malformed);
  CHECK(refusal_kind(" " + good_token()) == Kind::malformed);
  CHECK(refusal_kind(good_token() + "AAAA") == Kind::signature);
  CHECK(refusal_kind(std::string(kMaxJwsBytes + 1, 'A')) == Kind::malformed);
}

TEST_CASE("the algorithm is RS256, whatever the token says", "[jws]") {
  const auto algorithm =
      GENERATE(as<std::string>(), R"("none")", R"("None")", R"("HS256")", R"("rs256")", R"("RS384")",
               R"("PS256")", R"("ES256")", R"("RS256 ")", R"("")", "null", R"(["RS256"])", "256");
  CAPTURE(algorithm);
  const std::string header = R"({"kid":")" + jws_test_key().kid() + R"(","alg":)" + algorithm + "}";
  CHECK(refusal_kind(signed_token(header)) == Kind::algorithm);
}

TEST_CASE("a token that is not signed is no token", "[jws]") {
  const std::string header = okta_jws_header(jws_test_key().kid());
  CHECK(refusal_kind(signing_input(header, R"({"sub":"alice"})") + ".") == Kind::signature);
  CHECK(refusal_kind(signing_input(header, R"({"sub":"alice"})") + ".", {}) == Kind::signature);
  CHECK(refusal_kind(signing_input(R"({"alg":"none"})", R"({"sub":"alice"})") + ".") == Kind::algorithm);
  CHECK(refusal_kind(signed_token("{}")) == Kind::algorithm);
}

TEST_CASE("the public key is no HMAC secret", "[jws]") {
  const std::string input = signing_input(R"({"alg":"HS256"})", R"({"sub":"alice"})");
  const Digest mac = hmac_sha256(jws_test_key().public_pem(), input);
  CHECK(refusal_kind(input + '.' + base64url_encode(as_view(mac))) == Kind::algorithm);
}

TEST_CASE("headers that change how a token is read are refused", "[jws]") {
  CHECK(refusal_kind(signed_token(header_with(R"(,"crit":["exp"])"))) == Kind::unsupported_header);
  CHECK(refusal_kind(signed_token(header_with(R"(,"crit":[])"))) == Kind::unsupported_header);
  CHECK(refusal_kind(signed_token(header_with(R"(,"b64":false)"))) == Kind::unsupported_header);
  CHECK(refusal_kind(signed_token(header_with(R"(,"b64":true)"))) == Kind::unsupported_header);
}

TEST_CASE("keys that a token brings along are not used", "[jws]") {
  const auto attacker = SigningKey::generate_rsa();
  const std::string jwk = to_text(to_jwk(*attacker));
  const std::string header =
      R"({"alg":"RS256","jku":"https://attacker.example/keys","x5c":["AA=="],"jwk":)" + jwk + "}";
  CHECK(refusal_kind(sign_compact(*attacker, header, R"({"sub":"alice"})")) == Kind::signature);
  CHECK(refusal_kind(sign_compact(*attacker, okta_jws_header(attacker->kid()), "{}")) == Kind::unknown_key);
  CHECK(refusal_kind(sign_compact(*attacker, okta_jws_header(jws_test_key().kid()), "{}")) ==
        Kind::signature);
  // The same header over our own signature changes nothing.
  CHECK(verify_jws(signed_token(header_with(R"(,"jwk":)" + jwk)), published_keys()));
}

TEST_CASE("the key is found by its kid", "[jws]") {
  KeySet keys = *parse_key_set(to_text({{"keys", Json::array({to_jwk(*SigningKey::generate_rsa())})}}));
  CHECK(refusal_kind(good_token(), keys) == Kind::unknown_key);
  CHECK(refusal_kind(good_token(), {}) == Kind::unknown_key);
  CHECK(refusal_kind(signed_token(R"({"alg":"RS256"})"), {}) == Kind::unknown_key);
  CHECK(refusal_kind(signed_token(R"({"kid":"","alg":"RS256"})")) == Kind::unknown_key);
  CHECK(refusal_kind(signed_token(R"({"kid":7,"alg":"RS256"})")) == Kind::malformed);
  CHECK(refusal_kind(signed_token(R"({"kid":null,"alg":"RS256"})")) == Kind::malformed);

  keys.push_back(published_keys().front());
  CHECK(verify_jws(good_token(), keys));
  CHECK(verify_jws(signed_token(R"({"alg":"RS256"})"), keys));
}

TEST_CASE("two keys under one kid are both tried", "[jws]") {
  Json twin = to_jwk(*SigningKey::generate_rsa());
  twin["kid"] = jws_test_key().kid();
  const auto keys = parse_key_set(to_text({{"keys", Json::array({twin, to_jwk(jws_test_key())})}}));
  CHECK(verify_jws(good_token(), *keys));
}

TEST_CASE("header and claims are JSON objects without duplicates", "[jws]") {
  const std::string header = okta_jws_header(jws_test_key().kid());
  CHECK(refusal_kind(signed_token("")) == Kind::malformed);
  CHECK(refusal_kind(signed_token("[]")) == Kind::malformed);
  CHECK(refusal_kind(signed_token("null")) == Kind::malformed);
  CHECK(refusal_kind(signed_token(header_with(R"(,"alg":"RS256")"))) == Kind::malformed);
  CHECK(refusal_kind(signed_token(header, "")) == Kind::malformed);
  CHECK(refusal_kind(signed_token(header, R"({"sub":"alice","sub":"bob"})")) == Kind::malformed);
  CHECK(refusal_kind(signed_token(header, R"({"sub":"alice"} )" + std::string(1, '\0'))) == Kind::malformed);
  CHECK(refusal_kind(signed_token(header, R"(["sub"])")) == Kind::claims);
  CHECK(refusal_kind(signed_token(header, R"("alice")")) == Kind::claims);
}

TEST_CASE("claims are looked at only after the signature", "[jws]") {
  std::string token = signed_token(okta_jws_header(jws_test_key().kid()), "no JSON at all");
  CHECK(refusal_kind(token) == Kind::malformed);
  token.replace(token.rfind('.') + 1, 4, token.ends_with("AAAA") ? "BBBB" : "AAAA");
  CHECK(refusal_kind(token) == Kind::signature);
}

TEST_CASE("an unsigned token can be taken apart for display", "[jws]") {
  const auto parts = split_jws(signing_input(R"({"alg":"none"})", R"({"sub":"alice"})") + ".");
  REQUIRE(parts);
  CHECK(parts->header_json == R"({"alg":"none"})");
  CHECK(parts->payload_json == R"({"sub":"alice"})");
  CHECK(parts->signature.empty());
}
