#include "mockidp/directory/expression/stray_presence.h"

namespace mockidp::expression {
namespace {

bool is_null_literal(const Node& node) {
  const auto* literal = std::get_if<Literal>(&node.is);
  return literal != nullptr && literal->value.is_null();
}

struct StrayPresence {
  const Node& node;
  std::optional<ExpressionError> all(std::initializer_list<const Node*> nodes) const {
    for (const Node* each : nodes)
      if (auto stray = find_stray_presence(*each)) return stray;
    return std::nullopt;
  }
  std::optional<ExpressionError> all(const std::vector<NodePtr>& nodes) const {
    for (const NodePtr& each : nodes)
      if (auto stray = find_stray_presence(*each)) return stray;
    return std::nullopt;
  }
  std::optional<ExpressionError> operator()(const Literal&) const { return std::nullopt; }
  std::optional<ExpressionError> operator()(const Attribute&) const { return std::nullopt; }
  std::optional<ExpressionError> operator()(const Presence& presence) const {
    return ExpressionError{node.position,
                           presence.root + " can only be compared with null; name one of its attributes"};
  }
  std::optional<ExpressionError> operator()(const ListOf& list) const { return all(list.items); }
  std::optional<ExpressionError> operator()(const Call& call) const { return all(call.arguments); }
  std::optional<ExpressionError> operator()(const Not& negated) const { return all({negated.operand.get()}); }
  std::optional<ExpressionError> operator()(const Binary& binary) const {
    const bool compares = binary.op == Operator::equal || binary.op == Operator::unequal;
    if (compares && std::holds_alternative<Presence>(binary.left->is) && is_null_literal(*binary.right))
      return std::nullopt;
    if (compares && std::holds_alternative<Presence>(binary.right->is) && is_null_literal(*binary.left))
      return std::nullopt;
    return all({binary.left.get(), binary.right.get()});
  }
  std::optional<ExpressionError> operator()(const Conditional& choice) const {
    return all({choice.condition.get(), choice.then.get(), choice.otherwise.get()});
  }
  std::optional<ExpressionError> operator()(const Elvis& elvis) const {
    return all({elvis.value.get(), elvis.otherwise.get()});
  }
};

}  // namespace

std::optional<ExpressionError> find_stray_presence(const Node& node) {
  return std::visit(StrayPresence{node}, node.is);
}

}  // namespace mockidp::expression
