#pragma once
// The tree that an expression is read into. Private to this folder.

#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "mockidp/directory/expression/expression.h"
#include "mockidp/directory/expression/functions.h"

namespace mockidp::expression {

using NodePtr = std::unique_ptr<const Node>;

struct Literal {
  Value value;
};
struct Attribute {
  std::string root;  // user, appuser, app, org, access, session
  std::string name;
};
// "appuser" alone: only its presence can be asked, as in appuser != null.
struct Presence {
  std::string root;
};
struct ListOf {
  std::vector<NodePtr> items;
};
struct Call {
  const Function* function = nullptr;
  std::vector<NodePtr> arguments;
  std::shared_ptr<const Pattern> pattern;  // of a function that takes a regular expression
};
struct Not {
  NodePtr operand;
};
enum class Operator {
  plus,
  equal,
  unequal,
  less,
  less_or_equal,
  greater,
  greater_or_equal,
  logical_and,
  logical_or
};
struct Binary {
  Operator op = Operator::plus;
  NodePtr left, right;
};
struct Conditional {
  NodePtr condition, then, otherwise;
};
struct Elvis {
  NodePtr value, otherwise;
};

struct Node {
  std::variant<Literal, Attribute, Presence, ListOf, Call, Not, Binary, Conditional, Elvis> is;
  std::size_t position = 0;
};

}  // namespace mockidp::expression
