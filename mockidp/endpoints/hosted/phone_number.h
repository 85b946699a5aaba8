#pragma once
#include <string>
#include <string_view>

namespace mockidp {

// "+15556667777" from what is typed beside a choice of country (ISO 3166), be it the national form or the
// international one. What is no number stays as typed, for the engine to refuse.
std::string international_number(std::string_view country_code, std::string_view typed);

}  // namespace mockidp
