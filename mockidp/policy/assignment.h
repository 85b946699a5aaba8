#pragma once
#include <optional>

#include "mockidp/directory/directory.h"
#include "mockidp/people/person.h"
#include "mockidp/policy/okta_error.h"

namespace mockidp {

// Federation Broker Mode, a group of the person, Everyone, or the person alone. nullopt:
// assigned.
std::optional<Refusal> decide_assignment(const Directory& directory, const AppIntegration& app,
                                         const Person& person);

}  // namespace mockidp
