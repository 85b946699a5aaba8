#include "mockidp/people/session.h"

#include "mockidp/testing/catch.h"

using namespace mockidp;
using namespace std::chrono_literals;

namespace {

const protocol::TimePoint kNoon = protocol::from_unix(1767268800);
using Words = std::vector<std::string>;

}  // namespace

TEST_CASE("auth_time is the latest verification, whatever its place", "[people]") {
  Session session;
  CHECK(session.auth_time() == protocol::TimePoint{});
  session.verified = {{"okta_password", "pwd", kNoon},
                      {"google_otp", "otp", kNoon + 60s},
                      {"okta_email", "email", kNoon + 5s}};
  CHECK(session.auth_time() == kNoon + 60s);
}

TEST_CASE("amr names each method once, and mfa when two differ", "[people]") {
  CHECK(amr_values({}) == Words{});
  CHECK(amr_values({{"okta_password", "pwd", kNoon}}) == Words{"pwd"});
  CHECK(amr_values({{"okta_password", "pwd", kNoon}, {"okta_password", "pwd", kNoon + 1s}}) == Words{"pwd"});
  CHECK(amr_values({{"okta_password", "pwd", kNoon}, {"google_otp", "otp", kNoon}}) ==
        Words{"mfa", "pwd", "otp"});
}
