#pragma once
// The claims of OpenID Connect Core 5.1, which scope grants each of them (5.4), and what Okta fills them
// with.

#include <string>
#include <string_view>
#include <vector>

#include "mockidp/people/person.h"
#include "mockidp/protocol/json.h"

namespace mockidp {

// Adds the claims that `scopes` grant and that the person has something for, in the order of Okta's userinfo.
// One that is there already stays as it is.
void put_standard_claims(protocol::Json& claims, const Person& person,
                         const std::vector<std::string>& scopes);
void put_standard_claim(protocol::Json& claims, std::string_view name, const Person& person,
                        const std::vector<std::string>& scopes);

}  // namespace mockidp
