#pragma once
#include <optional>

#include "mockidp/signin/authenticators/authenticator.h"

namespace mockidp {

const Authenticator& phone_authenticator();
std::string masked_phone(std::string_view number);  // "+1 XXX-XXX-7777"
// E.164 from what people type: blanks, hyphens, dots and brackets do not count. nullopt: no such number.
std::optional<std::string> parse_phone_number(std::string_view typed);

}  // namespace mockidp
