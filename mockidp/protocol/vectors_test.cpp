// The published vectors of fixtures/vectors, which the conformance suite's own reading has to pass as well.

#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "mockidp/protocol/bytes.h"
#include "mockidp/protocol/jws.h"
#include "mockidp/protocol/pkce.h"
#include "mockidp/testing/catch.h"

using namespace protocol;

namespace {

Json read_vectors(const std::string& name) {
  std::ifstream file(std::string(MOCKIDP_SOURCE_DIR "/fixtures/vectors/") + name);
  const std::string text(std::istreambuf_iterator<char>(file), {});
  const auto document = parse_json(text);
  REQUIRE(document);
  const Json* vectors = json_member(*document, "vectors");
  REQUIRE(vectors != nullptr);
  REQUIRE_FALSE(vectors->empty());
  return *vectors;
}

std::string text_of(const Json& vector, std::string_view member) {
  const std::string* text = json_string(vector, member);
  REQUIRE(text != nullptr);
  return *text;
}

std::string bytes_of(const Json& vector, std::string_view member) {
  const std::string hex = text_of(vector, member);
  std::string bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
    bytes += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
  return bytes;
}

std::shared_ptr<const VerificationKey> key_of(const Json& vector) {
  const auto key = VerificationKey::from_jwk(*json_member(vector, "jwk"));
  REQUIRE(key);
  return *key;
}

}  // namespace

TEST_CASE("base64url gives the published vectors", "[vectors]") {
  for (const Json& vector : read_vectors("base64url.json")) {
    CAPTURE(text_of(vector, "source"));
    CHECK(base64url_encode(bytes_of(vector, "bytes_hex")) == text_of(vector, "base64url"));
    CHECK(base64url_decode(text_of(vector, "base64url")) == bytes_of(vector, "bytes_hex"));
  }
}

TEST_CASE("HMAC gives the published vectors", "[vectors]") {
  for (const Json& vector : read_vectors("hmac_sha256.json")) {
    CAPTURE(text_of(vector, "source"));
    const Digest mac = hmac_sha256(bytes_of(vector, "key_hex"), bytes_of(vector, "data_hex"));
    CHECK(hex_encode(as_view(mac)) == text_of(vector, "hmac_sha256_hex"));
  }
}

TEST_CASE("PBKDF2 gives the published vectors", "[vectors]") {
  for (const Json& vector : read_vectors("pbkdf2_sha256.json")) {
    CAPTURE(text_of(vector, "source"));
    const std::string derived = pbkdf2_sha256(text_of(vector, "password"), text_of(vector, "salt"),
                                              json_member(vector, "iterations")->get<unsigned>());
    CHECK(hex_encode(derived) == text_of(vector, "derived_hex"));
  }
}

TEST_CASE("PKCE gives the published vectors", "[vectors]") {
  for (const Json& vector : read_vectors("pkce_s256.json")) {
    CAPTURE(text_of(vector, "source"));
    CHECK(code_challenge_s256(text_of(vector, "verifier")) == text_of(vector, "challenge"));
    CHECK(verifier_matches(text_of(vector, "verifier"), text_of(vector, "challenge")));
  }
}

TEST_CASE("token hashes give the published vectors", "[vectors]") {
  for (const Json& vector : read_vectors("half_hash.json")) {
    CAPTURE(text_of(vector, "source"));
    CHECK(half_hash(text_of(vector, "token")) == text_of(vector, "half_hash"));
  }
}

TEST_CASE("thumbprints give the published vectors", "[vectors]") {
  for (const Json& vector : read_vectors("jwk_thumbprint.json")) {
    CAPTURE(text_of(vector, "source"));
    const Json& jwk = *json_member(vector, "jwk");
    CHECK(rsa_thumbprint(text_of(jwk, "n"), text_of(jwk, "e")) == text_of(vector, "thumbprint"));
  }
}

TEST_CASE("published tokens verify with the key beside them, and change in no byte", "[vectors]") {
  for (const Json& vector : read_vectors("jws_rs256.json")) {
    CAPTURE(text_of(vector, "source"));
    const std::string compact = text_of(vector, "compact");
    const auto token = verify_jws(compact, {key_of(vector)});
    REQUIRE(token);
    CHECK(token->header() == *parse_json(text_of(vector, "header")));
    CHECK(token->claims() == *parse_json(text_of(vector, "payload")));
    CHECK(split_jws(compact)->signing_input ==
          signing_input(text_of(vector, "header"), text_of(vector, "payload")));

    for (std::size_t at = 0; at < compact.size(); at += 13) {
      std::string bent = compact;
      bent[at] = bent[at] == 'A' ? 'B' : 'A';
      CAPTURE(at);
      CHECK_FALSE(verify_jws(bent, {key_of(vector)}));
    }
  }
}

TEST_CASE("signing gives the published signatures", "[vectors]") {
  int signed_ones = 0;
  for (const Json& vector : read_vectors("jws_rs256.json")) {
    if (json_member(vector, "private_pem") == nullptr) continue;
    CAPTURE(text_of(vector, "source"));
    const auto key = SigningKey::from_pem(text_of(vector, "private_pem"));
    REQUIRE(key);
    CHECK(sign_compact(**key, text_of(vector, "header"), text_of(vector, "payload")) ==
          text_of(vector, "compact"));
    CHECK((*key)->modulus() == text_of(*json_member(vector, "jwk"), "n"));
    CHECK((*key)->exponent() == text_of(*json_member(vector, "jwk"), "e"));
    ++signed_ones;
  }
  CHECK(signed_ones > 0);
}
