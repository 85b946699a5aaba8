#include "mockidp/directory/expression/token.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace mockidp::expression {
namespace {

using protocol::fail;

bool begins_name(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool continues_name(char c) { return begins_name(c) || is_digit(c) || c == '.'; }

// The longest first.
constexpr std::array<std::string_view, 19> kSymbols = {
    "==", "!=", "<=", ">=", "&&", "||", "?:", "<", ">", "+", "!", "?", ":", "(", ")", "{", "}", ",", "-"};

// The same in every spelling that Okta takes.
std::string meaning_of(std::string_view word) {
  if (word == "&&" || word == "AND" || word == "and") return "and";
  if (word == "||" || word == "OR" || word == "or") return "or";
  if (word == "!" || word == "NOT" || word == "not") return "not";
  return "";
}

class TokenReader {
 public:
  explicit TokenReader(std::string_view text) : text_(text) {}

  protocol::Result<std::vector<Token>, ExpressionError> read() {
    std::vector<Token> tokens;
    for (;;) {
      while (at_ < text_.size() &&
             (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\n' || text_[at_] == '\r'))
        ++at_;
      if (at_ == text_.size()) break;
      auto token = next();
      if (!token) return fail(token.error());
      tokens.push_back(*std::move(token));
    }
    tokens.push_back({TokenKind::end, "", 0, at_});
    return tokens;
  }

 private:
  using Read = protocol::Result<Token, ExpressionError>;

  Read next() {
    const char c = text_[at_];
    if (begins_name(c)) return name();
    if (is_digit(c)) return number();
    if (c == '"' || c == '\'') return quoted(c);
    for (const std::string_view symbol : kSymbols)
      if (text_.substr(at_).starts_with(symbol)) return plain(symbol);
    return fail(ExpressionError{at_, "the character '" + std::string(1, c) + "' means nothing here"});
  }

  Read plain(std::string_view symbol) {
    const std::string meaning = meaning_of(symbol);
    Token token{TokenKind::symbol, meaning.empty() ? std::string(symbol) : meaning, 0, at_};
    at_ += symbol.size();
    return token;
  }

  Read name() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && continues_name(text_[at_])) ++at_;
    const std::string_view word = text_.substr(begin, at_ - begin);
    if (word.ends_with('.') || word.find("..") != std::string_view::npos)
      return fail(ExpressionError{begin, "a name is missing after a dot"});
    if (const std::string meaning = meaning_of(word); !meaning.empty())
      return Token{TokenKind::symbol, meaning, 0, begin};
    return Token{TokenKind::name, std::string(word), 0, begin};
  }

  Read number() {
    Token token{TokenKind::number, "", 0, at_};
    const char* const begin = text_.data() + at_;
    const auto [end, error] = std::from_chars(begin, text_.data() + text_.size(), token.number);
    if (error != std::errc()) return fail(ExpressionError{at_, "the number is too large"});
    at_ += static_cast<std::size_t>(end - begin);
    if (at_ < text_.size() && (text_[at_] == '.' || begins_name(text_[at_])))
      return fail(ExpressionError{at_, "only whole numbers are supported"});
    return token;
  }

  Read quoted(char quote) {
    Token token{TokenKind::text, "", 0, at_};
    for (++at_; at_ < text_.size(); ++at_) {
      if (text_[at_] == quote) {
        ++at_;
        return token;
      }
      if (text_[at_] == '\\' && at_ + 1 < text_.size()) ++at_;
      token.text += text_[at_];
    }
    return fail(ExpressionError{token.position, "the quote is not closed"});
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

protocol::Result<std::vector<Token>, ExpressionError> read_tokens(std::string_view text) {
  return TokenReader(text).read();
}

}  // namespace mockidp::expression
