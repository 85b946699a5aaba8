#include "mockidp/policy/expression_facts.h"

#include "mockidp/policy/membership.h"

namespace mockidp {

expression::Value text_or_null(std::string_view text) {
  return text.empty() ? expression::Value() : expression::Value(std::string(text));
}

expression::Value attribute_of_person(const Person& person, std::string_view name) {
  if (name == "id") return text_or_null(person.id);
  if (name == "login") return text_or_null(person.login);
  if (name == "status") return text_or_null(to_string(person.status));
  return text_or_null(person.attribute(name));
}

std::vector<expression::GroupName> groups_of_person(const Directory& directory, const Person& person) {
  std::vector<expression::GroupName> names;
  for (const Group& group : directory.groups)
    if (group.everyone || is_among(person.group_ids, group.id)) names.push_back({group.id, group.name});
  return names;
}

}  // namespace mockidp
