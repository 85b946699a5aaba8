#pragma once
// What expressions can ask about a person, in claims and in conditions alike.

#include <string_view>
#include <vector>

#include "mockidp/directory/directory.h"
#include "mockidp/directory/expression/expression.h"
#include "mockidp/people/person.h"

namespace mockidp {

expression::Value text_or_null(std::string_view text);  // null for an empty one
expression::Value attribute_of_person(const Person& person, std::string_view name);
std::vector<expression::GroupName> groups_of_person(const Directory& directory, const Person& person);

}  // namespace mockidp
