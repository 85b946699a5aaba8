#include "mockidp/policy/assignment.h"

#include <algorithm>

namespace mockidp {
namespace {

bool holds(const std::vector<std::string>& list, const std::string& value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

std::string assigned_groups(const Directory& directory, const AppIntegration& app) {
  std::vector<std::string> names;
  for (const auto& id : app.assignment.group_ids)
    if (const auto* group = directory.group(id)) names.push_back(group->name);
  return names.empty() ? "" : "a member of " + protocol::join_words(names, " or ");
}

}  // namespace

std::optional<Refusal> decide_assignment(const Directory& directory, const AppIntegration& app,
                                         const Person& person) {
  if (app.assignment.federation_broker_mode || holds(person.app_ids, app.id)) return std::nullopt;
  for (const auto& id : app.assignment.group_ids)
    if (id == directory.everyone().id || holds(person.group_ids, id)) return std::nullopt;
  return Refusal{
      OktaError::user_not_assigned, {}, "assignment of " + app.label, assigned_groups(directory, app)};
}

}  // namespace mockidp
