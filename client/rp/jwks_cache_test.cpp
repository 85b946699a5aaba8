#include "client/rp/jwks_cache.h"

#include <atomic>
#include <chrono>
#include <thread>

#include "client/rp/fake_provider_for_test.h"
#include "mockidp/testing/catch.h"

using namespace rp;
using namespace std::chrono_literals;

namespace {

struct KeysInUse {
  FakeProvider provider;
  Settings settings = test_settings();
  Discovery discovery{settings, provider};
  JwksCache cache{settings, discovery, provider};
  protocol::ManualClock clock;

  KeysInUse() { provider.expect_sign_in("n", clock.now()); }
  auto verify() { return cache.verify(provider.id_token(), clock.now()); }
  void rotate() { provider.published = {provider.signing = second_test_key()}; }
};

// Signed properly, but under a kid that nobody published.
std::string token_with_kid(const std::string& kid) {
  return protocol::sign_compact(*first_test_key(), protocol::okta_jws_header(kid), "{}");
}

}  // namespace

TEST_CASE("keys are fetched once for many tokens", "[jwks]") {
  KeysInUse in_use;
  for (int i = 0; i < 20; ++i) CHECK(in_use.verify());
  CHECK(in_use.provider.count("keys") == 1);
  CHECK(in_use.provider.count("openid-configuration") == 1);
}

TEST_CASE("a new key is fetched at once when a token names it", "[jwks]") {
  KeysInUse in_use;
  REQUIRE(in_use.verify());
  in_use.rotate();
  CHECK(in_use.verify());
  CHECK(in_use.provider.count("keys") == 2);
}

TEST_CASE("random kids do not make the client ask again and again", "[jwks]") {
  KeysInUse in_use;
  REQUIRE(in_use.verify());
  for (int i = 0; i < 50; ++i) {
    const auto refused = in_use.cache.verify(token_with_kid("kid-" + std::to_string(i)), in_use.clock.now());
    REQUIRE_FALSE(refused);
    CHECK(refused.error().kind == SignInFailure::Kind::id_token);
    CHECK(refused.error().error == "signature");
  }
  CHECK(in_use.provider.count("keys") == 2);
  CHECK(in_use.verify());

  in_use.clock.advance(in_use.settings.unknown_key_cool_down - 1s);
  CHECK_FALSE(in_use.cache.verify(token_with_kid("late"), in_use.clock.now()));
  CHECK(in_use.provider.count("keys") == 2);
  in_use.clock.advance(1s);
  CHECK_FALSE(in_use.cache.verify(token_with_kid("later"), in_use.clock.now()));
  CHECK(in_use.provider.count("keys") == 3);
}

TEST_CASE("a wrong signature is no reason to fetch keys", "[jwks]") {
  KeysInUse in_use;
  REQUIRE(in_use.verify());
  const auto refused = in_use.cache.verify(
      protocol::sign_compact(*second_test_key(), protocol::okta_jws_header(first_test_key()->kid()), "{}"),
      in_use.clock.now());
  REQUIRE_FALSE(refused);
  CHECK(refused.error().error == "signature");
  CHECK(in_use.provider.count("keys") == 1);
}

TEST_CASE("a key that was withdrawn is trusted no longer than keys are kept", "[jwks]") {
  KeysInUse in_use;
  REQUIRE(in_use.verify());
  in_use.provider.published = {second_test_key()};
  in_use.clock.advance(in_use.settings.keys_max_age - 1s);
  CHECK(in_use.verify());
  in_use.clock.advance(1s);
  CHECK_FALSE(in_use.verify());
}

TEST_CASE("without keys nothing verifies, and with them again it does", "[jwks]") {
  KeysInUse in_use;
  const auto trouble = GENERATE(values<HttpAnswer>({
      {.status = 500},
      {.status = 200, .headers = {{"content-type", "text/html"}}, .body = "<html>"},
      {.status = 200, .headers = {{"content-type", "application/json"}}, .body = "{\"keys\":"},
      {.status = 200, .headers = {{"content-type", "application/json"}}, .body = "{}"},
      {.status = 302, .headers = {{"location", "https://evil.example/keys"}}},
  }));
  CAPTURE(trouble.status, trouble.body);
  in_use.provider.instead["keys"] = [&] { return trouble; };
  CHECK_FALSE(in_use.verify());
  CHECK_FALSE(in_use.verify());
  CHECK(in_use.provider.count("keys") == 1);

  in_use.provider.instead.clear();
  in_use.clock.advance(in_use.settings.failure_cool_down);
  CHECK(in_use.verify());
}

TEST_CASE("a failed renewal leaves the known keys in use and may soon be repeated", "[jwks]") {
  KeysInUse in_use;
  REQUIRE(in_use.verify());
  const std::string old_token = in_use.provider.id_token();
  in_use.rotate();
  in_use.provider.instead["keys"] = [] { return HttpAnswer{.status = 503}; };
  const auto refused = in_use.verify();
  REQUIRE_FALSE(refused);
  CHECK(refused.error().kind == SignInFailure::Kind::unavailable);
  CHECK(in_use.cache.verify(old_token, in_use.clock.now()));

  in_use.provider.instead.clear();
  in_use.clock.advance(in_use.settings.failure_cool_down);
  CHECK(in_use.verify());
}

TEST_CASE("keys that cannot be used are passed over", "[jwks]") {
  KeysInUse in_use;
  protocol::Json encryption = protocol::to_jwk(*second_test_key());
  encryption["use"] = "enc";
  const protocol::Json document = {
      {"keys", protocol::Json::array({{{"kty", "EC"}}, encryption, 7, protocol::to_jwk(*first_test_key())})}};
  in_use.provider.instead["keys"] = [&] { return json_answer(document); };
  CHECK(in_use.verify());
  in_use.provider.signing = second_test_key();
  CHECK_FALSE(in_use.verify());
}

TEST_CASE("many threads share one fetch", "[jwks]") {
  KeysInUse in_use;
  const std::string token = in_use.provider.id_token();
  const HttpAnswer keys = *in_use.provider.send({.url = kTestIssuer + "/v1/keys"});
  // The first fetch lasts until a second one begins, or until there was time enough for it.
  in_use.provider.instead["keys"] = [&] {
    const auto deadline = std::chrono::steady_clock::now() + 100ms;
    while (in_use.provider.count("keys") < 3 && std::chrono::steady_clock::now() < deadline)
      std::this_thread::yield();
    return keys;
  };
  std::atomic<int> verified{0};
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 8; ++i)
      threads.emplace_back([&] { verified += in_use.cache.verify(token, in_use.clock.now()) ? 1 : 0; });
  }
  CHECK(verified == 8);
  CHECK(in_use.provider.count("keys") == 2);
  CHECK(in_use.provider.count("openid-configuration") == 1);
}

TEST_CASE("a key set has a size limit", "[jwks]") {
  KeysInUse in_use;
  REQUIRE(in_use.verify());
  CHECK(in_use.provider.last("keys").max_body_bytes <= 1 << 20);
}
