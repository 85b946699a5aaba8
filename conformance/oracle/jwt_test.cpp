// The published vectors of fixtures/vectors, by a reading that shares no code with the provider's.
#include "conformance/oracle/jwt.h"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

#include "mockidp/testing/catch.h"

namespace {

nlohmann::json published_vectors(const std::string& name) {
  std::ifstream file(std::string(MOCKIDP_SOURCE_DIR "/fixtures/vectors/") + name);
  REQUIRE(file);
  const auto document = nlohmann::json::parse(file, nullptr, false);
  REQUIRE(document.is_object());
  REQUIRE_FALSE(document.at("vectors").empty());
  return document.at("vectors");
}

std::string member_text(const nlohmann::json& vector, const char* name) {
  return vector.at(name).get<std::string>();
}

std::string unhex(const std::string& hex) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
    bytes += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
  return bytes;
}

}  // namespace

TEST_CASE("the oracle reads base64url as published, and in one spelling", "[oracle][vectors]") {
  const auto all = published_vectors("base64url.json");
  for (const auto& vector : all) {
    CHECK(conformance::base64url_bytes(member_text(vector, "base64url")) ==
          unhex(member_text(vector, "bytes_hex")));
    CHECK(conformance::base64url_text(unhex(member_text(vector, "bytes_hex"))) ==
          member_text(vector, "base64url"));
  }
  for (const auto* wrong : {"Zh", "Zg==", "Z", "Zm+v", "Zm 9v"}) {
    CAPTURE(wrong);
    CHECK_FALSE(conformance::base64url_bytes(wrong));
  }
}

TEST_CASE("a text is found again in the base64 of a longer one, wherever it stands", "[oracle]") {
  const std::string token = "r-\xfb\xff token that must not be read";
  const auto forms = conformance::forms_in_base64(token);
  for (const std::string before : {"", "{", "{\"", "{\"rt\":\""})
    for (const std::string after : {"", "\"}", "\", \"x\": 1}"})
      for (const auto& encoded : {conformance::base64url_text(before + token + after),
                                  conformance::base64_text(before + token + after)}) {
        CAPTURE(before, after, encoded);
        CHECK(std::any_of(forms.begin(), forms.end(), [&](const auto& form) {
          return form.size() > token.size() && encoded.find(form) != std::string::npos;
        }));
      }
  CHECK(conformance::forms_in_base64("").empty());
}

TEST_CASE("Basic credentials are padded base64", "[oracle]") {
  CHECK(conformance::base64_text("Aladdin:open sesame") == "QWxhZGRpbjpvcGVuIHNlc2FtZQ==");  // RFC 7617, 2
  CHECK(conformance::base64_text("\xfb\xff") == "+/8=");
}

TEST_CASE("the oracle computes challenges, hashes and thumbprints as published", "[oracle][vectors]") {
  const auto challenges = published_vectors("pkce_s256.json");
  for (const auto& vector : challenges)
    CHECK(conformance::s256_challenge(member_text(vector, "verifier")) == member_text(vector, "challenge"));
  const auto hashes = published_vectors("half_hash.json");
  for (const auto& vector : hashes)
    CHECK(conformance::half_hash_of(member_text(vector, "token")) == member_text(vector, "half_hash"));
  const auto thumbprints = published_vectors("jwk_thumbprint.json");
  for (const auto& vector : thumbprints)
    CHECK(conformance::thumbprint_of(vector.at("jwk")) == member_text(vector, "thumbprint"));
}

TEST_CASE("published signatures verify, and bent ones do not", "[oracle][vectors]") {
  const auto all = published_vectors("jws_rs256.json");
  for (const auto& vector : all) {
    const auto compact = member_text(vector, "compact");
    const auto& jwk = vector.at("jwk");
    CHECK(conformance::verifies_rs256(compact, jwk));
    CHECK(conformance::claims_of(compact) == nlohmann::json::parse(member_text(vector, "payload")));
    for (std::size_t at = 0; at < compact.size(); at += 13) {
      auto bent = compact;
      bent[at] = bent[at] == 'A' ? 'B' : 'A';
      CAPTURE(at);
      CHECK_FALSE(conformance::verifies_rs256(bent, jwk));
    }
  }
}

TEST_CASE("only RS256 by an RSA key of the set verifies", "[oracle]") {
  const auto vector = published_vectors("jws_rs256.json").at(0);
  const auto compact = member_text(vector, "compact");
  auto jwk = vector.at("jwk");
  const auto kid = conformance::header_of(compact).value("kid", "");
  CHECK(conformance::verifies_with_key_set(compact, {{"keys", {jwk}}}) ==
        (jwk.value("kid", "") == kid && !kid.empty()));
  jwk["kty"] = "oct";
  CHECK_FALSE(conformance::verifies_rs256(compact, jwk));
  CHECK_FALSE(conformance::verifies_rs256("eyJhbGciOiJub25lIn0.e30.", vector.at("jwk")));
  CHECK_FALSE(conformance::verifies_with_key_set(compact, {{"keys", nlohmann::json::array()}}));
  for (const auto* wrong : {"", "a.b", "a.b.c.d", "e30.e30", "e30.W10.", "!.e30."}) {
    CAPTURE(wrong);
    CHECK(conformance::claims_of(wrong).is_null());
  }
}
