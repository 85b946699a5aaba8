#pragma once
#include "mockidp/directory/policies.h"
#include "mockidp/people/person.h"

namespace mockidp {

// Whether the person may try a password now: not while locked, unless the policy's auto-unlock time has
// passed.
bool is_locked_out(const PasswordPolicy& policy, const Person& person, protocol::TimePoint now);
// The person after a wrong password: counted, and LOCKED_OUT at the policy's limit.
Person after_failed_password(const PasswordPolicy& policy, Person person, protocol::TimePoint now);
// After a right one: counter and lock gone.
Person after_right_password(Person person);

}  // namespace mockidp
