#include "client/rp/userinfo.h"

#include <algorithm>

#include "client/rp/journey_for_test.h"
#include "mockidp/testing/catch.h"

using namespace rp;
using Kind = SignInFailure::Kind;

TEST_CASE("the access token goes to userinfo in the header", "[userinfo]") {
  Journey journey;
  REQUIRE(journey.finish());
  const HttpCall call = journey.provider.last("userinfo");
  CHECK(call.url == kTestIssuer + "/v1/userinfo");
  CHECK(call.method == HttpCall::Method::get);
  CHECK(std::count(call.headers.begin(), call.headers.end(),
                   std::pair<std::string, std::string>("Authorization", "Bearer access-token")) == 1);
}

TEST_CASE("userinfo that is about somebody else ends the sign-in", "[userinfo]") {
  Journey journey;
  const auto answer =
      GENERATE(as<std::string>(), R"({"sub":"00u-victim","email":"victim@app.example"})",
               R"({"email":"victim@app.example"})", R"({"sub":["00u-alice"]})",
               R"({"sub":"00u-alice","sub":"00u-victim"})", R"({"sub":"00u-victim","sub":"00u-alice"})",
               R"({"sub":""})", R"({"sub":null})", R"(["00u-alice"])", "", "<html>");
  CAPTURE(answer);
  journey.provider.instead["userinfo"] = [&] {
    return HttpAnswer{.status = 200, .headers = {{"content-type", "application/json"}}, .body = answer};
  };
  const auto signed_in = journey.finish();
  REQUIRE_FALSE(signed_in);
  CHECK(signed_in.error().kind == Kind::userinfo);
}

TEST_CASE("a sign-in without the userinfo it needs is none", "[userinfo]") {
  Journey journey;
  const auto answer = GENERATE(values<HttpAnswer>({
      {.status = 401},
      {.status = 500},
      {.status = 302, .headers = {{"location", "https://evil.example"}}},
      {.status = 200, .headers = {{"content-type", "application/jwt"}}, .body = "e30.e30."},
  }));
  CAPTURE(answer.status);
  journey.provider.instead["userinfo"] = [&] { return answer; };
  CHECK_FALSE(journey.finish());
}

TEST_CASE("userinfo is not fetched when nobody wants it or offers it", "[userinfo]") {
  Journey unwanted({}, [](Journey& j) { j.settings.read_userinfo = false; });
  REQUIRE(unwanted.finish());
  CHECK(unwanted.provider.count("userinfo") == 0);
  Journey missing({}, [](Journey& j) { j.provider.metadata.erase("userinfo_endpoint"); });
  const auto signed_in = missing.finish();
  REQUIRE(signed_in);
  CHECK(signed_in->userinfo == nullptr);
}
