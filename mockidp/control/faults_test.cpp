#include "mockidp/control/control_fixture_test.h"

using namespace mockidp;
using protocol::Json;

namespace {

http::Response order(ControlFixture& control, Json body) {
  body["name"] = "token_endpoint_503";
  return control.post("/faults", body);
}

}  // namespace

TEST_CASE("a fault that could never act is refused", "[control][faults]") {
  ControlFixture control;
  const auto nobody = order(control, {{"login", "nobody@example.com"}});
  CHECK(nobody.status == 422);
  CHECK(control.error(nobody) == "Nobody has the login nobody@example.com.");
  const auto no_app = order(control, {{"client_id", "0oanosuchapp"}});
  CHECK(no_app.status == 422);
  CHECK(control.error(no_app) == "No app has the client id 0oanosuchapp.");
  CHECK(order(control, {{"login", testing::kAlice}, {"client_id", testing::kWebApp}}).status == 201);
}
