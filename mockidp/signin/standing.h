#pragma once
#include <optional>

#include "mockidp/directory/policies.h"
#include "mockidp/people/person.h"
#include "mockidp/protocol/clock.h"
#include "mockidp/signin/problem.h"

namespace mockidp {

// Why somebody cannot sign in although they know their password. nullopt: they can. A lock whose time is over
// counts no more.
std::optional<Problem> decide_standing(const PasswordPolicy& policy, const Person& person,
                                       protocol::TimePoint now);

// Whether an org session ends with what became of its person. A lock-out does not end it: ten wrong
// passwords, which anybody can send, must not sign out whoever is at work.
bool ends_sessions(PersonStatus status);

}  // namespace mockidp
