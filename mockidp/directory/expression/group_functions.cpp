#include <algorithm>

#include "mockidp/directory/expression/function_tables.h"

namespace mockidp::expression {
namespace {

using protocol::fail;

const std::vector<GroupName>& groups_of(const FunctionCall& call) {
  static const std::vector<GroupName> none;
  return call.facts.groups != nullptr ? *call.facts.groups : none;
}

template <class Fits>
Value is_member(const FunctionCall& call, Fits fits) {
  const auto& groups = groups_of(call);
  return Value(std::any_of(groups.begin(), groups.end(), fits));
}

Outcome is_member_of_id(const FunctionCall& call) {
  for (std::size_t i = 0; i < call.arguments.size(); ++i) {
    const auto id = text_argument(call, i);
    if (!id) return fail(id.error());
    if (*is_member(call, [&](const GroupName& group) { return group.id == *id; }).truth()) return Value(true);
  }
  return Value(false);
}

Outcome is_member_of_name(const FunctionCall& call) {
  const auto name = text_argument(call, 0);
  if (!name) return fail(name.error());
  return is_member(call, [&](const GroupName& group) { return group.name == *name; });
}

Outcome is_member_of_name_starting(const FunctionCall& call) {
  const auto prefix = text_argument(call, 0);
  if (!prefix) return fail(prefix.error());
  return is_member(call, [&](const GroupName& group) { return group.name.starts_with(*prefix); });
}

Outcome is_member_of_name_with(const FunctionCall& call) {
  const auto part = text_argument(call, 0);
  if (!part) return fail(part.error());
  return is_member(call, [&](const GroupName& group) { return group.name.find(*part) != std::string::npos; });
}

Outcome is_member_of_name_matching(const FunctionCall& call) {
  return is_member(call, [&](const GroupName& group) { return call.pattern->matches(group.name); });
}

// Names in the order of the directory, no more than asked for.
template <class Fits>
Outcome names_of_groups(const FunctionCall& call, std::size_t limit_index, Fits fits) {
  const auto limit = number_argument(call, limit_index);
  if (!limit) return fail(limit.error());
  List names;
  for (const GroupName& group : groups_of(call))
    if (static_cast<std::int64_t>(names.size()) < *limit && fits(group)) names.emplace_back(group.name);
  return Value(std::move(names));
}

// Groups.startsWith("OKTA", "Eng", 10): the first argument is the app that the groups come from; all here are
// Okta's.
protocol::Result<std::string, EvaluationError> part_of_okta_groups(const FunctionCall& call) {
  const auto source = text_argument(call, 0);
  if (!source) return fail(source.error());
  if (*source != "OKTA" && *source != "okta")
    return fail(EvaluationError{"only groups of \"OKTA\" are there"});
  return text_argument(call, 1);
}

Outcome groups_starting(const FunctionCall& call) {
  const auto part = part_of_okta_groups(call);
  if (!part) return fail(part.error());
  return names_of_groups(call, 2, [&](const GroupName& group) { return group.name.starts_with(*part); });
}
Outcome groups_ending(const FunctionCall& call) {
  const auto part = part_of_okta_groups(call);
  if (!part) return fail(part.error());
  return names_of_groups(call, 2, [&](const GroupName& group) { return group.name.ends_with(*part); });
}
Outcome groups_with(const FunctionCall& call) {
  const auto part = part_of_okta_groups(call);
  if (!part) return fail(part.error());
  return names_of_groups(call, 2,
                         [&](const GroupName& group) { return group.name.find(*part) != std::string::npos; });
}

// getFilteredGroups({"00g…", …}, "group.name", 50)
Outcome filtered_groups(const FunctionCall& call) {
  const auto ids = list_argument(call, 0);
  if (!ids) return fail(ids.error());
  const auto what = text_argument(call, 1);
  if (!what) return fail(what.error());
  if (*what != "group.name" && *what != "group.id")
    return fail(EvaluationError{"argument 2 must be \"group.name\" or \"group.id\""});
  const auto limit = number_argument(call, 2);
  if (!limit) return fail(limit.error());
  List found;
  for (const GroupName& group : groups_of(call)) {
    if (std::find(ids->begin(), ids->end(), Value(group.id)) == ids->end()) continue;
    if (static_cast<std::int64_t>(found.size()) < *limit)
      found.emplace_back(*what == "group.id" ? group.id : group.name);
  }
  return Value(std::move(found));
}

}  // namespace

const std::vector<Function>& group_functions() {
  constexpr auto kPropagate = Function::Nulls::propagate;
  static const std::vector<Function> rows{
      {"isMemberOfGroup", 1, 1, is_member_of_id},
      {"isMemberOfAnyGroup", 1, kAnyNumber, is_member_of_id},
      {"isMemberOfGroupName", 1, 1, is_member_of_name},
      {"isMemberOfGroupNameStartsWith", 1, 1, is_member_of_name_starting},
      {"isMemberOfGroupNameContains", 1, 1, is_member_of_name_with},
      {"isMemberOfGroupNameRegex", 1, 1, is_member_of_name_matching, kPropagate, true},
      {"Groups.startsWith", 3, 3, groups_starting},
      {"Groups.endsWith", 3, 3, groups_ending},
      {"Groups.contains", 3, 3, groups_with},
      {"getFilteredGroups", 3, 3, filtered_groups},
  };
  return rows;
}

}  // namespace mockidp::expression
