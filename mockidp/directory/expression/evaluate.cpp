#include <algorithm>

#include "mockidp/directory/expression/node.h"

namespace mockidp::expression {
namespace {

using protocol::fail;

Outcome evaluate_node(const Node& node, const Facts& facts);

// As text in a sum: null is written out, as Okta's language does it.
protocol::Result<std::string, EvaluationError> summand(const Value& value) {
  if (value.is_null()) return std::string("null");
  if (const auto* text = value.text()) return *text;
  if (const auto* number = value.number()) return std::to_string(*number);
  if (const auto* truth = value.truth()) return std::string(*truth ? "true" : "false");
  return fail(EvaluationError{"a list cannot be added to a text"});
}

Outcome add(const Value& left, const Value& right) {
  if (left.number() != nullptr && right.number() != nullptr) {
    std::int64_t sum = 0;
    if (__builtin_add_overflow(*left.number(), *right.number(), &sum))
      return fail(EvaluationError{"the sum is too large"});
    return Value(sum);
  }
  if (left.text() == nullptr && right.text() == nullptr)
    return fail(EvaluationError{"+ takes texts or whole numbers"});
  const auto first = summand(left);
  if (!first) return fail(first.error());
  const auto second = summand(right);
  if (!second) return fail(second.error());
  if (first->size() + second->size() > kMostTextBytes)
    return fail(EvaluationError{"the text becomes too long"});
  return Value(*first + *second);
}

// Nothing is less or greater than null.
Outcome compare(Operator op, const Value& left, const Value& right) {
  if (left.is_null() || right.is_null()) return Value(false);
  int order = 0;
  if (left.number() != nullptr && right.number() != nullptr) {
    order = *left.number() < *right.number() ? -1 : *left.number() > *right.number() ? 1 : 0;
  } else if (left.text() != nullptr && right.text() != nullptr) {
    order = left.text()->compare(*right.text());
  } else {
    return fail(EvaluationError{"only two numbers or two texts can be compared"});
  }
  switch (op) {
    case Operator::less:
      return Value(order < 0);
    case Operator::less_or_equal:
      return Value(order <= 0);
    case Operator::greater:
      return Value(order > 0);
    default:
      return Value(order >= 0);
  }
}

protocol::Result<bool, EvaluationError> truth_of(const Node& node, const Facts& facts) {
  const auto value = evaluate_node(node, facts);
  if (!value) return fail(value.error());
  if (const auto* truth = value->truth()) return *truth;
  // An attribute that is not set decides as false.
  if (value->is_null()) return false;
  if (const auto* text = value->text(); text != nullptr && (*text == "true" || *text == "false"))
    return *text == "true";
  return fail(EvaluationError{"a condition must be true or false"});
}

struct Evaluation {
  const Facts& facts;

  Outcome operator()(const Literal& literal) const { return literal.value; }
  Outcome operator()(const Attribute& attribute) const {
    return facts.attribute ? facts.attribute(attribute.root, attribute.name) : Value();
  }
  Outcome operator()(const Presence& presence) const {
    const bool of_person = presence.root == "user" || presence.root == "appuser";
    return of_person && !facts.has_person ? Value() : Value(true);
  }
  Outcome operator()(const ListOf& list) const {
    List items;
    for (const NodePtr& item : list.items) {
      auto value = evaluate_node(*item, facts);
      if (!value) return value;
      items.push_back(*std::move(value));
    }
    return Value(std::move(items));
  }
  Outcome operator()(const Call& call) const {
    FunctionCall made{facts, {}, call.pattern.get()};
    for (const NodePtr& argument : call.arguments) {
      auto value = evaluate_node(*argument, facts);
      if (!value) return value;
      if (value->is_null() && call.function->nulls == Function::Nulls::propagate) return Value();
      made.arguments.push_back(*std::move(value));
    }
    auto result = call.function->apply(made);
    if (!result)
      return fail(EvaluationError{std::string(call.function->name) + ": " + result.error().message});
    return result;
  }
  Outcome operator()(const Not& negated) const {
    const auto truth = truth_of(*negated.operand, facts);
    if (!truth) return fail(truth.error());
    return Value(!*truth);
  }
  Outcome operator()(const Binary& binary) const {
    if (binary.op == Operator::logical_and || binary.op == Operator::logical_or) {
      const auto left = truth_of(*binary.left, facts);
      if (!left) return fail(left.error());
      if (*left == (binary.op == Operator::logical_or)) return Value(*left);
      const auto right = truth_of(*binary.right, facts);
      if (!right) return fail(right.error());
      return Value(*right);
    }
    const auto left = evaluate_node(*binary.left, facts);
    if (!left) return left;
    const auto right = evaluate_node(*binary.right, facts);
    if (!right) return right;
    if (binary.op == Operator::plus) return add(*left, *right);
    if (binary.op == Operator::equal) return Value(*left == *right);
    if (binary.op == Operator::unequal) return Value(!(*left == *right));
    return compare(binary.op, *left, *right);
  }
  Outcome operator()(const Conditional& choice) const {
    const auto condition = truth_of(*choice.condition, facts);
    if (!condition) return fail(condition.error());
    return evaluate_node(*condition ? *choice.then : *choice.otherwise, facts);
  }
  // What is null or an empty text is replaced.
  Outcome operator()(const Elvis& elvis) const {
    auto value = evaluate_node(*elvis.value, facts);
    if (!value) return value;
    const bool empty = value->is_null() || (value->text() != nullptr && value->text()->empty());
    return empty ? evaluate_node(*elvis.otherwise, facts) : value;
  }
};

Outcome evaluate_node(const Node& node, const Facts& facts) { return std::visit(Evaluation{facts}, node.is); }

}  // namespace

protocol::Result<Value, EvaluationError> Expression::evaluate(const Facts& facts) const {
  return evaluate_node(*root_, facts);
}

}  // namespace mockidp::expression
