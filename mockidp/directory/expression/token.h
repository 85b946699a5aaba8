#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "mockidp/directory/expression/expression.h"

namespace mockidp::expression {

enum class TokenKind { name, text, number, symbol, end };

struct Token {
  TokenKind kind = TokenKind::end;
  std::string text;  // a name with its dots, what a text says, or a symbol; "and", "or" and "not" are symbols
  std::int64_t number = 0;
  std::size_t position = 0;
};

protocol::Result<std::vector<Token>, ExpressionError> read_tokens(std::string_view text);

}  // namespace mockidp::expression
