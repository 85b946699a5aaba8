#include "mockidp/policy/dpop_proof.h"

#include <nlohmann/json.hpp>
#include <set>

#include "mockidp/testing/catch.h"
#include "mockidp/testing/signing_client_test.h"

namespace mockidp {
namespace {

using namespace std::chrono_literals;
using protocol::Json;
using testing::SigningClient;

constexpr std::string_view kProvenUrl = "https://org.example/oauth2/default/v1/token";
const auto kProofNoon = protocol::from_unix(1767268800);

SigningClient& prover() {
  static SigningClient client;
  return client;
}

Json right_claims() { return prover().proof_claims("POST", kProvenUrl, kProofNoon); }

Json with_member(Json object, const char* name, Json value) {
  object[name] = std::move(value);
  return object;
}

Json without_member(Json object, const char* name) {
  object.erase(name);
  return object;
}

protocol::Result<DpopProof, Refusal> judge(std::string_view proof, protocol::TimePoint now = kProofNoon) {
  return decide_dpop_proof(proof, {.method = "POST", .url = kProvenUrl, .now = now});
}

std::string judged(const protocol::Result<DpopProof, Refusal>& result) {
  return result ? "good" : std::string(okta_error_row(result.error().error).internal_code);
}

std::string judged_claims(const Json& claims) { return judged(judge(prover().proof(claims))); }
std::string judged_header(const Json& header) { return judged(judge(prover().sign(header, right_claims()))); }

}  // namespace

TEST_CASE("a good proof tells its key and its nonce, and is known again", "[dpop]") {
  const Json claims = with_member(right_claims(), "nonce", "n-1");
  const auto proof = judge(prover().proof(claims));
  REQUIRE(proof);
  CHECK(proof->jkt == prover().jkt());
  CHECK(proof->nonce == "n-1");
  CHECK(proof->good_until == kProofNoon + 301s);
  CHECK(judge(prover().proof(claims))->id == proof->id);
  CHECK(judge(prover().proof(right_claims()))->id != proof->id);
  CHECK(judge(prover().proof(right_claims()))->nonce.empty());
  CHECK(judge(SigningClient("02").proof(claims))->id !=
        proof->id);  // another's proof spends nothing of this one's
}

TEST_CASE("the proof that RFC 9449, 4.1 prints is good at its time and place", "[dpop][vectors]") {
  const std::string printed =
      "eyJ0eXAiOiJkcG9wK2p3dCIsImFsZyI6IkVTMjU2IiwiandrIjp7Imt0eSI6IkVDIiwieCI6Imw4dEZyaHgtMzR0VjNoUklDUkRZOX"
      "pD"
      "a0RscEJoRjQyVVFVZldWQVdCRnMiLCJ5IjoiOVZFNGpmX09rX282NHpiVFRsY3VOSmFqSG10NnY5VERWclUwQ2R2R1JEQSIsImNydi"
      "I6"
      "IlAtMjU2In19."
      "eyJqdGkiOiItQndDM0VTYzZhY2MybFRjIiwiaHRtIjoiUE9TVCIsImh0dSI6Imh0dHBzOi8vc2VydmVyLmV4YW1wbGU"
      "uY29tL3Rva2VuIiwiaWF0IjoxNTYyMjYyNjE2fQ.2-GxA6T8lP4vfrg8v-"
      "FdWP0A0zdrj8igiMLvqRMUvwnQg4PtFLbdLXiOSsX0x7NV"
      "Y-FNyJK70nfbV37xRZT3Lg";
  const auto at = [&](std::int64_t now) {
    return decide_dpop_proof(
        printed,
        {.method = "POST", .url = "https://server.example.com/token", .now = protocol::from_unix(now)});
  };
  REQUIRE(at(1562262616));
  CHECK(at(1562262616)->jkt == "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I");  // as section 6.1 prints it
  CHECK(judged(at(1562262615)) == "invalid_dpop_proof_jwt_issued_in_future");
  CHECK(judged(at(1562262616 + 300)) == "good");
  CHECK(judged(at(1562262616 + 301)) == "invalid_dpop_proof_jwt_too_old");
}

TEST_CASE("what the header of a proof has to say", "[dpop]") {
  const Json good = prover().proof_header();
  const Json other = SigningClient("02").jwk();
  Json secret = prover().jwk();
  secret["d"] = "AQAB";
  const std::pair<Json, const char*> rows[] = {
      {good, "good"},
      {with_member(good, "kid", "whatever"), "good"},
      {with_member(good, "typ", "JWT"), "invalid_dpop_proof_invalid_type"},
      {with_member(good, "typ", "DPOP+JWT"), "invalid_dpop_proof_invalid_type"},
      {without_member(good, "typ"), "invalid_dpop_proof_invalid_type"},
      {with_member(good, "typ", 1), "invalid_dpop_proof_invalid_type"},
      {with_member(good, "alg", "none"), "invalid_dpop_proof_invalid_signature_algorithm"},
      {with_member(good, "alg", "HS256"), "invalid_dpop_proof_invalid_signature_algorithm"},
      {with_member(good, "alg", "PS256"), "invalid_dpop_proof_invalid_signature_algorithm"},
      {with_member(good, "alg", "ES256"), "invalid_dpop_proof_invalid_signature_algorithm"},
      {without_member(good, "alg"), "invalid_dpop_proof_invalid_signature_algorithm"},
      {with_member(good, "alg", "RS384"), "invalid_dpop_proof_invalid_signature"},
      {with_member(good, "jwk", other), "invalid_dpop_proof_invalid_signature"},
      {without_member(good, "jwk"), "invalid_dpop_proof"},
      {with_member(good, "jwk", secret), "invalid_dpop_proof"},
      {with_member(good, "jwk", "text"), "invalid_dpop_proof"},
      {with_member(good, "jwk", Json{{"kty", "oct"}, {"k", "AAAA"}}), "invalid_dpop_proof"},
      {with_member(good, "jwk", with_member(prover().jwk(), "use", "enc")), "invalid_dpop_proof"},
      {with_member(good, "jwk", with_member(prover().jwk(), "use", "sig")), "good"},
      {with_member(good, "crit", Json::array({"exp"})), "invalid_dpop_proof"},
  };
  for (const auto& [header, expected] : rows) {
    CAPTURE(protocol::to_text(header));
    CHECK(judged_header(header) == expected);
  }
}

TEST_CASE("what the claims of a proof have to say", "[dpop]") {
  const Json good = right_claims();
  const auto at = [&](const char* name, Json value) { return with_member(good, name, std::move(value)); };
  const std::int64_t noon = protocol::to_unix(kProofNoon);
  const std::pair<Json, const char*> rows[] = {
      {at("htm", "GET"), "invalid_dpop_proof_invalid_htm"},
      {at("htm", "post"), "invalid_dpop_proof_invalid_htm"},
      {without_member(good, "htm"), "invalid_dpop_proof_invalid_htm"},
      {at("htm", 1), "invalid_dpop_proof_invalid_htm"},
      {at("htu", "https://org.example/oauth2/default/v1/token?x=1#f"), "good"},
      {at("htu", "HTTPS://ORG.example:443/oauth2/default/v1/token"), "good"},
      {at("htu", "http://org.example/oauth2/default/v1/token"), "invalid_dpop_proof_invalid_htu"},
      {at("htu", "https://org.example:444/oauth2/default/v1/token"), "invalid_dpop_proof_invalid_htu"},
      {at("htu", "https://org.example/oauth2/default/v1/token/"), "invalid_dpop_proof_invalid_htu"},
      {at("htu", "https://org.example/oauth2/default/v1/Token"), "invalid_dpop_proof_invalid_htu"},
      {at("htu", "https://org.example/oauth2/v1/token"), "invalid_dpop_proof_invalid_htu"},
      {at("htu", "https://me@org.example/oauth2/default/v1/token"), "invalid_dpop_proof_invalid_htu"},
      {at("htu", "/oauth2/default/v1/token"), "invalid_dpop_proof_invalid_htu"},
      {at("htu", ""), "invalid_dpop_proof_invalid_htu"},
      {without_member(good, "htu"), "invalid_dpop_proof_invalid_htu"},
      {at("iat", noon + 1), "invalid_dpop_proof_jwt_issued_in_future"},
      {at("iat", INT64_MAX), "invalid_dpop_proof_jwt_issued_in_future"},
      {at("iat", noon - 300), "good"},
      {at("iat", noon - 301), "invalid_dpop_proof_jwt_too_old"},
      {at("iat", INT64_MIN), "invalid_dpop_proof_jwt_too_old"},
      {at("iat", "now"), "invalid_dpop_proof_invalid_iat"},
      {at("iat", 1.5), "invalid_dpop_proof_jwt_too_old"},
      {without_member(good, "iat"), "invalid_dpop_proof_invalid_iat"},
      {at("exp", noon + 1), "good"},
      {at("exp", noon), "invalid_dpop_proof_jwt_expired"},
      {at("exp", "later"), "invalid_dpop_proof"},
      {at("jti", ""), "invalid_dpop_proof_invalid_jti"},
      {at("jti", 1), "invalid_dpop_proof_invalid_jti"},
      {at("jti", std::string(256, 'j')), "good"},
      {at("jti", std::string(257, 'j')), "invalid_dpop_proof_invalid_jti"},
      {without_member(good, "jti"), "invalid_dpop_proof_invalid_jti"},
  };
  for (const auto& [claims, expected] : rows) {
    CAPTURE(protocol::to_text(claims));
    CHECK(judged_claims(claims) == expected);
  }
}

TEST_CASE("what is no proof at all, or too long for one", "[dpop]") {
  for (const std::string& text :
       {std::string(), std::string("a.b.c"), std::string("eyJ9"), std::string(9000, 'a')})
    CHECK(judged(judge(text)) == "invalid_dpop_proof_invalid_jwt");
  const std::string good = prover().proof(right_claims());
  CHECK(judged(judge(good + 'A')) != "good");
  CHECK(judged(judge(good.substr(0, good.rfind('.') + 1))) == "invalid_dpop_proof_invalid_signature");
  CHECK(judged_claims(with_member(right_claims(), "padding", std::string(5000, 'x'))) == "good");
  CHECK(judged_claims(with_member(right_claims(), "padding", std::string(7000, 'x'))) ==
        "invalid_dpop_proof_invalid_jwt");
}

TEST_CASE("at a resource a proof names its access token, and has the key that it is bound to", "[dpop]") {
  const std::string jkt = prover().jkt();
  const auto judged_at_resource = [&](const Json& claims, std::string_view bound_to) {
    return judged(decide_dpop_proof(prover().proof(claims), {.method = "POST",
                                                             .url = kProvenUrl,
                                                             .now = kProofNoon,
                                                             .access_token = "the-token",
                                                             .bound_to = bound_to}));
  };
  const Json good = with_member(right_claims(), "ath", testing::ath_of("the-token"));
  CHECK(judged_at_resource(good, jkt) == "good");
  CHECK(judged_at_resource(good, SigningClient("02").jkt()) == "invalid_access_token_dpop_binding");
  CHECK(judged_at_resource(right_claims(), jkt) == "dpop_proof_invalid_ath");
  CHECK(judged_at_resource(with_member(good, "ath", testing::ath_of("another")), jkt) ==
        "dpop_proof_invalid_ath");
  CHECK(judged_at_resource(with_member(good, "ath", 1), jkt) == "dpop_proof_invalid_ath");
}

TEST_CASE("a nonce is good on its day and three days longer, in its own org", "[dpop]") {
  const protocol::Secret key(std::string(32, 'k'));
  const auto midnight = protocol::from_unix(1767225600);
  const std::string nonce = dpop_nonce(key, midnight);
  CHECK(nonce.size() == 32);
  CHECK(dpop_nonce(key, midnight + 24h - 1s) == nonce);
  CHECK(dpop_nonce(key, midnight + 24h) != nonce);
  CHECK(is_good_dpop_nonce(key, nonce, midnight));
  CHECK(is_good_dpop_nonce(key, nonce, midnight + 4 * 24h - 1s));
  CHECK_FALSE(is_good_dpop_nonce(key, nonce, midnight + 4 * 24h));
  CHECK_FALSE(is_good_dpop_nonce(key, nonce, midnight - 1s));
  CHECK_FALSE(is_good_dpop_nonce(key, "", midnight));
  CHECK_FALSE(is_good_dpop_nonce(protocol::Secret(std::string(32, 'x')), nonce, midnight));
}

}  // namespace mockidp
