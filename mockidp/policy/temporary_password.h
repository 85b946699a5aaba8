#pragma once
// A password for somebody to sign in with once, which meets the password policy.

#include <string>

#include "mockidp/directory/policies.h"
#include "mockidp/people/person.h"
#include "mockidp/protocol/random.h"

namespace mockidp {

std::string draw_temporary_password(const PasswordPolicy& policy, const Person& person,
                                    protocol::TimePoint now, protocol::Random& random);

}  // namespace mockidp
