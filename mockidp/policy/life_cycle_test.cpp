#include "mockidp/policy/life_cycle.h"

#include <map>

#include "mockidp/testing/catch.h"

using namespace mockidp;

namespace {

constexpr PersonStatus kStatuses[] = {PersonStatus::STAGED,           PersonStatus::PROVISIONED,
                                      PersonStatus::ACTIVE,           PersonStatus::RECOVERY,
                                      PersonStatus::LOCKED_OUT,       PersonStatus::SUSPENDED,
                                      PersonStatus::PASSWORD_EXPIRED, PersonStatus::DEPROVISIONED};

Person someone(PersonStatus status) {
  Person person;
  person.status = status;
  person.password.hash = std::string(32, 'h');
  return person;
}

}  // namespace

TEST_CASE("each operation leads from its statuses to one other, and from none else", "[policy]") {
  using enum LifeCycleOperation;
  using S = PersonStatus;
  const std::map<LifeCycleOperation, std::map<S, S>> table{
      {activate, {{S::STAGED, S::ACTIVE}, {S::DEPROVISIONED, S::ACTIVE}}},
      {reactivate, {{S::PROVISIONED, S::PROVISIONED}, {S::RECOVERY, S::PROVISIONED}}},
      {deactivate,
       {{S::STAGED, S::DEPROVISIONED},
        {S::PROVISIONED, S::DEPROVISIONED},
        {S::ACTIVE, S::DEPROVISIONED},
        {S::RECOVERY, S::DEPROVISIONED},
        {S::PASSWORD_EXPIRED, S::DEPROVISIONED},
        {S::LOCKED_OUT, S::DEPROVISIONED},
        {S::SUSPENDED, S::DEPROVISIONED}}},
      {suspend, {{S::ACTIVE, S::SUSPENDED}}},
      {unsuspend, {{S::SUSPENDED, S::ACTIVE}}},
      {unlock, {{S::LOCKED_OUT, S::ACTIVE}}},
      {expire_password, {{S::ACTIVE, S::PASSWORD_EXPIRED}, {S::PASSWORD_EXPIRED, S::PASSWORD_EXPIRED}}},
      {reset_password,
       {{S::ACTIVE, S::RECOVERY},
        {S::RECOVERY, S::RECOVERY},
        {S::PASSWORD_EXPIRED, S::RECOVERY},
        {S::LOCKED_OUT, S::RECOVERY}}},
  };
  REQUIRE(table.size() == life_cycle_operations().size());
  for (const auto& [operation, ways] : table)
    for (const auto status : kStatuses) {
      CAPTURE(to_string(operation), to_string(status));
      const auto way = ways.find(status);
      const auto decided = decide_life_cycle(operation, someone(status), SelfEnrolment::REQUIRED);
      CHECK(decided == (way == ways.end() ? std::nullopt : std::optional(way->second)));
    }
}

TEST_CASE("who has no password and needs one is provisioned first", "[policy]") {
  auto person = someone(PersonStatus::STAGED);
  person.password.hash.clear();
  const auto activate = LifeCycleOperation::activate;
  CHECK(decide_life_cycle(activate, person, SelfEnrolment::REQUIRED) == PersonStatus::PROVISIONED);
  CHECK(decide_life_cycle(activate, person, SelfEnrolment::OPTIONAL) == PersonStatus::ACTIVE);
  CHECK(decide_life_cycle(activate, person, SelfEnrolment::NOT_ALLOWED) == PersonStatus::ACTIVE);
}

TEST_CASE("operations are read by the names they have", "[policy]") {
  for (const auto& name : life_cycle_operations()) {
    const auto operation = parse_life_cycle_operation(name);
    REQUIRE(operation);
    CHECK(to_string(*operation) == name);
  }
  CHECK_FALSE(parse_life_cycle_operation("Activate"));
  CHECK_FALSE(parse_life_cycle_operation(""));
}
