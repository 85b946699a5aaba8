#pragma once
// What a page's scripts do by themselves, as far as their text tells it: none of it is run.

#include <optional>
#include <string>
#include <vector>

namespace conformance {

// The expression of the form that is submitted as the page loads: "document.forms[0]", "form". Not what waits
// for an event of somebody's, nor for an answer.
std::optional<std::string> form_submitted_on_load(const std::vector<std::string>& scripts);
// What a variable was set to: "document.getElementById('go')" for "form". Nothing: it is not said.
std::optional<std::string> value_of_variable(const std::vector<std::string>& scripts,
                                             const std::string& name);

}  // namespace conformance
