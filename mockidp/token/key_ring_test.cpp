#include "mockidp/token/key_ring.h"

#include <nlohmann/json.hpp>
#include <set>
#include <thread>

#include "embedded/test_keys.h"
#include "mockidp/testing/catch.h"

namespace mockidp {
namespace {

std::vector<std::string> published_kids(const KeyRing& ring) {
  const auto document = protocol::parse_json(ring.jwks());
  REQUIRE(document);
  std::vector<std::string> kids;
  for (const auto& key : *protocol::json_member(*document, "keys"))
    kids.push_back(*protocol::json_string(key, "kid"));
  return kids;
}

}  // namespace

TEST_CASE("a new ring publishes one key, as a new Okta server does", "[token]") {
  KeyPool pool;
  const KeyRing ring(pool.take());
  const auto key = ring.current();
  CHECK(key->kid().size() == 43);
  CHECK(ring.jwks() == R"({"keys":[{"kty":"RSA","alg":"RS256","kid":")" + key->kid() +
                           R"(","use":"sig","e":"AQAB","n":")" + key->modulus() + R"("}]})");
  CHECK(ring.published() == std::vector<Key>{key});
}

TEST_CASE("rotation signs with the new key and publishes the one before it", "[token]") {
  KeyPool pool;
  const Key first = pool.take(), second = pool.take(), third = pool.take();
  KeyRing ring(first);
  ring.rotate(second);
  CHECK(ring.current() == second);
  CHECK(ring.published() == std::vector<Key>{second, first});
  CHECK(published_kids(ring) == std::vector<std::string>{second->kid(), first->kid()});
  ring.rotate(third);
  CHECK(published_kids(ring) == std::vector<std::string>{third->kid(), second->kid()});
}

TEST_CASE("an announced key is published before it signs, and is the next to sign", "[token]") {
  KeyPool pool;
  const Key first = pool.take(), second = pool.take(), third = pool.take();
  KeyRing ring(first);
  CHECK_FALSE(ring.rotate_to_announced());
  CHECK(ring.announce(second));
  CHECK_FALSE(ring.announce(third));
  CHECK(ring.current() == first);
  CHECK(published_kids(ring) == std::vector<std::string>{first->kid(), second->kid()});
  CHECK(ring.rotate_to_announced());
  CHECK(ring.current() == second);
  CHECK(published_kids(ring) == std::vector<std::string>{second->kid(), first->kid()});
  CHECK_FALSE(ring.rotate_to_announced());
}

TEST_CASE("a pool hands out each test key once, in an order that its seed chooses, and then makes new ones",
          "[token]") {
  const std::size_t embedded = test_keys::embedded_files().size();
  REQUIRE(embedded == 12);
  KeyPool pool(5), again(5), other(6);
  std::set<std::string> kids;
  const std::string first = pool.take()->kid();
  kids.insert(first);
  CHECK(again.take()->kid() == first);
  CHECK(other.take()->kid() != first);
  for (std::size_t i = 1; i < embedded; ++i) kids.insert(pool.take()->kid());
  CHECK(kids.size() == embedded);
  kids.insert(pool.take()->kid());
  CHECK(kids.size() == embedded + 1);
}

TEST_CASE("keys that were given back are handed out again once every test key has been, longest ago first",
          "[token]") {
  const std::size_t embedded = test_keys::embedded_files().size();
  KeyPool pool;
  const Key first = pool.take(), second = pool.take();
  pool.give_back(second);
  pool.give_back(first);
  for (std::size_t i = 2; i < embedded; ++i) {
    const Key key = pool.take();
    CHECK(key->kid() != first->kid());
    CHECK(key->kid() != second->kid());
  }
  CHECK(pool.take() == second);
  CHECK(pool.take() == first);
}

TEST_CASE("every test key says in its name that it is no secret", "[token]") {
  for (const auto& file : test_keys::embedded_files()) {
    CAPTURE(file.name);
    CHECK(file.name.starts_with("mockidp-test-key-"));
    CHECK(file.name.ends_with("-not-secret.pem"));
  }
}

TEST_CASE("a ring is read and rotated by several threads", "[token]") {
  KeyPool pool;
  KeyRing ring(pool.take());
  const Key next = pool.take();
  std::thread rotating([&] {
    for (int i = 0; i < 200; ++i) ring.rotate(next);
  });
  for (int i = 0; i < 200; ++i) {
    CHECK(ring.current() != nullptr);
    CHECK_FALSE(ring.jwks().empty());
    CHECK_FALSE(ring.published().empty());
  }
  rotating.join();
  CHECK(ring.current() == next);
}

}  // namespace mockidp
