#pragma once
#include <string>
#include <string_view>

#include "mockidp/directory/directory.h"
#include "mockidp/people/person.h"
#include "mockidp/policy/request_facts.h"

namespace mockidp {

// Which condition of a rule does not hold – "people", "network", "platform", "userType",
// "elCondition" –, or "": all do.
// `person` is null for an unknown identifier, who is nobody in particular and in no group but Everyone.
std::string_view unmet_condition(const Directory& directory, const RuleConditions& conditions,
                                 const Person* person, const RequestFacts& facts);

// Whether the person is in one of the groups. No groups: everybody. Everyone's id stands for all.
bool is_in_any_group(const Directory& directory, const std::vector<std::string>& group_ids,
                     const Person* person);

PlatformCondition platform_of(std::string_view user_agent);

}  // namespace mockidp
