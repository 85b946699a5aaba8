#pragma once
// Okta's acr values (docs/okta-behaviour.md, Step-up): what each asks for beyond the policies.

#include <optional>
#include <span>
#include <string_view>

#include "mockidp/policy/assurance.h"

namespace mockidp {

std::span<const std::string_view> known_acrs();
bool is_known_acr(std::string_view value);
// nullopt: asks for nothing more than any sign-in does. What was proved in the session counts, however old.
std::optional<Requirement> acr_requirement(std::string_view value);
// "urn:okta:loa:2fa:any:ifpossible": a second factor only of those who can have one.
bool is_if_possible(std::string_view value);

}  // namespace mockidp
