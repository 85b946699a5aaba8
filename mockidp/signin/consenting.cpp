// "… would like to": what a person allows an app, at the end of a sign-in.

#include "mockidp/policy/access_policy.h"
#include "mockidp/policy/consent.h"
#include "mockidp/signin/purposes.h"

namespace mockidp {
namespace {

// Nobody is asked to allow what the access policy then refuses.
bool is_open_to(const Situation& situation, const AuthorizationServer& server, const AppIntegration& app,
                const Person& person) {
  const auto& request = *situation.transaction.request;
  const auto allows = [&](protocol::GrantType grant) {
    const auto access = decide_access(situation.directory, server, app, &person, grant, request.scopes);
    return static_cast<bool>(access);
  };
  return (!request.response_type.code || allows(protocol::GrantType::authorization_code)) &&
         (!request.response_type.has_tokens() || allows(protocol::GrantType::implicit));
}

ConsentDemand demand_of(const Situation& situation, const Rulebook& rules, const Person& person) {
  const auto& request = situation.transaction.request;
  if (!request || rules.app == nullptr) return {};
  const auto* server = situation.directory.server(request->server_id);
  if (server == nullptr) return {};
  auto demand =
      decide_consent(*server, *rules.app, person, request->scopes,
                     request->prompt_consent ? ConsentPrompt::wanted : ConsentPrompt::as_configured);
  if (!demand.scopes.empty() && !is_open_to(situation, *server, *rules.app, person)) return {};
  return demand;
}

void remember_grants(Person& person, const AuthorizationRequest& request,
                     const std::vector<std::string>& scopes, protocol::TimePoint now,
                     protocol::Random& random) {
  for (const auto& scope : scopes) {
    if (!person.has_consented(request.client_id, request.server_id, scope))
      person.consents.push_back({"oag" + protocol::random_alphanumeric(random, 17), request.client_id,
                                 request.server_id, scope, now});
  }
}

}  // namespace

std::optional<Step> consent_step(const Situation& situation, const Rulebook& rules) {
  const Person& person = *person_in_question(situation);
  auto demand = demand_of(situation, rules, person);
  if (demand.scopes.empty()) return std::nullopt;
  const auto names = protocol::join_words(demand.scopes, ", ");
  Why why{"consent", rules.app->label, demand.decided_by + ": " + names};
  const auto refuse = [&](OktaError error, std::vector<std::string> arguments, std::string decided_by) {
    Refusal refusal{error, std::move(arguments), std::move(decided_by), {}};
    return Step{Refuse{std::move(refusal)}, why};
  };
  const auto& answer = situation.transaction.consent;
  if (answer && answer->person_id == person.id) {
    if (answer->allowed) return std::nullopt;
    return refuse(OktaError::access_denied, {}, person.login + " did not allow " + names);
  }
  if (situation.transaction.request->prompt_none)
    return refuse(OktaError::consent_required, {names}, "prompt=none, and " + why.constraint);
  return Step{AskConsent{std::move(demand.scopes)}, std::move(why)};
}

Outcome answer_consent(Answering answering, const ConsentInput& input) {
  const auto& situation = answering.situation;
  const auto step = decide_next_step(situation);
  const auto* asked = std::get_if<AskConsent>(&step.what);
  if (asked == nullptr) return answering.done();
  Person person = answering.person();
  answering.outcome.transaction.consent = ConsentAnswer{person.id, input.allow};
  if (!input.allow) return answering.done();
  remember_grants(person, *situation.transaction.request, asked->scopes, situation.now, answering.random);
  answering.change(std::move(person));
  return answering.done();
}

}  // namespace mockidp
