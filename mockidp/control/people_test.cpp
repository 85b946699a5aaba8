#include "mockidp/control/control_fixture_test.h"

using namespace mockidp;
using protocol::Json;

TEST_CASE("the password of the document is shown as long as it is the person's", "[control][people]") {
  ControlFixture control;
  control.shown_document["people"] = {
      {{"login", testing::kAlice}, {"password", std::string(testing::kAlicePassword)}},
      {{"login", "bob@example.com"}, {"password", "not-his-any-more"}}};
  CHECK(control.get("/people/alice@example.com")["password"] == testing::kAlicePassword);
  CHECK_FALSE(control.get("/people/bob@example.com").contains("password"));
  for (const auto& person : control.get("/people")["people"])
    CHECK(person.contains("password") == (person["login"] == testing::kAlice));
}
