#include "mockidp/protocol/public_key.h"

#include <openssl/err.h>

#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "mockidp/protocol/jws.h"
#include "mockidp/testing/catch.h"

using namespace protocol;

namespace {

// Keys and tokens of jose and openssl.
const std::vector<Json>& signed_by_others() {
  static const std::vector<Json> vectors = [] {
    std::ifstream file(MOCKIDP_SOURCE_DIR "/fixtures/signatures/by_others.json");
    const auto document = parse_json(std::string(std::istreambuf_iterator<char>(file), {}));
    return document->at("vectors").get<std::vector<Json>>();
  }();
  return vectors;
}

SignatureAlgorithm algorithm_of(const Json& vector) {
  return *parse_signature_algorithm(vector["alg"].get<std::string>());
}

const Json& vector_of(std::string_view algorithm) {
  for (const Json& vector : signed_by_others())
    if (vector["alg"] == algorithm) return vector;
  throw std::logic_error("no such vector");
}

Secret secret_of(const Json& vector) {
  return Secret(*base64url_decode(vector["jwk"]["k"].get<std::string>()));
}

std::string refusal_of(const Json& jwk) {
  const auto key = PublicKey::from_jwk(jwk);
  return key ? "" : key.error().message;
}

Json changed(Json jwk, const char* member, Json value) {
  jwk[member] = std::move(value);
  return jwk;
}

}  // namespace

TEST_CASE("algorithms have the names of RFC 7518, and no others", "[public_key]") {
  for (const char* name : {"RS256", "RS384", "RS512", "ES256", "ES384", "ES512", "HS256", "HS384", "HS512"}) {
    const auto algorithm = parse_signature_algorithm(name);
    REQUIRE(algorithm);
    CHECK(to_string(*algorithm) == name);
    CHECK(is_hmac(*algorithm) == (name[0] == 'H'));
  }
  for (const char* name : {"none", "", "rs256", "PS256", "EdDSA", "ES256K", "RS256 "})
    CHECK_FALSE(parse_signature_algorithm(name));
}

TEST_CASE("what other software signed verifies by its own algorithm alone, and with no byte changed",
          "[public_key][vectors]") {
  std::vector<std::string> seen;
  for (const Json& vector : signed_by_others()) {
    CAPTURE(vector["source"].get<std::string>(), vector["alg"].get<std::string>());
    const auto token = read_jwt(vector["compact"].get<std::string>());
    REQUIRE(token);
    CHECK(to_text(*token->claims) == vector["payload"]);
    const SignatureAlgorithm own = algorithm_of(vector);
    seen.push_back(vector["alg"]);
    std::shared_ptr<const PublicKey> key;
    if (!is_hmac(own)) {
      const auto parsed = PublicKey::from_jwk(vector["jwk"]);
      REQUIRE(parsed);
      key = *parsed;
      CHECK(key->thumbprint() == vector["thumbprint"]);
    }
    const auto verifies = [&](SignatureAlgorithm algorithm, std::string_view input,
                              std::string_view signature) {
      return key ? key->verify(algorithm, input, signature)
                 : verify_hmac(algorithm, secret_of(vector), input, signature);
    };
    for (int i = 0; i <= static_cast<int>(SignatureAlgorithm::HS512); ++i) {
      const auto algorithm = static_cast<SignatureAlgorithm>(i);
      CAPTURE(to_string(algorithm));
      CHECK(verifies(algorithm, token->signing_input, token->signature) == (algorithm == own));
    }
    for (std::size_t at = 0; at < token->signature.size(); at += 7) {
      std::string bent = token->signature;
      bent[at] = static_cast<char>(bent[at] ^ 1);
      CHECK_FALSE(verifies(own, token->signing_input, bent));
    }
    CHECK_FALSE(verifies(own, token->signing_input + "x", token->signature));
    CHECK_FALSE(verifies(own, token->signing_input, ""));
    CHECK_FALSE(verifies(own, token->signing_input, token->signature.substr(1)));
    CHECK_FALSE(verifies(own, token->signing_input, token->signature + '\0'));
    CHECK_FALSE(verifies(own, token->signing_input, std::string(token->signature.size(), '\0')));
    CHECK(ERR_peek_error() == 0);
  }
  CHECK(seen.size() == 11);
}

TEST_CASE("a key fits the algorithms of its kind and curve, and of its alg if it has one", "[public_key]") {
  using enum SignatureAlgorithm;
  const auto key = [](std::string_view like) { return *PublicKey::from_jwk(vector_of(like)["jwk"]); };
  CHECK(key("RS384")->fits(RS256));
  CHECK(key("RS384")->fits(RS512));
  CHECK_FALSE(key("RS384")->fits(ES256));
  CHECK_FALSE(key("RS384")->fits(HS256));
  CHECK(key("ES384")->fits(ES384));
  CHECK_FALSE(key("ES384")->fits(ES256));
  const auto bound = *PublicKey::from_jwk(changed(vector_of("RS384")["jwk"], "alg", "RS512"));
  CHECK(bound->fits(RS512));
  CHECK_FALSE(bound->fits(RS384));
}

