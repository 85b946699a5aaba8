#include "client/rp/assurance.h"

#include <nlohmann/json.hpp>

#include "mockidp/testing/catch.h"

using namespace std::chrono_literals;
using protocol::Json;

namespace {

constexpr std::int64_t kSignedInAt = 1767225600;

Json strong_claims() {
  return {{"acr", "urn:okta:loa:2fa:any"}, {"amr", {"pwd", "sms", "mfa"}}, {"auth_time", kSignedInAt}};
}

Json strong_claims_with(const char* claim, const Json& value) {
  auto claims = strong_claims();
  claims[claim] = value;
  return claims;
}

bool assured_after(protocol::Seconds passed, const Json& claims, const rp::Assurance& wanted) {
  return rp::is_assured(claims, wanted, 60s, protocol::from_unix(kSignedInAt) + passed);
}

}  // namespace

TEST_CASE("a page that asks for nothing is content with any claims", "[rp][assurance]") {
  CHECK(assured_after(1000h, Json::object(), {}));
}

TEST_CASE("what a page asks for has to be in the claims, all of it", "[rp][assurance]") {
  const rp::Assurance wanted{.acr_values = {"phr", "urn:okta:loa:2fa:any"}, .amr = "mfa", .max_age = 300s};
  CHECK(assured_after(0s, strong_claims(), wanted));
  CHECK_FALSE(assured_after(0s, strong_claims_with("acr", "urn:okta:loa:1fa:any"), wanted));
  CHECK_FALSE(assured_after(0s, strong_claims_with("acr", "urn:okta:loa:2fa:any:ifpossible"), wanted));
  CHECK_FALSE(assured_after(0s, strong_claims_with("acr", nullptr), wanted));
  CHECK_FALSE(assured_after(0s, strong_claims_with("amr", {"pwd"}), wanted));
  CHECK_FALSE(assured_after(0s, strong_claims_with("amr", "mfa"), wanted));
  CHECK_FALSE(assured_after(0s, strong_claims_with("auth_time", "1767225600"), wanted));
  CHECK_FALSE(assured_after(0s, strong_claims_with("auth_time", -1), wanted));
  for (const char* claim : {"acr", "amr", "auth_time"}) {
    CAPTURE(claim);
    auto claims = strong_claims();
    claims.erase(claim);
    CHECK_FALSE(assured_after(0s, claims, wanted));
  }
}

TEST_CASE("a sign-in is recent for max_age, and for as long as clocks may differ", "[rp][assurance]") {
  CHECK(assured_after(360s, strong_claims(), {.max_age = 300s}));
  CHECK_FALSE(assured_after(361s, strong_claims(), {.max_age = 300s}));
  CHECK(assured_after(60s, strong_claims(), {.max_age = 0s}));
  CHECK_FALSE(assured_after(61s, strong_claims(), {.max_age = 0s}));
}
