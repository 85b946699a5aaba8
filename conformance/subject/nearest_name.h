#pragma once
// What somebody may have meant who wrote a name that does not exist.

#include <string>
#include <vector>

namespace conformance {

// The one that takes the fewest edits; nullptr: there is none.
const std::string* nearest_of(const std::string& wrong, const std::vector<std::string>& known);
// `; "profile" is near`, or nothing where none of the known names is.
std::string near_name_hint(const std::string& wrong, const std::vector<std::string>& known);
// `"webapp" is none of web_app, spa, api; "web_app" is near`
std::string none_of_message(const std::string& wrong, const std::vector<std::string>& known);

}  // namespace conformance
