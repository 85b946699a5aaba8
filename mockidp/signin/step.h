#pragma once
// What the sign-in engine asks for next, and why.

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "mockidp/people/session.h"
#include "mockidp/policy/okta_error.h"
#include "mockidp/signin/problem.h"

namespace mockidp {

// The policy, rule and constraint that asked: for the journal and the workbench.
struct Why {
  std::string policy;
  std::string rule;
  std::string constraint;
};

struct Identify {
  std::string prefill;  // login_hint, or what was typed before
};
struct ChallengePassword {
  std::string identifier;
};
// The person cannot go on; nothing is left to answer. Shown on the page.
struct Stop {
  Problem problem = Problem::not_active;
};
// The client hears of it, by a redirect.
struct Refuse {
  Refusal refusal;
};
// Everything that the policies ask for was verified.
struct Done {
  std::string person_id;
  std::vector<VerifiedMethod>
      verified;                   // of the session and of this transaction, the latest of each authenticator
  bool session_sufficed = false;  // nothing was asked: silent single sign-on
};

struct Step {
  std::variant<Identify, ChallengePassword, Stop, Refuse, Done> what;
  Why why;
};
std::string_view name_of(
    const Step& step);  // "identify", "challenge okta_password", "stop", "refuse", "done"
// The key of the authenticator whose answer the step waits for, or "".
std::string_view authenticator_of(const Step& step);

}  // namespace mockidp
