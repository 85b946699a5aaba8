#pragma once
#include <optional>

#include "mockidp/directory/expression/node.h"

namespace mockidp::expression {

// Where "user" or "app" stands for more than its presence, the name of an attribute was forgotten.
std::optional<ExpressionError> find_stray_presence(const Node& node);

}  // namespace mockidp::expression
