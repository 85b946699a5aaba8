#pragma once
#include <memory>
#include <regex>
#include <string>

#include "mockidp/protocol/result.h"

namespace mockidp::expression {

// A regular expression of an administrator: the whole text must match. Matching takes polynomial time, so
// that no pattern can be made to run for ever; references back are not on offer for that reason. "(?i)" at
// the beginning ignores case.
class Pattern {
 public:
  static protocol::Result<Pattern, std::string> parse(const std::string& text);  // or what is wrong with it
  bool matches(const std::string& text) const { return std::regex_match(text, *regex_); }

 private:
  explicit Pattern(std::shared_ptr<const std::regex> regex) : regex_(std::move(regex)) {}
  std::shared_ptr<const std::regex> regex_;
};

}  // namespace mockidp::expression
