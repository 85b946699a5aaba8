#include <algorithm>

#include "mockidp/directory/expression/function_tables.h"

namespace mockidp::expression {
namespace {

using protocol::fail;

Outcome contains_item(const FunctionCall& call) {
  const auto list = list_argument(call, 0);
  if (!list) return fail(list.error());
  return Value(std::find(list->begin(), list->end(), call.arguments[1]) != list->end());
}

Outcome count_items(const FunctionCall& call) {
  const auto list = list_argument(call, 0);
  if (!list) return fail(list.error());
  return Value(static_cast<std::int64_t>(list->size()));
}

Outcome has_no_items(const FunctionCall& call) {
  const auto list = list_argument(call, 0);
  if (!list) return fail(list.error());
  return Value(list->empty());
}

Outcome item_at(const FunctionCall& call) {
  const auto list = list_argument(call, 0);
  if (!list) return fail(list.error());
  const auto index = number_argument(call, 1);
  if (!index) return fail(index.error());
  if (*index < 0 || static_cast<std::size_t>(*index) >= list->size())
    return fail(EvaluationError{"the list has only " + std::to_string(list->size()) + " items"});
  return (*list)[static_cast<std::size_t>(*index)];
}

Outcome with_item(const FunctionCall& call) {
  auto list = list_argument(call, 0);
  if (!list) return fail(list.error());
  list->push_back(call.arguments[1]);
  return Value(*std::move(list));
}

Outcome without_item(const FunctionCall& call) {
  auto list = list_argument(call, 0);
  if (!list) return fail(list.error());
  list->erase(std::remove(list->begin(), list->end(), call.arguments[1]), list->end());
  return Value(*std::move(list));
}

Outcome cleared(const FunctionCall& call) {
  const auto list = list_argument(call, 0);
  if (!list) return fail(list.error());
  return Value(List{});
}

// Null vanishes, lists become their items.
Outcome flatten(const FunctionCall& call) {
  List all;
  for (const Value& argument : call.arguments) {
    if (const auto* list = argument.list())
      all.insert(all.end(), list->begin(), list->end());
    else if (!argument.is_null())
      all.push_back(argument);
  }
  return Value(std::move(all));
}

Outcome to_csv(const FunctionCall& call) {
  const auto list = list_argument(call, 0);
  if (!list) return fail(list.error());
  std::string out;
  for (const Value& item : *list) {
    if (!out.empty()) out += ',';
    if (const auto* text = item.text()) out += *text;
    if (const auto* number = item.number()) out += std::to_string(*number);
    if (out.size() > kMostTextBytes) break;
  }
  return of_bounded_length(std::move(out));
}

}  // namespace

const std::vector<Function>& list_functions() {
  static const std::vector<Function> rows{
      {"Arrays.add", 2, 2, with_item},
      {"Arrays.clear", 1, 1, cleared},
      {"Arrays.contains", 2, 2, contains_item},
      {"Arrays.flatten", 1, kAnyNumber, flatten, Function::Nulls::taken},
      {"Arrays.get", 2, 2, item_at},
      {"Arrays.isEmpty", 1, 1, has_no_items},
      {"Arrays.remove", 2, 2, without_item},
      {"Arrays.size", 1, 1, count_items},
      {"Arrays.toCsvString", 1, 1, to_csv},
  };
  return rows;
}

}  // namespace mockidp::expression
