#include "mockidp/protocol/jwk.h"

#include <openssl/err.h>

#include <atomic>
#include <nlohmann/json.hpp>
#include <thread>

#include "mockidp/protocol/bytes.h"
#include "mockidp/testing/catch.h"

using namespace protocol;

namespace {

const SigningKey& jwk_test_key() {
  static const auto key = SigningKey::generate_rsa();
  return *key;
}

std::string refusal(const Json& jwk) {
  const auto key = VerificationKey::from_jwk(jwk);
  return key ? "" : key.error().message;
}

Json changed_jwk(const char* member, Json value) {
  Json jwk = to_jwk(jwk_test_key());
  jwk[member] = std::move(value);
  return jwk;
}

std::string pem_to_der(const std::string& pem) {
  std::string body;
  for (std::size_t at = pem.find('\n') + 1; pem[at] != '-'; ++at)
    if (pem[at] != '\n') body += pem[at];
  return *base64_decode(body);
}

}  // namespace

TEST_CASE("a published key has Okta's members in Okta's order", "[jwk]") {
  const SigningKey& key = jwk_test_key();
  CHECK(to_text(to_jwk(key)) == R"({"kty":"RSA","alg":"RS256","kid":")" + key.kid() +
                                    R"(","use":"sig","e":"AQAB","n":")" + key.modulus() + R"("})");
  CHECK(key.kid().size() == 43);
  CHECK(key.kid() == rsa_thumbprint(key.modulus(), "AQAB"));
}

TEST_CASE("a private key survives PEM and DER", "[jwk]") {
  const SigningKey& key = jwk_test_key();
  const auto from_pem = SigningKey::from_pem(key.private_pem());
  REQUIRE(from_pem);
  CHECK((*from_pem)->kid() == key.kid());
  CHECK((*from_pem)->private_pem() == key.private_pem());
  CHECK((*from_pem)->sign_rs256("text") == key.sign_rs256("text"));

  const auto from_der = SigningKey::from_der(pem_to_der(key.private_pem()));
  REQUIRE(from_der);
  CHECK((*from_der)->kid() == key.kid());
  CHECK(key.public_pem().starts_with("-----BEGIN PUBLIC KEY-----\n"));
}

TEST_CASE("what is no RSA private key of sufficient size is refused", "[jwk]") {
  const SigningKey& key = jwk_test_key();
  CHECK_FALSE(SigningKey::from_pem(""));
  CHECK_FALSE(SigningKey::from_pem("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"));
  CHECK_FALSE(SigningKey::from_pem(key.public_pem()));
  CHECK_FALSE(SigningKey::from_der(""));
  CHECK_FALSE(SigningKey::from_der(key.private_pem()));
  CHECK_FALSE(SigningKey::from_der(pem_to_der(key.private_pem()) + "x"));
  CHECK_FALSE(SigningKey::from_der(pem_to_der(key.public_pem())));
  const auto weak = SigningKey::from_pem(SigningKey::generate_rsa(1024)->private_pem());
  REQUIRE_FALSE(weak);
  CHECK_THAT(weak.error().message, ContainsSubstring("2048"));
}

