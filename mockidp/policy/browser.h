#pragma once
#include <string>
#include <string_view>

namespace mockidp {

// "Firefox on Windows", for people; "" for nobody's. What is not known is told as such, and nothing of the
// header itself is passed on.
std::string browser_in_words(std::string_view user_agent);

}  // namespace mockidp
