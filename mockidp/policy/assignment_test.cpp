#include "mockidp/policy/assignment.h"

#include "mockidp/testing/catch.h"

using namespace mockidp;

TEST_CASE("a person may use an app by broker mode, group, Everyone or alone", "[assignment]") {
  Directory directory;
  directory.groups = {{"everyone", "Everyone", "", true},
                      {"engineers", "Engineering", "", false},
                      {"customers", "Shop Customers", "", false}};
  struct Row {
    const char* what;
    bool broker;
    std::vector<std::string> app_groups;
    std::vector<std::string> persons_groups;
    std::vector<std::string> persons_apps;
    bool assigned;
  };
  const Row rows[] = {
      {"nobody", false, {}, {"engineers"}, {}, false},
      {"broker mode", true, {}, {}, {}, true},
      {"Everyone", false, {"everyone"}, {}, {}, true},
      {"the person's group", false, {"customers", "engineers"}, {"engineers"}, {}, true},
      {"another group", false, {"customers"}, {"engineers"}, {}, false},
      {"a group, for somebody without any", false, {"customers"}, {}, {}, false},
      {"the person alone", false, {}, {}, {"0oashop"}, true},
      {"the person alone, to another app", false, {}, {}, {"0oaother"}, false},
  };
  for (const auto& row : rows) {
    CAPTURE(row.what);
    AppIntegration app;
    app.id = "0oashop";
    app.label = "Shop";
    app.assignment = {row.broker, row.app_groups};
    Person person;
    person.group_ids = row.persons_groups;
    person.app_ids = row.persons_apps;
    const auto refusal = decide_assignment(directory, app, person);
    CHECK(refusal.has_value() != row.assigned);
    if (refusal) CHECK(refusal->error == OktaError::user_not_assigned);
  }
}

TEST_CASE("a refused person learns which groups are assigned", "[assignment]") {
  Directory directory;
  directory.groups = {{"everyone", "Everyone", "", true}, {"engineers", "Engineering", "", false}};
  AppIntegration app;
  app.label = "Dashboard";
  app.assignment.group_ids = {"engineers"};
  const auto refusal = decide_assignment(directory, app, Person());
  REQUIRE(refusal);
  CHECK(refusal->decided_by == "assignment of Dashboard");
  CHECK(refusal->closest == "a member of Engineering");
}
