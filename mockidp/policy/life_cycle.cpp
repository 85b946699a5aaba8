#include "mockidp/policy/life_cycle.h"

#include <algorithm>
#include <array>
#include <utility>

namespace mockidp {
namespace {

using Named = std::pair<std::string_view, LifeCycleOperation>;
constexpr std::array<Named, 8> kOperations = {{{"activate", LifeCycleOperation::activate},
                                               {"reactivate", LifeCycleOperation::reactivate},
                                               {"deactivate", LifeCycleOperation::deactivate},
                                               {"suspend", LifeCycleOperation::suspend},
                                               {"unsuspend", LifeCycleOperation::unsuspend},
                                               {"unlock", LifeCycleOperation::unlock},
                                               {"expire_password", LifeCycleOperation::expire_password},
                                               {"reset_password", LifeCycleOperation::reset_password}}};

}  // namespace

std::string_view to_string(LifeCycleOperation operation) {
  return kOperations.at(static_cast<std::size_t>(operation)).first;
}

std::vector<std::string> life_cycle_operations() {
  std::vector<std::string> names;
  for (const auto& [name, operation] : kOperations) names.emplace_back(name);
  return names;
}

std::optional<LifeCycleOperation> parse_life_cycle_operation(std::string_view name) {
  for (const auto& [known, operation] : kOperations)
    if (known == name) return operation;
  return std::nullopt;
}

std::vector<PersonStatus> statuses_for(LifeCycleOperation operation) {
  using enum PersonStatus;
  switch (operation) {
    case LifeCycleOperation::activate:
      return {STAGED, DEPROVISIONED};
    case LifeCycleOperation::reactivate:
      return {PROVISIONED, RECOVERY};
    case LifeCycleOperation::deactivate:
      return {STAGED, PROVISIONED, ACTIVE, RECOVERY, PASSWORD_EXPIRED, LOCKED_OUT, SUSPENDED};
    case LifeCycleOperation::suspend:
      return {ACTIVE};
    case LifeCycleOperation::unsuspend:
      return {SUSPENDED};
    case LifeCycleOperation::unlock:
      return {LOCKED_OUT};
    case LifeCycleOperation::expire_password:
      return {ACTIVE, PASSWORD_EXPIRED};
    case LifeCycleOperation::reset_password:
      break;
  }
  return {ACTIVE, RECOVERY, PASSWORD_EXPIRED, LOCKED_OUT};
}

std::optional<PersonStatus> decide_life_cycle(LifeCycleOperation operation, const Person& person,
                                              SelfEnrolment password) {
  const auto from = statuses_for(operation);
  if (std::find(from.begin(), from.end(), person.status) == from.end()) return std::nullopt;
  switch (operation) {
    case LifeCycleOperation::activate:
      return person.has_password() || password != SelfEnrolment::REQUIRED ? PersonStatus::ACTIVE
                                                                          : PersonStatus::PROVISIONED;
    case LifeCycleOperation::reactivate:
      return PersonStatus::PROVISIONED;
    case LifeCycleOperation::deactivate:
      return PersonStatus::DEPROVISIONED;
    case LifeCycleOperation::suspend:
      return PersonStatus::SUSPENDED;
    case LifeCycleOperation::expire_password:
      return PersonStatus::PASSWORD_EXPIRED;
    case LifeCycleOperation::reset_password:
      return PersonStatus::RECOVERY;
    case LifeCycleOperation::unsuspend:
    case LifeCycleOperation::unlock:
      break;
  }
  return PersonStatus::ACTIVE;
}

bool keeps_tokens(PersonStatus status) {
  return status == PersonStatus::ACTIVE || status == PersonStatus::PASSWORD_EXPIRED;
}

bool ends_tokens(PersonStatus status) { return status == PersonStatus::DEPROVISIONED; }

}  // namespace mockidp
