#include "client/rp/step_up_challenge.h"

#include "mockidp/testing/catch.h"

using Words = std::vector<std::string>;
using protocol::Seconds;

TEST_CASE("a challenge says which sign-in would be enough", "[rp][step_up]") {
  const auto both = rp::read_step_up_challenge(
      R"(Bearer realm="orders", error="insufficient_user_authentication", error_description="More, please: \"acr_values=x\"", acr_values="phr urn:okta:loa:2fa:any", max_age="300")");
  REQUIRE(both);
  CHECK(both->acr_values == Words{"phr", "urn:okta:loa:2fa:any"});
  CHECK(both->max_age == Seconds(300));
  const auto age = rp::read_step_up_challenge("Bearer error=insufficient_user_authentication, max_age=0");
  REQUIRE(age);
  CHECK(age->acr_values.empty());
  CHECK(age->max_age == Seconds(0));
}

TEST_CASE("any other refusal asks for no other sign-in", "[rp][step_up]") {
  const std::string text = GENERATE(
      "", "Bearer", R"(Bearer error="invalid_token", acr_values="phr")", R"(Bearer acr_values="phr")",
      R"(Bearer error="insufficient_user_authentication")",
      R"(Bearer error="insufficient_user_authentication", max_age="-1")",
      R"(Bearer error="insufficient_user_authentication", max_age="31536001")",
      R"(Bearer error="insufficient_user_authentication", max_age="1e3")",
      R"(Bearer error="insufficient_user_authentication", acr_values="")",
      R"(Bearer error_description="error=\"insufficient_user_authentication\", acr_values=phr")", "=,=\"\\");
  CAPTURE(text);
  CHECK_FALSE(rp::read_step_up_challenge(text));
  CHECK_FALSE(rp::read_step_up_challenge(R"(Bearer error="insufficient_user_authentication", acr_values=")" +
                                         std::string(3000, 'x') + '"'));
}
