#pragma once
// What a new password must be like, by the password policy (docs/okta-behaviour.md, Passwords).

#include <string>
#include <string_view>
#include <vector>

#include "mockidp/directory/policies.h"
#include "mockidp/people/person.h"
#include "mockidp/protocol/clock.h"

namespace mockidp {

enum class PasswordVerdict { good, requirements_not_met, common, in_history, too_young };

// The first rule that `password` breaks. `person` is who shall have it; their history costs one derivation a
// kept password.
PasswordVerdict decide_new_password(const PasswordPolicy& policy, const Person& person,
                                    std::string_view password, protocol::TimePoint now);

// Costs one derivation.
bool is_that_password(const PasswordHash& kept, std::string_view password);

// "At least 8 characters", "A lowercase letter", …: for a page to list.
std::vector<std::string> requirement_lines(const PasswordPolicy& policy);
// "at least 8 characters, a lowercase letter, …": what fills Okta's sentence.
std::string requirement_sentence(const PasswordPolicy& policy);

// Days until the password expires: 0 on the last one, negative once it has. Far away where it never does.
long days_until_expiry(const PasswordPolicy& policy, const Person& person, protocol::TimePoint now);

// The person with a new password, the old one in their history. Ends PASSWORD_EXPIRED, RECOVERY and a lock.
Person with_new_password(const PasswordPolicy& policy, Person person, PasswordHash hash,
                         protocol::TimePoint now);

}  // namespace mockidp
