#pragma once
// Private to this folder: the tables that functions.cpp puts together, and what their functions share.

#include "mockidp/directory/expression/functions.h"

namespace mockidp::expression {

inline constexpr std::size_t kAnyNumber = 1'000'000;

const std::vector<Function>& text_functions();
const std::vector<Function>& list_functions();
const std::vector<Function>& group_functions();

// The argument at `index`, or that it is of another kind. Numbers pass for texts.
protocol::Result<std::string, EvaluationError> text_argument(const FunctionCall& call, std::size_t index);
protocol::Result<std::int64_t, EvaluationError> number_argument(const FunctionCall& call, std::size_t index);
protocol::Result<List, EvaluationError> list_argument(const FunctionCall& call, std::size_t index);
Outcome of_bounded_length(std::string text);

}  // namespace mockidp::expression
