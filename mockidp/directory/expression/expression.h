#pragma once
// A useful part of Okta's expression language, as custom claims and policies use it: user.*, appuser.*,
// app.*, org.*, access.scope, session.amr; text, whole numbers, lists; + == != < <= > >= and or not; a ? b :
// c and a ?: b; the functions String.*, Arrays.*, Convert.*, Groups.*, isMemberOf…, getFilteredGroups
// (docs/org-document.md, Expressions). Read once when an org document is loaded, then immutable; evaluation
// is pure. Any thread.

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mockidp/directory/expression/value.h"
#include "mockidp/protocol/result.h"

namespace mockidp::expression {

inline constexpr std::size_t kMostExpressionBytes = 1024;  // Okta's own limit
inline constexpr std::size_t kMostDepth = 32;
inline constexpr std::size_t kMostTextBytes = 16 * 1024;  // of any text on the way to a result

struct ExpressionError {
  std::size_t position = 0;  // in bytes, from 0
  std::string message;
};

struct EvaluationError {
  std::string message;
};

struct GroupName {
  std::string id;
  std::string name;
};

// What an expression may ask for. Borrowed for one evaluation.
struct Facts {
  bool has_person = true;  // not for client_credentials: attributes of user and appuser are null then
  // By the names of the language: ("user", "firstName"). Null for what is not set.
  std::function<Value(std::string_view root, std::string_view attribute)> attribute;
  const std::vector<GroupName>* groups = nullptr;  // of the person, Everyone too; null: none
};

struct Node;

// What an expression is for, and so what it may ask for. A condition of a policy's rule knows the person and
// the org, and the profile also as user.profile.…, as Okta writes it there.
enum class Use { claim, condition };

class Expression {
 public:
  static protocol::Result<Expression, ExpressionError> parse(std::string_view text, Use use = Use::claim);
  protocol::Result<Value, EvaluationError> evaluate(const Facts& facts) const;

 private:
  explicit Expression(std::shared_ptr<const Node> root) : root_(std::move(root)) {}
  std::shared_ptr<const Node> root_;
};

}  // namespace mockidp::expression
