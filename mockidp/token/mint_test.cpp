#include "mockidp/token/mint.h"

#include <nlohmann/json.hpp>

#include "mockidp/protocol/jws.h"
#include "mockidp/testing/catch.h"
#include "mockidp/testing/golden.h"
#include "mockidp/token/token_scene_test.h"

namespace mockidp {
namespace {

protocol::KeySet verifiers_of(const KeyRing& ring) {
  auto keys = protocol::parse_key_set(ring.jwks());
  REQUIRE(keys);
  return *keys;
}

// What the golden files show: the token as sent, and its parts for the reader.
std::string readable(const std::string& token) {
  const auto parts = protocol::split_jws(token);
  REQUIRE(parts);
  return parts->header_json + "\n" + parts->payload_json + "\n" + token + "\n";
}

}  // namespace

TEST_CASE("a minted token verifies against the published keys and carries the claims", "[token]") {
  KeyPool pool;
  KeyRing ring(pool.take());
  const auto token = mint(ring, TokenKind::access_token, {{"ver", 1}, {"sub", "ann"}}, {});
  const auto verified = protocol::verify_jws(token, verifiers_of(ring));
  REQUIRE(verified);
  CHECK(protocol::to_text(verified->claims()) == R"({"ver":1,"sub":"ann"})");
  CHECK(protocol::to_text(verified->header()) ==
        R"({"kid":")" + ring.current()->kid() + R"(","alg":"RS256"})");
}

TEST_CASE("a token of before a rotation verifies after it, one of before two rotations does not", "[token]") {
  KeyPool pool;
  KeyRing ring(pool.take());
  const auto token = mint(ring, TokenKind::id_token, {{"ver", 1}}, {});
  ring.rotate(pool.take());
  CHECK(protocol::verify_jws(token, verifiers_of(ring)));
  ring.rotate(pool.take());
  CHECK_FALSE(protocol::verify_jws(token, verifiers_of(ring)));
}

TEST_CASE("a seeded run mints the same bytes everywhere", "[token]") {
  protocol::SeededRandom random(20260101);
  KeyPool pool(20260101);
  KeyRing ring(pool.take());
  TokenScene scene;

  scene.access_token = mint(ring, TokenKind::access_token,
                            access_token_claims(scene.access_token_of(&scene.person), random), {});
  check_golden("tokens/access_token.txt", readable(scene.access_token));
  check_golden("tokens/id_token_thin.txt",
               readable(mint(ring, TokenKind::id_token, id_token_claims(scene.id_token(), random), {})));

  scene.contents = IdTokenContents::fat;
  scene.scopes = {"openid", "profile", "email", "address", "phone"};
  check_golden("tokens/id_token_fat.txt",
               readable(mint(ring, TokenKind::id_token, id_token_claims(scene.id_token(), random), {})));
  scene.scopes = {"orders.read"};
  check_golden("tokens/access_token_of_a_client.txt",
               readable(mint(ring, TokenKind::access_token,
                             access_token_claims(scene.access_token_of(nullptr), random), {})));
}

}  // namespace mockidp
