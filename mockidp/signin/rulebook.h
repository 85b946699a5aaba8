#pragma once
// Which policies and rules judge this sign-in, and what they ask for together.

#include <optional>
#include <vector>

#include "mockidp/policy/applicable_policies.h"
#include "mockidp/policy/assurance.h"
#include "mockidp/signin/engine.h"

namespace mockidp {

struct Rulebook {
  const AppIntegration* app =
      nullptr;  // null: a sign-in to the org itself, which the global session policy judges alone
  ApplicableSession session;
  ApplicableSignOn sign_on;  // null without an app
};
Rulebook rules_for(const Situation& situation);

Why because_of_request(std::string constraint);
Why because_of_session_policy(const Rulebook& rules, std::string constraint);
Why because_of_rule(const Rulebook& rules,
                    std::string constraint);  // of the app's, or of the session's without one

// The rule that denies, as a reason, or nullopt. What depends on who it is counts only once they have proved
// it: a denial would tell who has an account, and in which group.
enum class IdentityProved { no, yes };
std::optional<Why> denial(const Situation& situation, const Rulebook& rules, IdentityProved proved);

// What the global session policy demands of a session that is still to be made, or whose second factor
// lapsed.
enum class SessionGoesOn { no, yes };
std::optional<Requirement> session_requirement(const Situation& situation, const Rulebook& rules,
                                               SessionGoesOn goes_on);

// That, app policy, acr_values.
std::vector<Requirement> requirements_of(const Situation& situation, const Rulebook& rules,
                                         SessionGoesOn goes_on);

// The acr value that the request is held to: the first known one, or "".
std::string_view acr_in_force(const Transaction& transaction);

}  // namespace mockidp
