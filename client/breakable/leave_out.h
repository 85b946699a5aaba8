#pragma once
#include <algorithm>
#include <initializer_list>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace breakable {

// Takes the named rules out of a table. A name that it does not have is a defect that breaks nothing.
template <class Rule>
void leave_out(std::vector<Rule>& rules, std::initializer_list<std::string_view> names) {
  for (const auto name : names)
    if (std::erase_if(rules, [&](const Rule& rule) { return rule.name == name; }) != 1)
      throw std::logic_error("there is no rule " + std::string(name));
}

// Puts another check in the place of the named rule's.
template <class Rule, class Check>
void weaken(std::vector<Rule>& rules, std::string_view name, Check check) {
  const auto rule =
      std::find_if(rules.begin(), rules.end(), [&](const Rule& one) { return one.name == name; });
  if (rule == rules.end()) throw std::logic_error("there is no rule " + std::string(name));
  rule->check = check;
}

}  // namespace breakable
