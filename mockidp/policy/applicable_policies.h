#pragma once
// Which policy and rule decide: the first, by priority, that fits the person and the request. The last one
// always does. `person` is null for an unknown identifier.

#include "mockidp/directory/directory.h"
#include "mockidp/people/person.h"
#include "mockidp/policy/request_facts.h"

namespace mockidp {

// Borrowed from the directory; never null.
template <class Policy, class Rule>
struct Applicable {
  const Policy* policy = nullptr;
  const Rule* rule = nullptr;
};
using ApplicableSignOn = Applicable<SignOnPolicy, SignOnRule>;
using ApplicableSession = Applicable<SessionPolicy, SessionRule>;

ApplicableSignOn applicable_sign_on(const Directory& directory, const AppIntegration& app,
                                    const Person* person, const RequestFacts& facts);
ApplicableSession applicable_session(const Directory& directory, const Person* person,
                                     const RequestFacts& facts);
const EnrolmentPolicy& applicable_enrolment(const Directory& directory, const Person* person);
const PasswordPolicy& applicable_password(const Directory& directory, const Person* person);

}  // namespace mockidp
