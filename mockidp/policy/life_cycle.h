#pragma once
// Okta's user life cycle (/api/v1/users/{id}/lifecycle/…): which operation leads from which status to which.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mockidp/directory/policies.h"
#include "mockidp/people/person.h"

namespace mockidp {

enum class LifeCycleOperation {
  activate,
  reactivate,
  deactivate,
  suspend,
  unsuspend,
  unlock,
  expire_password,
  reset_password,
};
std::string_view to_string(LifeCycleOperation operation);
std::vector<std::string> life_cycle_operations();
std::optional<LifeCycleOperation> parse_life_cycle_operation(std::string_view name);

// The statuses that it is possible in.
std::vector<PersonStatus> statuses_for(LifeCycleOperation operation);
// What the person becomes; nullopt: not from their status. `password` is what the enrolment policy says of
// it: who has none, and needs none, is active at once.
std::optional<PersonStatus> decide_life_cycle(LifeCycleOperation operation, const Person& person,
                                              SelfEnrolment password);

// Whether tokens of the person are good. An expired password is to be changed at the next sign-in, and takes
// nothing that was given out.
bool keeps_tokens(PersonStatus status);
// Whether they are dead for good, and not only for as long as the status lasts.
bool ends_tokens(PersonStatus status);

}  // namespace mockidp
