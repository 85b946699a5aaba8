#pragma once
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace mockidp::expression {

// What an expression can come to: null, a truth, a whole number, text, or a list.
struct Value;
using List = std::vector<Value>;
struct Value {
  std::variant<std::monostate, bool, std::int64_t, std::string, List> is;

  Value() = default;
  explicit Value(bool truth) : is(truth) {}
  explicit Value(std::int64_t number) : is(number) {}
  explicit Value(std::string text) : is(std::move(text)) {}
  explicit Value(List list) : is(std::move(list)) {}

  bool is_null() const { return std::holds_alternative<std::monostate>(is); }
  const bool* truth() const { return std::get_if<bool>(&is); }
  const std::int64_t* number() const { return std::get_if<std::int64_t>(&is); }
  const std::string* text() const { return std::get_if<std::string>(&is); }
  const List* list() const { return std::get_if<List>(&is); }
  bool operator==(const Value& other) const = default;
};

}  // namespace mockidp::expression
