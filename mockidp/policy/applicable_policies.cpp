#include "mockidp/policy/applicable_policies.h"

#include <algorithm>
#include <cassert>

#include "mockidp/policy/conditions.h"

namespace mockidp {
namespace {

template <class Policies>
const auto& first_for_the_groups(const Directory& directory, const Policies& policies, const Person* person) {
  assert(!policies.empty());
  const auto found = std::find_if(policies.begin(), policies.end(), [&](const auto& policy) {
    return is_in_any_group(directory, policy.group_ids, person);
  });
  return found == policies.end() ? policies.back() : *found;
}

template <class Rules>
const auto& first_that_fits(const Directory& directory, const Rules& rules, const Person* person,
                            const RequestFacts& facts) {
  assert(!rules.empty());
  const auto found = std::find_if(rules.begin(), rules.end(), [&](const auto& rule) {
    return unmet_condition(directory, rule.conditions, person, facts).empty();
  });
  return found == rules.end() ? rules.back() : *found;
}

}  // namespace

ApplicableSignOn applicable_sign_on(const Directory& directory, const AppIntegration& app,
                                    const Person* person, const RequestFacts& facts) {
  const SignOnPolicy& policy = directory.sign_on_policy(app);
  return {&policy, &first_that_fits(directory, policy.rules, person, facts)};
}

ApplicableSession applicable_session(const Directory& directory, const Person* person,
                                     const RequestFacts& facts) {
  const SessionPolicy& policy = first_for_the_groups(directory, directory.session_policies, person);
  return {&policy, &first_that_fits(directory, policy.rules, person, facts)};
}

const EnrolmentPolicy& applicable_enrolment(const Directory& directory, const Person* person) {
  return first_for_the_groups(directory, directory.enrolment_policies, person);
}

const PasswordPolicy& applicable_password(const Directory& directory, const Person* person) {
  return first_for_the_groups(directory, directory.password_policies, person);
}

}  // namespace mockidp