// An elliptic curve key, and an RSA key under a passphrase: neither may end in a prompt on the terminal.
TEST_CASE("keys of other kinds and encrypted keys are refused", "[jwk]") {
  CHECK_FALSE(
      SigningKey::from_pem("-----BEGIN PRIVATE KEY-----\n"
                           "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgIkfG6Nztvqg88zHp\n"
                           "gYB6kiVERZQODKz9BDD2dUgceLqhRANCAASpZxMFca9J6cfRT6D1+tT03ixbKub/\n"
                           "LoRHMQNaKK94QyGlBZpEdGbrjmVgdORmvvnWcFBhZBjXTukdkC/KBvqg\n"
                           "-----END PRIVATE KEY-----\n"));
  CHECK_FALSE(
      SigningKey::from_pem("-----BEGIN ENCRYPTED PRIVATE KEY-----\n"
                           "MIIFLTBXBgkqhkiG9w0BBQ0wSjApBgkqhkiG9w0BBQwwHAQIqduMK2FZgdMCAggA\n"
                           "MAwGCCqGSIb3DQIJBQAwHQYJYIZIAWUDBAEqBBDPkDtK2SDb2fSiVRBkxfzBBIIE\n"
                           "0BNMwdZ31LM2aqxXXbNPNG/TAEL0JPhQS9OLWF3oOU2cNj6G4HpJELPr0u/ppBfU\n"
                           "6336e3aermjzo8/QMBE171ykQDIfagLKZT4TIvJbx/zidksjNcbgU3BiZs94DWZ1\n"
                           "WcJLz0aWXbv7Jnb4EGJ4dGXhYakFeZZleu6xwpvm/Up0hDxuoUip+t0e19UeZc7h\n"
                           "KbzOGrbLsBJ4GNT4fzcCi7/udRhI4/PdqpzwDc5qXKiJQzk7i3u2Kb7O7DYrd62k\n"
                           "VJLmMgUfHGr2rDykAVzvYZe+WuwfePph5as9N3Y+h0JBNcV6Zl73DrWZL9dbC6VI\n"
                           "L2vWd/R8V0XOc98VvGc2bwwsKoWFe2One9Jez3CKWtjwe5GShZejeHtpkBqLEuet\n"
                           "f/M+EfLt1lwxvwxupDeyTlwSTtI02xiEBOZkaW7d5TW10+i92biRpi6lX+FJMa2b\n"
                           "6U+/+PPLfjjCVticiSVn/74MW6WoDzMBK2nCxG2cpiIWgPtdqSuZ6IFLHBLRfcyK\n"
                           "LiC3rn7AwcUc83CmprefQAejis+UOj+ZE67InsHF2qIv7XrgX2WuqkMYXGlNeUWL\n"
                           "Iaov+ORkFvR7ee2DcT+q+UeR75ri9AfWp5y7/QgCJe/VxpH7AizjBEzSxaJqAwoi\n"
                           "79CqZn14ENKIjGg8/O8ozDQJh+sKPs/nNsGzZy/SMCj2d9k+KiiLKsijqB93QnnH\n"
                           "c++I4YQM0bt4S4JDYdwI/zMFOyc8rnuLPDKE+fQCtOyRxeHrjbgQiO7vI9o30reP\n"
                           "r6orcFmkBoyswhMkuZnLSLI8ia7cFC6uPIrK9dIpuk2SgTkbg8dxrjAfQc/jOfpg\n"
                           "2Lic5lj4hnMpf8NhVp6FO2BnvcXjpKzSViiONLxTj8MlhF7cE2+oXb8mbyjFQhJt\n"
                           "J1UeHtNzJAe1a54cM2tL6oZqWVUWR/9Oe8LmMN6LC+Im283mrmkur+y5TWYRmNfo\n"
                           "pPqqgM5VtliPjX4J+lwcumv3l3Pzq+/aYnfibqKT9IJsoFQsP1S+2J8dumSGS+Eo\n"
                           "4QQdcGKsQZj+Lz9ecPJD9cy21E6obh6Vl7tb1STMzRQKj3vjCvdc3hKq7PIPstf9\n"
                           "Pm38D5a1qLnos0CAmu5O3P+91dDOY8wK2jUCnWsk4f/1RHD/pxRbq4kRCCxGzEEJ\n"
                           "HdaPYCvBULl2pTUeQ2BkxDPJ/VPYlWEE1zrs0wa1xDCwTFhCPuaXdYhhUImxeiv9\n"
                           "vZ9brDdo84JvC3S3PATDJ3WuSfb2kH4YW/It7LlqC8KOw+hfAiUq2lYeh83mLuJZ\n"
                           "U2/EeEVx0sLMNX4ebhppdPtPPGJJlm1vbwJQYo49AvxxslUYL47roG8zLFMchvtf\n"
                           "YL/mRW3MV/MuSFk0GYHMrYiXjOQSKSkkO2/8L6l+BdJKTtKfZPLEY+XRmzKvvPDY\n"
                           "FUUy6Fd1YkdI/EgGRS63pPNykFWExJ8lm6I4A+79V1bWA7kpjBNmNL81bY/lX+tJ\n"
                           "cwIvwuD7fl52GGttBJkwvSNIRRNdmw3XzysPAr012redwsJB26bQ/PkS0DLpJV2F\n"
                           "lipcaP5yi72AcXnW6jdB8Urfu7s7c7HCATzYQd6bpsPUugqB4Xd328ONbfPvzpnA\n"
                           "WPPOU5xxQEgdqWtDVOuDzSFuSDk6ViUV8Q3YjDch23IR\n"
                           "-----END ENCRYPTED PRIVATE KEY-----\n"));
}

TEST_CASE("the public half verifies, and nothing else does", "[jwk]") {
  const auto key = VerificationKey::from_jwk(to_jwk(jwk_test_key()));
  REQUIRE(key);
  CHECK((*key)->kid() == jwk_test_key().kid());
  const std::string signature = jwk_test_key().sign_rs256("text");
  REQUIRE(signature.size() == 256);
  CHECK((*key)->verify_rs256("text", signature));
  CHECK_FALSE((*key)->verify_rs256("Text", signature));
  CHECK_FALSE((*key)->verify_rs256("text", ""));
  CHECK_FALSE((*key)->verify_rs256("text", signature.substr(1)));
  CHECK_FALSE((*key)->verify_rs256("text", signature + '\0'));
  CHECK_FALSE((*key)->verify_rs256("text", '\0' + signature));
  CHECK_FALSE((*key)->verify_rs256("text", std::string(256, '\xff')));
  CHECK_FALSE((*key)->verify_rs256("text", std::string(256, '\0')));
  const auto other = VerificationKey::from_jwk(to_jwk(*SigningKey::generate_rsa()));
  CHECK_FALSE((*other)->verify_rs256("text", signature));
}

