#include <algorithm>

#include "mockidp/directory/expression/node.h"
#include "mockidp/directory/expression/stray_presence.h"
#include "mockidp/directory/expression/token.h"
#include "mockidp/protocol/nearest.h"

namespace mockidp::expression {
namespace {

using protocol::fail;
using Read = protocol::Result<NodePtr, ExpressionError>;

const std::vector<std::string>& roots_of(Use use) {
  static const std::vector<std::string> of_claims{"user", "appuser", "app", "org", "access", "session"},
      of_conditions{"user", "org"};
  return use == Use::claim ? of_claims : of_conditions;
}

// Known attributes of what is no profile; an empty list stands for any name.
const std::vector<std::string>& attributes_of(std::string_view root) {
  static const std::vector<std::string> any, of_app{"id", "clientId", "name", "label"}, of_org{"name"},
      of_access{"scope"}, of_session{"amr"};
  if (root == "app") return of_app;
  if (root == "org") return of_org;
  if (root == "access") return of_access;
  if (root == "session") return of_session;
  return any;
}

std::string suggestion(const std::vector<std::string>& known, const std::string& name) {
  const std::string meant = protocol::likely_meant(known, name);
  return meant.empty() ? "" : "; did you mean " + meant + "?";
}

template <class T>
NodePtr node(std::size_t position, T is) {
  return std::make_unique<const Node>(Node{std::move(is), position});
}

// Recursive descent, from the loosest operator to the tightest:
//   conditional  or  and  equality  comparison  sum  not  primary
class Parser {
 public:
  Parser(std::vector<Token> tokens, Use use) : tokens_(std::move(tokens)), use_(use) {}

  Read parse() {
    auto root = conditional(0);
    if (!root) return root;
    if (peek().kind != TokenKind::end) return fail(unexpected());
    if (auto stray = find_stray_presence(**root)) return fail(*std::move(stray));
    return root;
  }

 private:
  const Token& peek() const { return tokens_[at_]; }
  bool is_symbol(std::string_view symbol) const {
    return peek().kind == TokenKind::symbol && peek().text == symbol;
  }
  bool take(std::string_view symbol) {
    if (!is_symbol(symbol)) return false;
    ++at_;
    return true;
  }
  ExpressionError unexpected() const {
    if (peek().kind == TokenKind::end) return {peek().position, "the expression ends too early"};
    const std::string what = peek().kind == TokenKind::number ? std::to_string(peek().number) : peek().text;
    return {peek().position, "did not expect " + (what.empty() ? "an empty text" : what) + " here"};
  }
  std::optional<ExpressionError> too_deep(std::size_t depth) const {
    if (depth <= kMostDepth) return std::nullopt;
    return ExpressionError{peek().position, "the expression is nested too deeply"};
  }

  Read conditional(std::size_t depth) {
    if (auto error = too_deep(depth)) return fail(*std::move(error));
    auto first = logical_or(depth);
    if (!first) return first;
    const std::size_t position = peek().position;
    if (take("?:")) {
      auto otherwise = conditional(depth + 1);
      if (!otherwise) return otherwise;
      return node(position, Elvis{*std::move(first), *std::move(otherwise)});
    }
    if (!take("?")) return first;
    auto then = conditional(depth + 1);
    if (!then) return then;
    if (!take(":")) return fail(unexpected());
    auto otherwise = conditional(depth + 1);
    if (!otherwise) return otherwise;
    return node(position, Conditional{*std::move(first), *std::move(then), *std::move(otherwise)});
  }

  struct Infix {
    std::string_view symbol;
    Operator op;
  };
  using Level = Read (Parser::*)(std::size_t depth);

  // Operators of one strength, from left to right. How many follow one another is bounded by the length of
  // the text.
  Read chain(std::size_t depth, Level tighter, const std::vector<Infix>& operators) {
    auto left = (this->*tighter)(depth);
    while (left) {
      const auto found = std::find_if(operators.begin(), operators.end(),
                                      [&](const Infix& infix) { return is_symbol(infix.symbol); });
      if (found == operators.end()) return left;
      const std::size_t position = peek().position;
      ++at_;
      auto right = (this->*tighter)(depth);
      if (!right) return right;
      left = node(position, Binary{found->op, *std::move(left), *std::move(right)});
    }
    return left;
  }

  Read logical_or(std::size_t depth) {
    static const std::vector<Infix> operators{{"or", Operator::logical_or}};
    return chain(depth, &Parser::logical_and, operators);
  }
  Read logical_and(std::size_t depth) {
    static const std::vector<Infix> operators{{"and", Operator::logical_and}};
    return chain(depth, &Parser::equality, operators);
  }
  Read equality(std::size_t depth) {
    static const std::vector<Infix> operators{{"==", Operator::equal}, {"!=", Operator::unequal}};
    return chain(depth, &Parser::comparison, operators);
  }
  Read comparison(std::size_t depth) {
    static const std::vector<Infix> operators{{"<=", Operator::less_or_equal},
                                              {">=", Operator::greater_or_equal},
                                              {"<", Operator::less},
                                              {">", Operator::greater}};
    return chain(depth, &Parser::sum, operators);
  }
  Read sum(std::size_t depth) {
    static const std::vector<Infix> operators{{"+", Operator::plus}};
    return chain(depth, &Parser::negation, operators);
  }

  Read negation(std::size_t depth) {
    if (auto error = too_deep(depth)) return fail(*std::move(error));
    const std::size_t position = peek().position;
    if (!take("not")) return primary(depth);
    auto operand = negation(depth + 1);
    if (!operand) return operand;
    return node(position, Not{*std::move(operand)});
  }

