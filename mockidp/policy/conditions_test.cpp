#include "mockidp/policy/conditions.h"

#include "mockidp/directory/expression/expression.h"
#include "mockidp/policy/applicable_policies.h"
#include "mockidp/testing/catch.h"

namespace mockidp {
namespace {

Directory org_with_groups() {
  Directory directory;
  directory.groups = {Group{.id = "00geveryone", .name = "Everyone", .description = "", .everyone = true},
                      Group{.id = "00gstaff", .name = "Staff", .description = ""}};
  directory.network_zones = {{"nzo1", "Office", {"10.0.0.0/8"}, true},
                             {"nzo2", "Old", {"192.168.0.1"}, false}};
  return directory;
}
Person of_staff() {
  Person person;
  person.id = "00uann";
  person.group_ids = {"00gstaff"};
  person.profile = {{"userType", "Employee"}};
  return person;
}
constexpr auto kPhone = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X)";
constexpr auto kMac = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)";

}  // namespace

TEST_CASE("a condition on people holds for who is included and not excluded", "[policy]") {
  const auto directory = org_with_groups();
  const auto ann = of_staff();
  RuleConditions conditions;
  CHECK(unmet_condition(directory, conditions, nullptr, {}).empty());
  conditions.people.include_group_ids = {"00gstaff"};
  CHECK(unmet_condition(directory, conditions, &ann, {}).empty());
  CHECK(unmet_condition(directory, conditions, nullptr, {}) == "people");
  conditions.people.exclude_person_ids = {"00uann"};
  CHECK(unmet_condition(directory, conditions, &ann, {}) == "people");
  conditions.people = {.include_person_ids = {},
                       .exclude_person_ids = {},
                       .include_group_ids = {"00geveryone"},
                       .exclude_group_ids = {}};
  CHECK(unmet_condition(directory, conditions, nullptr, {}).empty());
}

TEST_CASE("a network zone holds inside of its ranges while it is active", "[policy]") {
  const auto directory = org_with_groups();
  RuleConditions conditions;
  conditions.network.anywhere = false;
  conditions.network.include_zone_ids = {"nzo1"};
  CHECK(unmet_condition(directory, conditions, nullptr, {"10.255.255.255", ""}).empty());
  CHECK(unmet_condition(directory, conditions, nullptr, {"11.0.0.0", ""}) == "network");
  conditions.network.include_zone_ids = {"nzo2"};
  CHECK(unmet_condition(directory, conditions, nullptr, {"192.168.0.1", ""}) == "network");
  conditions.network = {false, {}, {"nzo1"}};
  CHECK(unmet_condition(directory, conditions, nullptr, {"10.0.0.1", ""}) == "network");
  CHECK(unmet_condition(directory, conditions, nullptr, {"172.16.0.1", ""}).empty());
}

TEST_CASE("platform and user type are asked for by name", "[policy]") {
  const auto directory = org_with_groups();
  const auto ann = of_staff();
  RuleConditions conditions;
  conditions.include_platforms = {{PlatformType::MOBILE, OperatingSystem::ANY}};
  CHECK(unmet_condition(directory, conditions, &ann, {"", kPhone}).empty());
  CHECK(unmet_condition(directory, conditions, &ann, {"", kMac}) == "platform");
  conditions.include_platforms = {{PlatformType::ANY, OperatingSystem::OSX}};
  CHECK(unmet_condition(directory, conditions, &ann, {"", kMac}).empty());
  conditions.include_user_types = {"Employee"};
  CHECK(unmet_condition(directory, conditions, &ann, {"", kMac}).empty());
  CHECK(unmet_condition(directory, conditions, nullptr, {"", kMac}) == "userType");
  conditions.exclude_user_types = {"Employee"};
  CHECK(unmet_condition(directory, conditions, &ann, {"", kMac}) == "userType");
}

TEST_CASE("an expression holds where it comes to true, and nowhere else", "[policy]") {
  const auto directory = org_with_groups();
  auto ann = of_staff();
  ann.login = "ann@example.com";
  ann.profile["department"] = "Sales";
  struct Row {
    const char* expression;
    bool for_ann;
    bool for_nobody;
  };
  const Row rows[] = {
      {"user.department == 'Sales'", true, false},
      {"user.profile.department == 'Sales'", true, false},
      {"user.department == 'sales'", false, false},
      {"user.department != 'Sales'", false, true},
      {"user.costCenter == null", true, true},
      {"isMemberOfGroupName('Staff')", true, false},
      {"isMemberOfGroupName('Everyone')", true, false},
      {"isMemberOfGroupName('Sales')", false, false},
      {"user.login == 'ann@example.com' and org.name == 'Mock Org'", false, false},
      {"user != null", true, false},
      {"true", true, true},
      {"false", false, false},
      {"user.costCenter", false, false},           // null
      {"user.department", false, false},           // a text
      {"user.department < 7", false, false},       // cannot be evaluated
      {"not (user.department < 7)", false, true},  // of nobody it is null, and nothing is less
  };
  for (const auto& row : rows) {
    CAPTURE(row.expression);
    RuleConditions conditions;
    auto parsed = expression::Expression::parse(row.expression, expression::Use::condition);
    REQUIRE(parsed);
    conditions.expression = std::make_shared<const expression::Expression>(*std::move(parsed));
    CHECK(unmet_condition(directory, conditions, &ann, {}) == (row.for_ann ? "" : "elCondition"));
    CHECK(unmet_condition(directory, conditions, nullptr, {}) == (row.for_nobody ? "" : "elCondition"));
  }
}

TEST_CASE("the first policy and rule by priority decide, the last ones for everybody else", "[policy]") {
  auto directory = org_with_groups();
  const auto ann = of_staff();
  SessionPolicy staff;
  staff.name = "Staff";
  staff.group_ids = {"00gstaff"};
  staff.rules.front().name = "Office";
  staff.rules.front().conditions.network = {false, {"nzo1"}, {}};
  staff.rules.push_back({.id = "", .name = "Anywhere", .conditions = {}});
  directory.session_policies.insert(directory.session_policies.begin(), staff);
  CHECK(applicable_session(directory, &ann, {"10.1.1.1", ""}).rule->name == "Office");
  CHECK(applicable_session(directory, &ann, {"1.1.1.1", ""}).rule->name == "Anywhere");
  CHECK(applicable_session(directory, nullptr, {"10.1.1.1", ""}).policy->name == "Default Policy");
}

}  // namespace mockidp
