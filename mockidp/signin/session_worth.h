#pragma once
// What the browser's org session is worth to this sign-in.

#include "mockidp/signin/rulebook.h"

namespace mockidp {

enum class SessionWorth {
  nothing,     // none, over, or somebody else's
  continued,   // this person's, but they shall show themselves anew
  recognised,  // says who it is, but is too old for max_age
  usable,      // what was proved in it counts
};
struct SessionJudgement {
  SessionWorth worth = SessionWorth::nothing;
  Why why;
};
SessionJudgement judge_session(const Situation& situation, const Rulebook& rules);

// What was proved: in the session, where that counts, and in this sign-in.
std::vector<Proof> proofs_of(const Situation& situation, SessionWorth worth);
std::vector<VerifiedMethod> verified_altogether(const Situation& situation, SessionWorth worth);

}  // namespace mockidp
