#pragma once
// "Allow wildcard * in sign-in redirect URI" (docs/okta-behaviour.md, Wildcard redirect URIs).

#include <string>
#include <string_view>

namespace mockidp {

// What is wrong with a registered URI that holds a *, by Okta's rules: https only, one *, in the lowest-level
// label of the host, with a label between it and the top-level domain. "" if nothing is.
std::string objection_to_wildcard(std::string_view registered);

// Whether `presented` is `registered` with letters, digits and hyphens in the place of its *, and the label
// that this makes is one. Of a URI with an objection nothing is matched.
bool matches_wildcard(std::string_view registered, std::string_view presented);

bool has_wildcard(std::string_view registered);

// What Okta says of it, in short: shown by check, at the start, and in the journal where one decides.
inline constexpr std::string_view kWildcardCaution =
    "a wildcard lets whoever gets hold of any such subdomain receive codes and tokens; Okta discourages it";

}  // namespace mockidp
