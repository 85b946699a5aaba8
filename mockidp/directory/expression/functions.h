#pragma once
// The functions of the language. A new one is a row in text_functions.cpp, list_functions.cpp or
// group_functions.cpp.

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "mockidp/directory/expression/expression.h"
#include "mockidp/directory/expression/pattern.h"

namespace mockidp::expression {

using Outcome = protocol::Result<Value, EvaluationError>;

struct FunctionCall {
  const Facts& facts;
  std::vector<Value> arguments;
  const Pattern* pattern = nullptr;
};

struct Function {
  std::string_view name;  // "String.toUpperCase"
  std::size_t least_arguments = 0;
  std::size_t most_arguments = 0;
  Outcome (*apply)(const FunctionCall& call) = nullptr;
  enum class Nulls {
    propagate,
    taken
  } nulls = Nulls::propagate;  // propagate: a null argument makes a null result
  bool takes_pattern = false;  // its first argument is a regular expression, written out
};

const Function* find_function(std::string_view name);
std::vector<std::string> function_names();

}  // namespace mockidp::expression
