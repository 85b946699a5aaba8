#include "mockidp/control/control_fixture_test.h"

using namespace mockidp;

namespace {

constexpr auto kGrants = "/people/alice@example.com/grants";

std::string id_of_alice(ControlFixture& control) {
  return control.provider.org.people.find_by_login(testing::kAlice)->value.id;
}

void grant_three(ControlFixture& control) {
  control.provider.org.people.update(id_of_alice(control), [](Person& person) {
    person.consents = {{"oag1", "0oaone", "default", "api.read", protocol::from_unix(1767268800)},
                       {"oag2", "0oaone", "default", "api.write", protocol::from_unix(1767268800)},
                       {"oag3", "0oatwo", "default", "api.read", protocol::from_unix(1767268800)}};
    return true;
  });
}

}  // namespace

TEST_CASE("what a person allowed is listed, of all apps or of one", "[control]") {
  ControlFixture control;
  CHECK(control.get(kGrants)["grants"].empty());
  grant_three(control);
  const auto all = control.get(kGrants)["grants"];
  REQUIRE(all.size() == 3);
  CHECK(all[0] == protocol::Json{{"id", "oag1"},
                                 {"client_id", "0oaone"},
                                 {"authorization_server", "default"},
                                 {"scope", "api.read"},
                                 {"created_at", "2026-01-01T12:00:00.000Z"}});
  const auto of_one = control.get(std::string(kGrants) + "?client_id=0oatwo")["grants"];
  REQUIRE(of_one.size() == 1);
  CHECK(of_one[0]["id"] == "oag3");
}

TEST_CASE("what a person allowed is revoked one by one, app by app, or all of it", "[control]") {
  ControlFixture control;
  grant_three(control);
  const auto left = [&] { return control.get(kGrants)["grants"].size(); };
  CHECK(control.ask("DELETE", std::string(kGrants) + "/oag2").status == 204);
  CHECK(left() == 2);
  CHECK(control.ask("DELETE", std::string(kGrants) + "/oag2").status == 404);
  CHECK(control.ask("DELETE", std::string(kGrants) + "?client_id=0oatwo").status == 204);
  CHECK(left() == 1);
  CHECK(control.ask("DELETE", kGrants).status == 204);
  CHECK(left() == 0);
}

TEST_CASE("grants of nobody, and of misspelt parameters, are refused", "[control]") {
  ControlFixture control;
  grant_three(control);
  CHECK(control.ask("GET", "/people/nobody/grants").status == 404);
  CHECK(control.ask("DELETE", "/people/nobody/grants").status == 404);
  CHECK(control.ask("DELETE", "/people/nobody/grants/oag1").status == 404);
  CHECK(control.ask("DELETE", std::string(kGrants) + "?client=0oatwo").status == 400);
  CHECK(control.get(kGrants)["grants"].size() == 3);
}
