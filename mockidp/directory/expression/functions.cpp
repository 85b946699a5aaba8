#include "mockidp/directory/expression/functions.h"

#include <algorithm>

#include "mockidp/directory/expression/function_tables.h"

namespace mockidp::expression {
namespace {

const std::vector<Function>& all_functions() {
  static const std::vector<Function> all = [] {
    std::vector<Function> rows;
    for (const auto* table : {&text_functions(), &list_functions(), &group_functions()})
      rows.insert(rows.end(), table->begin(), table->end());
    return rows;
  }();
  return all;
}

}  // namespace

const Function* find_function(std::string_view name) {
  const auto& all = all_functions();
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const Function& function) { return function.name == name; });
  return found == all.end() ? nullptr : &*found;
}

std::vector<std::string> function_names() {
  std::vector<std::string> names;
  for (const Function& function : all_functions()) names.emplace_back(function.name);
  return names;
}

protocol::Result<std::string, EvaluationError> text_argument(const FunctionCall& call, std::size_t index) {
  if (const auto* text = call.arguments[index].text()) return *text;
  if (const auto* number = call.arguments[index].number()) return std::to_string(*number);
  return protocol::fail(EvaluationError{"argument " + std::to_string(index + 1) + " must be a text"});
}

protocol::Result<std::int64_t, EvaluationError> number_argument(const FunctionCall& call, std::size_t index) {
  if (const auto* number = call.arguments[index].number()) return *number;
  return protocol::fail(EvaluationError{"argument " + std::to_string(index + 1) + " must be a whole number"});
}

protocol::Result<List, EvaluationError> list_argument(const FunctionCall& call, std::size_t index) {
  if (const auto* list = call.arguments[index].list()) return *list;
  return protocol::fail(EvaluationError{"argument " + std::to_string(index + 1) + " must be a list"});
}

Outcome of_bounded_length(std::string text) {
  if (text.size() > kMostTextBytes) return protocol::fail(EvaluationError{"the text becomes too long"});
  return Value(std::move(text));
}

}  // namespace mockidp::expression
