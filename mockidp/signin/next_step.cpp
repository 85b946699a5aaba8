#include <algorithm>
#include <cassert>
#include <utility>

#include "mockidp/policy/assignment.h"
#include "mockidp/policy/session_lifetime.h"
#include "mockidp/signin/authenticators/password.h"
#include "mockidp/signin/engine.h"
#include "mockidp/signin/standing.h"

namespace mockidp {
namespace {

using std::chrono::seconds;

// 90 min is "PT1H30M": the form of reauthenticateIn in Okta's policies.
std::string iso8601_duration(seconds duration) {
  const auto total = duration.count();
  if (total <= 0) return "PT0S";
  std::string text = "PT";
  if (total >= 3600) text += std::to_string(total / 3600) + "H";
  if (total / 60 % 60 != 0) text += std::to_string(total / 60 % 60) + "M";
  if (total % 60 != 0) text += std::to_string(total % 60) + "S";
  return text;
}

// A clock that was moved back must not make a verification fresher than fresh.
seconds elapsed(protocol::TimePoint since, protocol::TimePoint now) {
  return std::max(now - since, seconds(0));
}

// Which rules judge this sign-in. Without a request it is one to the org itself: the global session policy
// alone.
struct Rulebook {
  const AppIntegration* app = nullptr;
  const SignOnPolicy* policy = nullptr;
  const SignOnRule* rule = nullptr;
};

Rulebook rules_for(const Situation& situation) {
  Rulebook rules;
  if (!situation.transaction.request) return rules;
  rules.app = situation.directory.app_by_client_id(situation.transaction.request->client_id);
  if (rules.app == nullptr) return rules;
  rules.policy = &situation.directory.sign_on_policy(*rules.app);
  assert(!rules.policy->rules.empty());
  rules.rule = &rules.policy->rules.front();  // a rule has no conditions yet: the first one matches
  return rules;
}

Why because_of_request(std::string constraint) { return {"request", "", std::move(constraint)}; }

Why because_of_session_policy(const Directory& directory, std::string constraint) {
  return {directory.session_policy.name, directory.session_policy.rule_name, std::move(constraint)};
}

Why because_of_rule(const Directory& directory, const Rulebook& rules, std::string constraint) {
  if (rules.rule == nullptr) return because_of_session_policy(directory, std::move(constraint));
  return {rules.policy->name, rules.rule->name, std::move(constraint)};
}

// What the browser's session is worth to this sign-in.
enum class SessionWorth {
  nothing,     // none, over, or somebody else's
  continued,   // this person's, but they shall show themselves anew
  recognised,  // says who it is, but not freshly enough
  sufficient,
};
struct SessionJudgement {
  SessionWorth worth = SessionWorth::nothing;
  Why why;
};

// Why the session is not one of the person in question, or "".
std::string what_ended_the_session(const Situation& situation) {
  if (!situation.session) return "no session";
  const SessionPolicy& policy = situation.directory.session_policy;
  switch (decide_session(policy, *situation.session, situation.now)) {
    case SessionState::usable:
      break;
    case SessionState::idle_too_long:
      return "maxSessionIdleMinutes=" + std::to_string(policy.max_idle.count());
    case SessionState::lived_too_long:
      return "maxSessionLifetimeMinutes=" + std::to_string(policy.max_lifetime.count());
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

SessionJudgement judge_session(const Situation& situation, const Rulebook& rules) {
  const Directory& directory = situation.directory;
  if (auto end = what_ended_the_session(situation); !end.empty()) {
    return {SessionWorth::nothing, because_of_session_policy(directory, std::move(end))};
  }
  if (auto wish = what_wants_the_person_anew(situation.transaction); !wish.empty()) {
    return {SessionWorth::continued, because_of_request(std::move(wish))};
  }
  const seconds age = elapsed(situation.session->auth_time(), situation.now);
  const auto& request = situation.transaction.request;
  if (request && request->max_age && age > *request->max_age) {
    return {SessionWorth::recognised,
            because_of_request("max_age=" + std::to_string(request->max_age->count()))};
  }
  if (rules.rule != nullptr && age >= rules.rule->reauthenticate_in) {
    return {SessionWorth::recognised,
            because_of_rule(directory, rules,
                            "reauthenticateIn=" + iso8601_duration(rules.rule->reauthenticate_in))};
  }
  return {SessionWorth::sufficient, because_of_rule(directory, rules, "session")};
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

std::vector<VerifiedMethod> verified_altogether(const Situation& situation, SessionWorth session) {
  std::vector<VerifiedMethod> all;
  if (session != SessionWorth::nothing) {
    for (const auto& method : situation.session->verified) keep_latest(all, method);
  }
  for (const auto& method : situation.transaction.verified) keep_latest(all, method);
  return all;
}

// Asks, unless the client said that nobody may be asked.
Step ask(const Situation& situation, Step question, OktaError if_not_to_prompt) {
  const auto& request = situation.transaction.request;
  if (!request || !request->prompt_none) return question;
  Refusal refusal{.error = if_not_to_prompt,
                  .arguments = {},
                  .decided_by = "prompt=none, and " + question.why.constraint,
                  .closest = {}};
  return {Refuse{std::move(refusal)}, std::move(question.why)};
}

Step ask_who_it_is(const Situation& situation, Why why) {
  const Transaction& transaction = situation.transaction;
  std::string prefill = transaction.identifier;
  if (prefill.empty() && transaction.request) prefill = transaction.request->login_hint;
  return ask(situation, {Identify{std::move(prefill)}, std::move(why)}, OktaError::login_required);
}

// With one factor asked for, and the password the one authenticator there is, that is what proves it.
Step ask_for_proof(const Situation& situation, const SessionJudgement& session) {
  const bool by_session = !situation.transaction.identified;
  const std::string& identifier = by_session ? situation.person->login : situation.transaction.identifier;
  const bool logged_in = session.worth != SessionWorth::nothing;
  return ask(situation, find_authenticator(kPasswordKey)->challenge(identifier, session.why),
             logged_in ? OktaError::app_sign_on_required : OktaError::login_required);
}

Step refuse_by_rule(const Directory& directory, const Rulebook& rules) {
  Refusal refusal{
      .error = OktaError::access_denied,
      .arguments = {},
      .decided_by = "sign-on policy " + rules.policy->name + ", rule " + rules.rule->name + ": access DENY",
      .closest = {}};
  return {Refuse{std::move(refusal)}, because_of_rule(directory, rules, "access=DENY")};
}

// Who it is was proved. What stands in the way now may be told: only the person themselves can see it.
Step let_in(const Situation& situation, const Person& person, const Rulebook& rules,
            const SessionJudgement& session) {
  const bool asked = !situation.transaction.verified.empty();
  if (asked) {
    const auto standing = decide_standing(situation.directory.password_policy, person, situation.now);
    if (standing) return {Stop{*standing}, {"person", "", "status=" + std::string(to_string(person.status))}};
  }
  if (rules.app != nullptr) {
    if (auto refusal = decide_assignment(situation.directory, *rules.app, person)) {
      Why why{"assignment", rules.app->label, refusal->decided_by};
      return {Refuse{std::move(*refusal)}, std::move(why)};
    }
  }
  Done done{person.id, verified_altogether(situation, session.worth), !asked};
  return {std::move(done), because_of_rule(situation.directory, rules, asked ? "verified" : "session")};
}

}  // namespace

const Person* person_in_question(const Situation& situation) {
  if (!situation.person) return nullptr;
  const Transaction& transaction = situation.transaction;
  if (transaction.identified && transaction.person_id != situation.person->id) return nullptr;
  return &*situation.person;
}

Step decide_next_step(const Situation& situation) {
  const Rulebook rules = rules_for(situation);
  if (situation.transaction.request && (rules.app == nullptr || !rules.app->active)) {
    return {Stop{Problem::denied_by_policy},
            {"app", situation.transaction.request->client_id, "status=INACTIVE"}};
  }

  const SessionJudgement session = judge_session(situation, rules);
  const bool by_session =
      session.worth == SessionWorth::recognised || session.worth == SessionWorth::sufficient;
  if (!situation.transaction.identified && !by_session) return ask_who_it_is(situation, session.why);

  // The same for a known and an unknown person, or refusing would tell them apart.
  if (rules.rule != nullptr && !rules.rule->allow) return refuse_by_rule(situation.directory, rules);

  const bool proved = !situation.transaction.verified.empty() || session.worth == SessionWorth::sufficient;
  const Person* person = person_in_question(situation);
  if (!proved || person == nullptr) return ask_for_proof(situation, session);
  return let_in(situation, *person, rules, session);
}

}  // namespace mockidp