TEST_CASE("what a JWK says of itself", "[public_key]") {
  Json jwk = vector_of("ES256")["jwk"];
  CHECK((*PublicKey::from_jwk(jwk))->kid().empty());
  CHECK((*PublicKey::from_jwk(jwk))->use().empty());
  jwk["kid"] = "my key";
  jwk["use"] = "enc";
  CHECK((*PublicKey::from_jwk(jwk))->kid() == "my key");
  CHECK((*PublicKey::from_jwk(jwk))->use() == "enc");
}

TEST_CASE("JWKs that no peer may sign with", "[public_key]") {
  const Json rsa = vector_of("RS256")["jwk"];
  const Json ec = vector_of("ES256")["jwk"];
  const Json wide = vector_of("ES512")["jwk"];
  REQUIRE(refusal_of(rsa).empty());
  REQUIRE(refusal_of(changed(ec, "key_ops", Json::array({"sign", "verify"}))).empty());
  const std::string zeros = base64url_encode('\0' + *base64url_decode(rsa["n"].get<std::string>()));
  const std::pair<Json, const char*> rows[] = {
      {Json("text"), "a key must be an object"},
      {changed(rsa, "d", "AQAB"), "the key is a private one"},
      {changed(ec, "d", "AQAB"), "the key is a private one"},
      {vector_of("HS256")["jwk"], "the key is a private one"},
      {changed(rsa, "kty", "OKP"), "neither an RSA nor an EC key"},
      {changed(rsa, "kty", 1), "neither an RSA nor an EC key"},
      {changed(rsa, "kid", 1), "kid must be a string"},
      {changed(rsa, "use", nullptr), "use must be a string"},
      {changed(rsa, "alg", Json::array()), "alg must be a string"},
      {changed(rsa, "alg", "ES256"), "the key cannot do its alg"},
      {changed(rsa, "alg", "RSA-OAEP"), "the key cannot do its alg"},
      {changed(ec, "alg", "ES384"), "the key cannot do its alg"},
      {changed(rsa, "key_ops", "verify"), "key_ops must be an array"},
      {changed(rsa, "key_ops", Json::array({"encrypt"})), "not a key that verifies"},
      {changed(rsa, "n", zeros), "n and e must not begin with zeros"},
      {changed(rsa, "e", "AAEAAQ"), "n and e must not begin with zeros"},
      {changed(rsa, "e", "AQ"), "no RSA modulus and exponent"},
      {changed(rsa, "n", "AQAB"), "an RSA key of fewer than 2048 bits"},
      {changed(rsa, "n", std::string(2000, 'z')), "n or e is too long"},
      {changed(rsa, "n", 1), "n and e must be strings"},
      {changed(ec, "crv", "secp256k1"), "a curve other than P-256, P-384 and P-521"},
      {changed(ec, "crv", "P-384"), "x and y must be as long as the curve's field"},
      {changed(ec, "x", wide["x"]), "x and y must be as long as the curve's field"},
      {changed(ec, "y", "%"), "x and y must be base64url"},
      {changed(ec, "y", ec["x"]), "no point of the curve"},
      {changed(ec, "x", base64url_encode(std::string(32, '\0'))), "no point of the curve"},
      {changed(ec, "x", nullptr), "crv, x and y must be strings"},
  };
  for (const auto& [jwk, reason] : rows) {
    CAPTURE(to_text(jwk), reason);
    CHECK(refusal_of(jwk) == reason);
    CHECK(ERR_peek_error() == 0);
  }
}

TEST_CASE("a JWT of a peer is read only if it is one, without extensions", "[public_key][jws]") {
  const auto compact = [](std::string_view header, std::string_view payload) {
    return signing_input(header, payload) + ".AAAA";
  };
  CHECK(read_jwt(compact(R"({"alg":"none"})", "{}")));  // judging the algorithm is somebody else's
  const std::pair<std::string, JwsError::Kind> rows[] = {
      {"", JwsError::Kind::malformed},
      {"a.b", JwsError::Kind::malformed},
      {compact("[]", "{}"), JwsError::Kind::malformed},
      {compact("{}", "x"), JwsError::Kind::malformed},
      {compact(R"({"a":1,"a":2})", "{}"), JwsError::Kind::malformed},
      {compact("{}", "[]"), JwsError::Kind::claims},
      {compact(R"({"crit":["b64"],"b64":false})", "{}"), JwsError::Kind::unsupported_header},
  };
  for (const auto& [text, kind] : rows) {
    CAPTURE(text);
    const auto read = read_jwt(text);
    REQUIRE_FALSE(read);
    CHECK(read.error().kind == kind);
  }
}