// A TLS connection on the same thread would take what is left in the queue for its own trouble.
TEST_CASE("refusals leave nothing in OpenSSL's error queue", "[jwk]") {
  const auto key = *VerificationKey::from_jwk(to_jwk(jwk_test_key()));
  CHECK_FALSE(key->verify_rs256("text", std::string(256, '\xff')));
  CHECK_FALSE(key->verify_rs256("text", std::string(256, '\1')));
  CHECK(ERR_peek_error() == 0);
  CHECK_FALSE(SigningKey::from_pem("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"));
  CHECK(ERR_peek_error() == 0);
  CHECK_FALSE(SigningKey::from_der("no DER"));
  CHECK(ERR_peek_error() == 0);
}

TEST_CASE("keys that may be used are used", "[jwk]") {
  Json bare = to_jwk(jwk_test_key());
  for (const char* optional : {"alg", "use", "kid"}) bare.erase(optional);
  CHECK(refusal(bare) == "");
  CHECK((*VerificationKey::from_jwk(bare))->kid() == "");
  CHECK(refusal(changed_jwk("key_ops", Json::array({"verify"}))) == "");
  CHECK(refusal(changed_jwk("x5t", "unknown members are ignored")) == "");
  CHECK(refusal(changed_jwk("n", base64url_encode(std::string(1, '\0') +
                                                  *base64url_decode(jwk_test_key().modulus())))) == "");
  CHECK(refusal(to_jwk(*SigningKey::generate_rsa(3072))) == "");
}

TEST_CASE("keys that must not verify are refused", "[jwk]") {
  CHECK(refusal(Json("text")) != "");
  CHECK(refusal(Json::object()) != "");
  CHECK(refusal(changed_jwk("kty", "EC")) != "");
  CHECK(refusal(changed_jwk("kty", 1)) != "");
  CHECK(refusal(changed_jwk("use", "enc")) != "");
  CHECK(refusal(changed_jwk("use", nullptr)) != "");
  CHECK(refusal(changed_jwk("alg", "HS256")) != "");
  CHECK(refusal(changed_jwk("alg", "rs256")) != "");
  CHECK(refusal(changed_jwk("kid", 7)) != "");
  CHECK(refusal(changed_jwk("key_ops", Json::array({"sign"}))) != "");
  CHECK(refusal(changed_jwk("key_ops", "verify")) != "");
  CHECK(refusal(changed_jwk("n", "")) != "");
  CHECK(refusal(changed_jwk("n", jwk_test_key().modulus() + "==")) != "");
  CHECK(refusal(changed_jwk("n", 65537)) != "");
  CHECK(refusal(changed_jwk("e", "")) != "");
  CHECK(refusal(changed_jwk("e", "AQ")) != "");    // 1
  CHECK(refusal(changed_jwk("e", "AA")) != "");    // 0
  CHECK(refusal(changed_jwk("e", "AQAA")) != "");  // even
  CHECK(refusal(changed_jwk("e", base64url_encode(std::string(9, '\x7f')))) != "");
  CHECK(refusal(changed_jwk("n", base64url_encode(std::string(256, '\xfe')))) != "");  // even
  CHECK(refusal(changed_jwk("n", base64url_encode(std::string(2000, '\xff')))) != "");
  CHECK(refusal(to_jwk(*SigningKey::generate_rsa(1024))) != "");
}

TEST_CASE("a key set gives the keys that can verify and leaves out the others", "[jwk]") {
  Json good = to_jwk(jwk_test_key());
  const Json document = {
      {"keys", Json::array({{{"kty", "EC"}, {"crv", "P-256"}}, good, nullptr, changed_jwk("use", "enc")})}};
  const auto keys = parse_key_set(to_text(document));
  REQUIRE(keys);
  REQUIRE(keys->size() == 1);
  CHECK(keys->front()->kid() == jwk_test_key().kid());
  CHECK(parse_key_set(R"({"keys":[]})")->empty());
}

TEST_CASE("what is no key set is an error", "[jwk]") {
  const auto text = GENERATE("", "[]", "{}", R"({"keys":{}})", R"({"keys":null})", R"({"keys":[],"keys":[]})",
                             "<html></html>", R"({"keys":[]} x)");
  CAPTURE(text);
  CHECK_FALSE(parse_key_set(text));
}

TEST_CASE("one key signs and verifies on several threads at once", "[jwk]") {
  const auto verifier = *VerificationKey::from_jwk(to_jwk(jwk_test_key()));
  std::atomic<int> verified{0};
  {
    std::vector<std::jthread> threads;
    for (int t = 0; t < 4; ++t)
      threads.emplace_back([&, t] {
        for (int i = 0; i < 20; ++i) {
          const std::string text = std::to_string(t * 100 + i);
          verified += verifier->verify_rs256(text, jwk_test_key().sign_rs256(text)) ? 1 : 0;
        }
      });
  }
  CHECK(verified == 80);
}
