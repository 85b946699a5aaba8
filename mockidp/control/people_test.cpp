#include <map>

#include "mockidp/control/control_fixture_test.h"

using namespace mockidp;
using protocol::Json;

TEST_CASE("the password of the document is shown as long as it is the person's", "[control][people]") {
  ControlFixture control;
  control.shown_document["people"] = {
      {{"login", testing::kAlice}, {"password", std::string(testing::kAlicePassword)}},
      {{"login", "bob@example.com"}, {"password", "not-his-any-more"}}};
  std::map<std::string, Json> passwords;
  const Json listed = control.get("/people");
  for (const auto& person : listed["people"]) passwords[person["login"]] = person.value("password", Json());
  CHECK(passwords.at(std::string(testing::kAlice)) == testing::kAlicePassword);
  CHECK(passwords.at("bob@example.com") == nullptr);
}
