#include "mockidp/endpoints/hosted/phone_number.h"

#include <algorithm>

#include "mockidp/pages/countries.h"

namespace mockidp {
namespace {

// Where a national number's own first digit may be a zero; elsewhere it is dialled within the country only.
constexpr std::string_view kZeroIsPartOfIt[] = {"CG", "CI", "GA", "IT", "SM", "VA"};
constexpr std::size_t kNorthAmericanDigits = 10;  // with the area code

std::string without_trunk_prefix(const Country& country, std::string digits) {
  if ((country.code == "RU" || country.code == "KZ") && digits.size() == 11 && digits.front() == '8')
    return digits.substr(1);
  const bool keeps = std::find(std::begin(kZeroIsPartOfIt), std::end(kZeroIsPartOfIt), country.code) !=
                     std::end(kZeroIsPartOfIt);
  return keeps || digits.front() != '0' ? digits : digits.substr(1);
}

std::string north_american(std::string_view calling_code, const std::string& digits) {
  if (digits.size() == kNorthAmericanDigits + 1 && digits.front() == '1') return '+' + digits;
  if (digits.size() == kNorthAmericanDigits) return "+1" + digits;
  return '+' + std::string(calling_code) + digits;
}

}  // namespace

std::string international_number(std::string_view country_code, std::string_view typed) {
  std::string digits;
  bool plus = false;
  for (const char c : typed) {
    if (c >= '0' && c <= '9') {
      digits += c;
    } else if (c == '+' && digits.empty() && !plus) {
      plus = true;
    } else if (std::string_view(" -./()").find(c) == std::string_view::npos) {
      return std::string(typed);
    }
  }
  const auto* of = country(country_code);
  if (plus || digits.empty() || !of) return std::string(typed);
  if (of->calling_code.front() == '1') {
    if (digits.starts_with("011")) return '+' + digits.substr(3);
    return north_american(of->calling_code, digits);
  }
  if (digits.starts_with("00")) return '+' + digits.substr(2);
  return '+' + std::string(of->calling_code) + without_trunk_prefix(*of, std::move(digits));
}

}  // namespace mockidp
