#include "mockidp/signin/session_worth.h"

#include <algorithm>

#include "mockidp/policy/session_lifetime.h"
#include "mockidp/signin/standing.h"

namespace mockidp {
namespace {

using std::chrono::seconds;

// A clock that was moved back must not make a verification fresher than fresh.
seconds elapsed(protocol::TimePoint since, protocol::TimePoint now) {
  return std::max(now - since, seconds(0));
}

// Why the session is not one of the person in question, or "".
std::string what_ended_the_session(const Situation& situation, const Rulebook& rules) {
  if (!situation.session) return "no session";
  const SessionRule& rule = *rules.session.rule;
  switch (decide_session(rule, *situation.session, situation.now)) {
    case SessionState::usable:
      break;
    case SessionState::idle_too_long:
      return "maxSessionIdleMinutes=" + std::to_string(rule.max_idle.count());
    case SessionState::lived_too_long:
      return "maxSessionLifetimeMinutes=" + std::to_string(rule.max_lifetime.count());
  }
  const Person* person = person_in_question(situation);
  if (person == nullptr || person->id != situation.session->person_id) return "session of somebody else";
  if (ends_sessions(person->status)) return "status=" + std::string(to_string(person->status));
  return "";
}

// What in the request or the transaction wants the person anew, whatever the session holds, or "".
std::string what_wants_the_person_anew(const Transaction& transaction) {
  if (transaction.started_over) return "back to sign in";
  if (!transaction.request) return "";
  if (transaction.request->prompt_login) return "prompt=login";
  if (transaction.request->max_age == seconds(0)) return "max_age=0";  // equals prompt=login
  return "";
}

// The method behind an amr value of one authenticator: "tel" of the phone is "voice".
MethodRef method_of(const VerifiedMethod& verified) {
  for (const auto& method : methods_of(verified.authenticator))
    if (amr_of(method) == verified.method) return {verified.authenticator, method};
  return {verified.authenticator, verified.method};
}

void keep_latest(std::vector<VerifiedMethod>& kept, const VerifiedMethod& method) {
  const auto same = [&](const VerifiedMethod& other) { return other.authenticator == method.authenticator; };
  const auto found = std::find_if(kept.begin(), kept.end(), same);
  if (found == kept.end()) {
    kept.push_back(method);
  } else if (found->at <= method.at) {
    *found = method;
  }
}

}  // namespace

SessionJudgement judge_session(const Situation& situation, const Rulebook& rules) {
  if (auto end = what_ended_the_session(situation, rules); !end.empty())
    return {SessionWorth::nothing, because_of_session_policy(rules, std::move(end))};
  if (auto wish = what_wants_the_person_anew(situation.transaction); !wish.empty())
    return {SessionWorth::continued, because_of_request(std::move(wish))};
  const auto& request = situation.transaction.request;
  if (request && request->max_age &&
      elapsed(situation.session->auth_time(), situation.now) > *request->max_age)
    return {SessionWorth::recognised,
            because_of_request("max_age=" + std::to_string(request->max_age->count()))};
  return {SessionWorth::usable, because_of_rule(rules, "session")};
}

std::vector<Proof> proofs_of(const Situation& situation, SessionWorth worth) {
  std::vector<Proof> proofs;
  if (worth == SessionWorth::usable)
    for (const auto& verified : situation.session->verified)
      proofs.push_back({method_of(verified), verified.at, false});
  for (const auto& verified : situation.transaction.verified)
    proofs.push_back({method_of(verified), verified.at, true});
  return proofs;
}

std::vector<VerifiedMethod> verified_altogether(const Situation& situation, SessionWorth worth) {
  std::vector<VerifiedMethod> all;
  if (worth != SessionWorth::nothing)
    for (const auto& method : situation.session->verified) keep_latest(all, method);
  for (const auto& method : situation.transaction.verified) keep_latest(all, method);
  return all;
}

}  // namespace mockidp
