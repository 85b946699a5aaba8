#include "mockidp/protocol/pkce.h"

#include "mockidp/testing/catch.h"

using namespace protocol;

TEST_CASE("a code verifier has 43 to 128 unreserved characters", "[pkce]") {
  CHECK_FALSE(is_code_verifier(std::string(42, 'a')));
  CHECK(is_code_verifier(std::string(43, 'a')));
  CHECK(is_code_verifier(std::string(128, 'a')));
  CHECK_FALSE(is_code_verifier(std::string(129, 'a')));
  CHECK(is_code_verifier("-._~" + std::string(39, '0')));
  for (const char c : {' ', '+', '/', '=', '%', '\0', '\n', '\xc3'})
    CHECK_FALSE(is_code_verifier(std::string(42, 'a') + c));
}

TEST_CASE("verifiers are fresh, and each fits its own challenge only", "[pkce]") {
  SystemRandom random;
  const std::string one = make_code_verifier(random);
  const std::string two = make_code_verifier(random);
  CHECK(is_code_verifier(one));
  CHECK(one != two);
  CHECK(verifier_matches(one, code_challenge_s256(one)));
  CHECK_FALSE(verifier_matches(one, code_challenge_s256(two)));
  CHECK_FALSE(verifier_matches(one, one));
  CHECK_FALSE(verifier_matches(one, ""));
  CHECK_FALSE(verifier_matches("short", code_challenge_s256("short")));
}
