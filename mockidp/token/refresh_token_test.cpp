#include "mockidp/token/refresh_token.h"

#include <set>

#include "mockidp/testing/catch.h"

using namespace mockidp;

namespace {

const protocol::Secret kTokenKey(std::string(32, 'k'));

RefreshTokenName name_of(std::uint32_t generation, char family = 'f') {
  return {std::string(16, family), generation};
}

}  // namespace

TEST_CASE("a refresh token has 43 characters and names its family and generation", "[refresh_token]") {
  for (const std::uint32_t generation : {0u, 1u, 255u, 256u, 4294967295u}) {
    CAPTURE(generation);
    const auto token = make_refresh_token(kTokenKey, name_of(generation));
    CHECK(token.size() == 43);
    CHECK(verify_refresh_token(kTokenKey, token) == name_of(generation));
  }
}

TEST_CASE("another family, generation or key makes another refresh token", "[refresh_token]") {
  const protocol::Secret other(std::string(32, 'x'));
  const std::set<std::string> all{
      make_refresh_token(kTokenKey, name_of(0)), make_refresh_token(kTokenKey, name_of(1)),
      make_refresh_token(kTokenKey, name_of(0, 'g')), make_refresh_token(other, name_of(0))};
  CHECK(all.size() == 4);
  CHECK_FALSE(verify_refresh_token(other, make_refresh_token(kTokenKey, name_of(0))));
}

TEST_CASE("a refresh token with any character changed, added or left out is none", "[refresh_token]") {
  const auto token = make_refresh_token(kTokenKey, name_of(7));
  for (std::size_t i = 0; i < token.size(); ++i) {
    CAPTURE(i);
    for (const char c : {'A', 'B', '-', '_', '=', '+', '\0'}) {
      auto changed = token;
      if (changed[i] == c) continue;
      changed[i] = c;
      CHECK_FALSE(verify_refresh_token(kTokenKey, changed));
    }
    CHECK_FALSE(verify_refresh_token(kTokenKey, token.substr(0, i)));
  }
  CHECK_FALSE(verify_refresh_token(kTokenKey, token + "A"));
  CHECK_FALSE(verify_refresh_token(kTokenKey, token + "="));
  CHECK_FALSE(verify_refresh_token(kTokenKey, ""));
}
