#pragma once
// The countries that a phone number can be of: what the page that asks for one lists.

#include <span>
#include <string_view>

namespace mockidp {

struct Country {
  std::string_view code;  // "US", ISO 3166
  std::string_view name;
  std::string_view calling_code;  // "1", without the plus sign
};
std::span<const Country> countries();           // by name
const Country* country(std::string_view code);  // null: there is none of that code

}  // namespace mockidp