  Read primary(std::size_t depth) {
    const Token token = peek();
    switch (token.kind) {
      case TokenKind::end:
        return fail(unexpected());
      case TokenKind::text:
        ++at_;
        return node(token.position, Literal{Value(token.text)});
      case TokenKind::number:
        ++at_;
        return node(token.position, Literal{Value(token.number)});
      case TokenKind::name:
        ++at_;
        return is_symbol("(") ? call(token, depth) : named(token);
      case TokenKind::symbol:
        break;
    }
    if (take("-")) return negative(token.position);
    if (take("{")) return list(token.position, depth);
    if (!take("(")) return fail(unexpected());
    auto inner = conditional(depth + 1);
    if (!inner) return inner;
    if (!take(")")) return fail(unexpected());
    return inner;
  }

  Read negative(std::size_t position) {
    if (peek().kind != TokenKind::number) return fail(unexpected());
    const std::int64_t number = -peek().number;
    ++at_;
    return node(position, Literal{Value(number)});
  }

  Read named(const Token& token) {
    if (token.text == "null") return node(token.position, Literal{});
    if (token.text == "true" || token.text == "false")
      return node(token.position, Literal{Value(token.text == "true")});
    const std::size_t dot = token.text.find('.');
    const std::string root = token.text.substr(0, dot);
    const auto& roots = roots_of(use_);
    if (std::find(roots.begin(), roots.end(), root) == roots.end())
      return fail(ExpressionError{token.position, "nothing is called " + root + suggestion(roots, root)});
    if (dot == std::string::npos) return node(token.position, Presence{root});
    std::string name = token.text.substr(dot + 1);
    constexpr std::string_view kProfile = "profile.";
    if (use_ == Use::condition && root == "user" && name.starts_with(kProfile))
      name.erase(0, kProfile.size());
    if (name.find('.') != std::string::npos)
      return fail(ExpressionError{token.position, token.text + " goes deeper than is supported"});
    const auto& known = attributes_of(root);
    if (!known.empty() && std::find(known.begin(), known.end(), name) == known.end())
      return fail(
          ExpressionError{token.position, root + " has no " + name + " here" + suggestion(known, name)});
    return node(token.position, Attribute{root, name});
  }

  protocol::Result<std::vector<NodePtr>, ExpressionError> items(std::string_view close, std::size_t depth) {
    std::vector<NodePtr> all;
    if (take(close)) return all;
    for (;;) {
      auto item = conditional(depth + 1);
      if (!item) return fail(item.error());
      all.push_back(*std::move(item));
      if (take(close)) return all;
      if (!take(",")) return fail(unexpected());
    }
  }

  Read list(std::size_t position, std::size_t depth) {
    auto all = items("}", depth);
    if (!all) return fail(all.error());
    return node(position, ListOf{*std::move(all)});
  }

  Read call(const Token& name, std::size_t depth) {
    Call made;
    made.function = find_function(name.text);
    if (made.function == nullptr)
      return fail(ExpressionError{name.position, "the function " + name.text + " is not supported" +
                                                     suggestion(function_names(), name.text)});
    take("(");
    auto all = items(")", depth);
    if (!all) return fail(all.error());
    made.arguments = *std::move(all);
    if (auto wrong = wrong_count(name, made)) return fail(*std::move(wrong));
    if (made.function->takes_pattern) {
      auto pattern = written_pattern(made);
      if (!pattern) return fail(pattern.error());
      made.pattern = *std::move(pattern);
    }
    return node(name.position, std::move(made));
  }

  static std::optional<ExpressionError> wrong_count(const Token& name, const Call& made) {
    const auto& function = *made.function;
    const std::size_t count = made.arguments.size();
    if (count >= function.least_arguments && count <= function.most_arguments) return std::nullopt;
    std::string wanted = std::to_string(function.least_arguments);
    if (function.most_arguments > function.least_arguments)
      wanted += function.most_arguments > kMostExpressionBytes
                    ? " or more"
                    : " to " + std::to_string(function.most_arguments);
    return ExpressionError{name.position,
                           name.text + " takes " + wanted + " arguments, not " + std::to_string(count)};
  }

  static protocol::Result<std::shared_ptr<const Pattern>, ExpressionError> written_pattern(const Call& made) {
    const Node& first = *made.arguments.front();
    const auto* literal = std::get_if<Literal>(&first.is);
    if (literal == nullptr || literal->value.text() == nullptr)
      return fail(ExpressionError{first.position, "the regular expression must be written out, in quotes"});
    auto pattern = Pattern::parse(*literal->value.text());
    if (!pattern) return fail(ExpressionError{first.position, pattern.error()});
    return std::make_shared<const Pattern>(*std::move(pattern));
  }

  std::vector<Token> tokens_;
  Use use_;
  std::size_t at_ = 0;
};

}  // namespace

protocol::Result<Expression, ExpressionError> Expression::parse(std::string_view text, Use use) {
  if (text.size() > kMostExpressionBytes)
    return fail(
        ExpressionError{kMostExpressionBytes,
                        "an expression has at most " + std::to_string(kMostExpressionBytes) + " characters"});
  auto tokens = read_tokens(text);
  if (!tokens) return fail(tokens.error());
  auto root = Parser(*std::move(tokens), use).parse();
  if (!root) return fail(root.error());
  return Expression(std::shared_ptr<const Node>(std::move(*root)));
}

}  // namespace mockidp::expression
