// What each fault of a token does to the bytes, judged with OpenSSL.

#include "mockidp/token/token_fault.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "mockidp/protocol/bytes.h"
#include "mockidp/protocol/jws.h"
#include "mockidp/protocol/oauth.h"
#include "mockidp/testing/catch.h"
#include "mockidp/token/foreign_key.h"
#include "mockidp/token/openssl_reading_test.h"
#include "mockidp/token/token_scene_test.h"

namespace mockidp {
namespace {

using protocol::Json;

constexpr const char* kAttackersKeys = "https://somebody-else.example/keys";

struct BentScene {
  BentScene() {
    scene.acr = "urn:okta:loa:2fa:any";
    scene.amr = {"pwd", "sms", "mfa"};
  }
  KeyPool pool;
  KeyRing ring{pool.take()};
  Key sibling = pool.take();
  TokenScene scene;

  BendFacts facts() const {
    BendFacts known;
    known.client_id = "0oa17n5mtdmEXDT8x698";
    known.client_secret = "a client secret";
    known.sibling_issuer = "http://localhost:7070";
    known.sibling_key = sibling;
    known.find_person = [](std::string_view login) -> std::optional<Person> {
      if (login != "mary@example.com") return std::nullopt;
      Person mary = person_with_little();
      mary.profile["email"] = "mary@example.com";
      return mary;
    };
    return known;
  }
  Json claims(TokenKind kind) {
    protocol::SeededRandom random(7);
    return kind == TokenKind::id_token ? id_token_claims(scene.id_token(), random)
                                       : access_token_claims(scene.access_token_of(&scene.person), random);
  }
  std::string good(TokenKind kind) { return mint(ring, kind, claims(kind), {}); }
  std::string bent(TokenKind kind, const FaultOrder& order) {
    Faults faults;
    const auto id = faults.enable(order);
    INFO((id ? std::string() : id.error()));
    REQUIRE(id);
    const auto active = faults.match({Seam::token_claims, Seam::token_header, Seam::token_signature},
                                     {.endpoint = "token", .client_id = {}, .login = {}});
    return mint(ring, kind, claims(kind), active, facts());
  }
  std::string bent(const std::string& fault, const std::string& variant = {}) {
    FaultOrder order;
    order.name = fault;
    order.variant = variant;
    const auto parameters = protocol::split_words(find_fault(fault)->parameters);
    const auto takes = [&](const char* name) {
      return std::find(parameters.begin(), parameters.end(), name) != parameters.end();
    };
    if (takes("person")) order.person = "mary@example.com";
    if (takes("url")) order.url = kAttackersKeys;
    return bent(fault.starts_with("access_") ? TokenKind::access_token : TokenKind::id_token, order);
  }
  std::string public_pem() const { return ring.current()->public_pem(); }
};

Json part_of(const std::string& token, int number) {
  std::size_t start = 0;
  for (int i = 0; i < number; ++i) start = token.find('.', start) + 1;
  const auto text =
      protocol::base64url_decode(std::string_view(token).substr(start, token.find('.', start) - start));
  REQUIRE(text);
  auto json = protocol::parse_json(*text);
  REQUIRE(json);
  return *std::move(json);
}

Json header_in(const std::string& token) { return part_of(token, 0); }
Json claims_in(const std::string& token) { return part_of(token, 1); }

std::vector<std::string> variants_of(const FaultInfo& info) {
  auto variants = protocol::split_words(info.variants);
  if (variants.empty()) variants.emplace_back();
  return variants;
}

}  // namespace

TEST_CASE("faults of the catalogue at a token's seams and what bends tokens are the same", "[token]") {
  std::vector<std::string> listed, bent;
  for (const FaultInfo& fault : fault_catalogue())
    if (Seams{Seam::token_claims, Seam::token_header, Seam::token_signature}.has(fault.seam))
      listed.emplace_back(fault.name);
  for (const TokenFault& fault : token_faults()) {
    CAPTURE(fault.name);
    const FaultInfo* info = find_fault(fault.name);
    REQUIRE(info != nullptr);
    CHECK(info->seam == fault.seam);
    CHECK(fault.name.starts_with(fault.kind == TokenKind::id_token ? "id_token_" : "access_token_"));
    bent.emplace_back(fault.name);
  }
  std::sort(listed.begin(), listed.end());
  std::sort(bent.begin(), bent.end());
  CHECK(listed == bent);
}

TEST_CASE("every variant of every fault bends its own kind of token in its own way", "[token]") {
  BentScene scene;
  for (const TokenFault& fault : token_faults()) {
    const auto other = fault.kind == TokenKind::id_token ? TokenKind::access_token : TokenKind::id_token;
    std::set<std::string> seen{scene.good(fault.kind)};
    for (const std::string& variant : variants_of(*find_fault(fault.name))) {
      CAPTURE(fault.name, variant);
      CHECK(seen.insert(scene.bent(std::string(fault.name), variant)).second);
      FaultOrder order;
      order.name = fault.name;
      order.variant = variant;
      order.person = find_fault(fault.name)->parameters == "person" ? "mary@example.com" : "";
      order.url = find_fault(fault.name)->parameters == "url" ? kAttackersKeys : "";
      CHECK(scene.bent(other, order) == scene.good(other));
    }
  }
}

TEST_CASE("a fault of claims leaves a token that is rightly signed", "[token]") {
  BentScene scene;
  for (const TokenFault& fault : token_faults()) {
    if (fault.seam != Seam::token_claims) continue;
    for (const std::string& variant : variants_of(*find_fault(fault.name))) {
      CAPTURE(fault.name, variant);
      const auto token = scene.bent(std::string(fault.name), variant);
      CHECK(openssl_verifies_rs256(token, scene.public_pem()));
      CHECK(header_in(token) == header_in(scene.good(fault.kind)));
    }
  }
}

TEST_CASE("a fault of claims changes no claim but its own", "[token]") {
  BentScene scene;
  const auto [fault, variant, claim, value] = GENERATE(table<std::string, std::string, std::string, Json>({
      {"id_token_wrong_issuer", "other_host", "iss", "https://somebody-else.example/oauth2/default"},
      {"id_token_wrong_issuer", "one_more_character", "iss", "http://localhost:7070/oauth2/defaultx"},
      {"id_token_wrong_issuer", "other_server", "iss", "http://localhost:7070/oauth2/ausSomebodyElse00001"},
      {"id_token_wrong_issuer", "trailing_slash", "iss", "http://localhost:7070/oauth2/default/"},
      {"id_token_wrong_issuer", "array", "iss", Json::array({"http://localhost:7070/oauth2/default"})},
      {"id_token_wrong_audience", "other_client", "aud", "0oaSomebodyElse00001"},
      {"id_token_wrong_audience", "empty_array", "aud", Json::array()},
      {"id_token_extra_audience", "without_azp", "aud",
       Json::array({"0oa17n5mtdmEXDT8x698", "0oaSomebodyElse00001"})},
      {"id_token_wrong_azp", "", "azp", "0oaSomebodyElse00001"},
      {"id_token_expired", "", "exp", 1767225600 - 86400},
      {"id_token_bad_exp", "text", "exp", "1767229200"},
      {"id_token_bad_exp", "negative", "exp", -1},
      {"id_token_bad_exp", "huge", "exp", 1e300},
      {"id_token_bad_iat", "null", "iat", nullptr},
      {"id_token_issued_long_ago", "", "iat", 1767225600 - 31536000},
      {"id_token_not_yet_valid", "", "nbf", 1767225600 + 86400},
      {"id_token_wrong_subject", "empty", "sub", ""},
      {"id_token_wrong_subject", "array", "sub", Json::array({"00u17pgcqyoyiNmdL698"})},
      {"id_token_wrong_subject", "too_long", "sub", std::string(300, 's')},
      {"id_token_wrong_nonce", "one_more_character", "nonce", "n-0S6_WzA2Mjx"},
      {"id_token_wrong_acr", "weaker", "acr", "urn:okta:loa:1fa:any"},
      {"id_token_wrong_amr", "password", "amr", Json::array({"pwd"})},
      {"access_token_wrong_issuer", "upper_case", "iss", "HTTP://LOCALHOST:7070/OAUTH2/DEFAULT"},
      {"access_token_audience_list", "one", "aud", Json::array({"api://default"})},
      {"access_token_audience_list", "two", "aud", Json::array({"0oaSomebodyElse00001", "api://default"})},
      {"access_token_wrong_scopes", "text", "scp", "openid profile email"},
      {"access_token_wrong_scopes", "other", "scp", Json::array({"somebody.else"})},
  }));
  CAPTURE(fault, variant);
  const auto kind = fault.starts_with("access_") ? TokenKind::access_token : TokenKind::id_token;
  Json expected = scene.claims(kind);
  expected[claim] = value;
  CHECK(claims_in(scene.bent(fault, variant)) == expected);
}

TEST_CASE("a missing claim is missing, and nothing else", "[token]") {
  BentScene scene;
  const auto [fault, variant, claim] = GENERATE(table<std::string, std::string, std::string>({
      {"id_token_wrong_issuer", "missing", "iss"},
      {"id_token_wrong_audience", "missing", "aud"},
      {"id_token_bad_exp", "missing", "exp"},
      {"id_token_wrong_subject", "missing", "sub"},
      {"id_token_wrong_acr", "missing", "acr"},
      {"id_token_without_nonce", "", "nonce"},
      {"id_token_wrong_at_hash", "missing", "at_hash"},
      {"access_token_bad_exp", "missing", "exp"},
      {"access_token_wrong_scopes", "missing", "scp"},
  }));
  CAPTURE(fault, variant);
  Json expected = scene.claims(fault.starts_with("access_") ? TokenKind::access_token : TokenKind::id_token);
  REQUIRE(expected.erase(claim) == 1);
  CHECK(claims_in(scene.bent(fault, variant)) == expected);
}

TEST_CASE("a token of another person has all that the token says of people", "[token]") {
  BentScene scene;
  const Json claims = claims_in(scene.bent("id_token_of_another_person"));
  CHECK(claims["sub"] == person_with_little().id);
  CHECK(claims["email"] == "mary@example.com");
  CHECK(claims["preferred_username"] == "mary@example.com");
  CHECK(claims["name"] == "Mary Major");
  CHECK(claims["nonce"] == "n-0S6_WzA2Mj");
}

TEST_CASE("a token from the future is not expired then", "[token]") {
  BentScene scene;
  const Json claims = claims_in(scene.bent("id_token_issued_in_future"));
  CHECK(claims["iat"] == 1767225600 + 86400);
  CHECK(claims["exp"] == 1767225600 + 86400 + 3600);
}

TEST_CASE("a flipped bit is all that a bad signature differs by", "[token]") {
  BentScene scene;
  const std::string prefix = GENERATE("id_token", "access_token");
  const auto kind = prefix == "id_token" ? TokenKind::id_token : TokenKind::access_token;
  const auto bad = scene.bent(prefix + "_bad_signature");
  const auto good = scene.good(kind);
  CHECK(openssl_verifies_rs256(good, scene.public_pem()));
  CHECK_FALSE(openssl_verifies_rs256(bad, scene.public_pem()));
  CHECK(bad.size() == good.size());
  CHECK(bad.substr(0, bad.rfind('.')) == good.substr(0, good.rfind('.')));
}

TEST_CASE("tokens without a signature have an empty third part, or none", "[token]") {
  BentScene scene;
  const auto dots = [](const std::string& token) { return std::count(token.begin(), token.end(), '.'); };
  for (const char* alg : {"none", "None", "NONE", "nOnE"}) {
    const auto token = scene.bent("id_token_unsigned", alg);
    CHECK(header_in(token)["alg"] == alg);
    CHECK(token.back() == '.');
    CHECK(dots(token) == 2);
  }
  CHECK(scene.bent("id_token_without_signature", "empty_part").back() == '.');
  CHECK(dots(scene.bent("id_token_without_signature", "no_part")) == 1);
  const auto kept = scene.bent("id_token_unsigned", "signature_kept");
  CHECK(header_in(kept)["alg"] == "none");
  CHECK(openssl_verifies_rs256(kept, scene.public_pem()));
}

TEST_CASE("HS256 takes the public key, as OpenSSL writes it, for a secret", "[token]") {
  BentScene scene;
  const std::string pem = scene.public_pem();
  const auto signs = [&](const char* variant, const std::string& secret) {
    CAPTURE(variant);
    for (const std::string prefix : {"id_token", "access_token"}) {
      const auto token = scene.bent(prefix + "_hmac_with_public_key", variant);
      CHECK(header_in(token)["alg"] == "HS256");
      CHECK(openssl_verifies_hs256(token, secret));
    }
  };
  REQUIRE(pem.back() == '\n');
  signs("spki_pem", pem);
  signs("spki_pem_without_newline", pem.substr(0, pem.size() - 1));
  signs("spki_der", openssl_spki_der(pem));
  signs("pkcs1_der", openssl_pkcs1_der(pem));
  signs("pkcs1_pem", openssl_pkcs1_pem(pem));
  signs("modulus", scene.ring.current()->modulus());
  signs("jwk_set", Json{{"keys", Json::array({protocol::to_jwk(*scene.ring.current())})}}.dump());
}

TEST_CASE("HS256 takes the client's secret, or one that is easily guessed", "[token]") {
  BentScene scene;
  CHECK(openssl_verifies_hs256(scene.bent("id_token_hmac_with_client_secret"), "a client secret"));
  CHECK(openssl_verifies_hs256(scene.bent("id_token_hmac_with_weak_secret", "client_id"),
                               "0oa17n5mtdmEXDT8x698"));
  CHECK(openssl_verifies_hs256(scene.bent("id_token_hmac_with_weak_secret", "one_character"), "a"));
}

TEST_CASE("a stranger's signature is the stranger's, whatever the header says", "[token]") {
  BentScene scene;
  const std::string right = scene.ring.current()->kid(), strange = foreign_key()->kid();
  const auto [fault, variant, kid] = GENERATE_COPY(table<std::string, std::string, std::string>({
      {"id_token_foreign_key", "", right},
      {"id_token_unknown_kid", "", strange},
      {"id_token_embedded_key", "own_kid", strange},
      {"id_token_embedded_key", "right_kid", right},
      {"id_token_key_by_url", "jku", strange},
      {"id_token_key_by_url", "x5u", strange},
      {"access_token_foreign_key", "", right},
      {"access_token_embedded_key", "right_kid", right},
      {"access_token_of_another_org", "", strange},
  }));
  CAPTURE(fault, variant);
  const auto token = scene.bent(fault, variant);
  CHECK(header_in(token)["kid"] == kid);
  CHECK(openssl_verifies_rs256(token, foreign_key()->public_pem()));
  CHECK_FALSE(openssl_verifies_rs256(token, scene.public_pem()));
}

TEST_CASE("a stranger's key comes along, or its address", "[token]") {
  BentScene scene;
  const Json jwk = header_in(scene.bent("id_token_embedded_key", "right_kid"))["jwk"];
  CHECK(jwk["n"] == foreign_key()->modulus());
  CHECK(jwk["kid"] == scene.ring.current()->kid());
  CHECK(header_in(scene.bent("id_token_key_by_url", "jku"))["jku"] == kAttackersKeys);
  CHECK(header_in(scene.bent("id_token_key_by_url", "x5u"))["x5u"] == kAttackersKeys);
}

TEST_CASE("a token without a kid is still the right key's", "[token]") {
  BentScene scene;
  const auto token = scene.bent("id_token_without_kid");
  CHECK_FALSE(header_in(token).contains("kid"));
  CHECK(openssl_verifies_rs256(token, scene.public_pem()));
}

TEST_CASE("another server's token is good there", "[token]") {
  BentScene scene;
  const auto token = scene.bent("access_token_of_another_server");
  CHECK(claims_in(token)["iss"] == "http://localhost:7070");
  CHECK(header_in(token)["kid"] == scene.sibling->kid());
  CHECK(openssl_verifies_rs256(token, scene.sibling->public_pem()));
}

TEST_CASE("several faults act on one token, each at its seam", "[token]") {
  BentScene scene;
  Faults faults;
  FaultOrder order;
  for (const char* name : {"id_token_bad_signature", "id_token_wrong_nonce", "id_token_without_kid"}) {
    order.name = name;
    REQUIRE(faults.enable(order));
  }
  const auto active = faults.match({Seam::token_claims, Seam::token_header, Seam::token_signature},
                                   {.endpoint = "token", .client_id = {}, .login = {}});
  const auto token = mint(scene.ring, TokenKind::id_token, scene.claims(TokenKind::id_token), active);
  CHECK(claims_in(token)["nonce"] == "the-nonce-of-somebody-else");
  CHECK_FALSE(header_in(token).contains("kid"));
  CHECK_FALSE(openssl_verifies_rs256(token, scene.public_pem()));
}

}  // namespace mockidp
