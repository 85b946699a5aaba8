#include <algorithm>
#include <charconv>

#include "mockidp/control/routes.h"
#include "mockidp/protocol/nearest.h"
#include "mockidp/protocol/oauth.h"

namespace mockidp {

std::optional<http::Response> refuse_other_parameters(const protocol::Params& query,
                                                      const std::vector<std::string>& known) {
  if (const auto repeated = query.repeated(); !repeated.empty())
    return control_error(400, "bad_query", '"' + repeated.front() + "\" may stand in the query once.");
  for (const auto& [name, value] : query.entries()) {
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    const auto meant = protocol::likely_meant(known, name);
    std::string rest = known.empty() ? "." : "; known: " + protocol::join_words(known, ", ") + '.';
    if (!meant.empty()) rest = "; did you mean \"" + meant + "\"?";
    return control_error(400, "bad_query", "There is no parameter \"" + name + "\" here" + rest);
  }
  return std::nullopt;
}

bool read_count(const protocol::Params& query, std::string_view name, const CountRule& rule,
                std::uint64_t& value, http::Response& answer) {
  const auto* text = query.find(name);
  value = rule.absent;
  if (text == nullptr) return true;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), value);
  const bool whole = error == std::errc() && end == text->data() + text->size();
  if (whole && value >= rule.least && value <= rule.most) return true;
  answer = control_error(400, "bad_query",
                         '"' + std::string(name) + "\" is a whole number from " + std::to_string(rule.least) +
                             " to " + std::to_string(rule.most) + '.');
  return false;
}

bool read_flag(const protocol::Params& query, std::string_view name, std::optional<bool>& value,
               http::Response& answer) {
  const auto* text = query.find(name);
  if (text == nullptr) return true;
  value = *text == "true";
  if (*text == "true" || *text == "false") return true;
  answer = control_error(400, "bad_query", '"' + std::string(name) + "\" is true or false.");
  return false;
}

std::optional<Person> person_named(const Org& org, std::string_view login_or_id) {
  auto found = org.people.find_by_login(login_or_id);
  if (!found) found = org.people.find(login_or_id);
  return found ? std::optional(std::move(found->value)) : std::nullopt;
}

http::Response unknown_person() {
  return control_error(404, "unknown_person", "There is no person of that login.");
}

}  // namespace mockidp
