#pragma once
#include <string>
#include <vector>

#include "mockidp/directory/directory.h"
#include "mockidp/people/person.h"

namespace mockidp {

// What Okta's console warns of, and what guides tell to look out for: settings that are allowed and will
// hardly do what somebody meant. One line each, in the order of the directory: 'app "Shop": is assigned to
// nobody'. Of app sign-in policies those count that an app has. `people` are those of the org document.
std::vector<std::string> cautions_of(const Directory& directory, const std::vector<Person>& people);

}  // namespace mockidp
