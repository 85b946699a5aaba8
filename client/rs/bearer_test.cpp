#include "client/rs/bearer.h"

#include "mockidp/testing/catch.h"

using namespace rs;

namespace {

protocol::Result<std::string, Refusal> token_in(std::vector<std::string_view> headers) {
  return find_bearer_token({.authorization = std::move(headers)});
}

}  // namespace

TEST_CASE("the token is what follows the scheme, whatever its case", "[bearer]") {
  for (const char* header :
       {"Bearer abc.DEF-_~+/1==", "bearer abc.DEF-_~+/1==", "BEARER   abc.DEF-_~+/1== "}) {
    CAPTURE(header);
    const auto token = token_in({header});
    REQUIRE(token);
    CHECK(*token == "abc.DEF-_~+/1==");
  }
}

TEST_CASE("who sends no token is asked for one, without an error", "[bearer]") {
  const auto headers = GENERATE(
      values<std::vector<std::string_view>>({{}, {""}, {"Basic abc"}, {"Bearerabc"}, {"abc"}, {"DPoP abc"}}));
  const auto refused = token_in(headers);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().status == 401);
  CHECK(refused.error().error.empty());
  CHECK(challenge(refused.error(), "orders") == "Bearer realm=\"orders\"");
}

TEST_CASE("what is no token is a bad request", "[bearer]") {
  const auto header = GENERATE("Bearer", "Bearer ", "Bearer a b", "Bearer a,b", "Bearer \"a\"", "Bearer a=b",
                               "Bearer =", "Bearer a\tb", "Bearer \xc3\xa9");
  CAPTURE(header);
  const auto refused = token_in({header});
  REQUIRE_FALSE(refused);
  CHECK(refused.error().status == 400);
  CHECK(refused.error().error == "invalid_request");
}

TEST_CASE("a token in the address or in a form is refused, alone and beside the header", "[bearer]") {
  const protocol::Params carrier{{"access_token", "abc"}};
  const protocol::Params harmless{{"page", "2"}};
  using Headers = std::vector<std::string_view>;
  const auto headers = GENERATE(values<Headers>({Headers{}, Headers{"Bearer abc"}}));
  for (const auto& carried :
       {CarriedCredentials{.authorization = headers, .query = &carrier},
        CarriedCredentials{.authorization = headers, .query = &harmless, .form = &carrier}}) {
    const auto refused = find_bearer_token(carried);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().status == 400);
    CHECK(refused.error().error == "invalid_request");
  }
  CHECK(find_bearer_token({.authorization = {"Bearer abc"}, .query = &harmless, .form = &harmless}));
}

TEST_CASE("two Authorization headers are one too many", "[bearer]") {
  const auto refused = token_in({"Bearer abc", "Bearer abc"});
  REQUIRE_FALSE(refused);
  CHECK(refused.error().status == 400);
}

TEST_CASE("a challenge names the error, and the scope that is missing", "[bearer]") {
  CHECK(challenge({.status = 401, .error = "invalid_token", .description = "The token has expired."}, "r") ==
        R"(Bearer realm="r", error="invalid_token", error_description="The token has expired.")");
  CHECK(challenge({.status = 403, .error = "insufficient_scope", .scopes = {"api.read", "api.write"}}, "r") ==
        R"(Bearer realm="r", error="insufficient_scope", scope="api.read api.write")");
  CHECK(challenge({.status = 503, .error = "temporarily_unavailable"}, "r").empty());
}
