#include <algorithm>
#include <utility>

#include "mockidp/policy/assignment.h"
#include "mockidp/signin/acr.h"
#include "mockidp/signin/engine.h"
#include "mockidp/signin/factors.h"
#include "mockidp/signin/purposes.h"
#include "mockidp/signin/session_worth.h"
#include "mockidp/signin/standing.h"

namespace mockidp {
namespace {

// One deciding: what was looked up once and is asked about on the way.
struct Deciding {
  const Situation& situation;
  Rulebook rules;
  SessionJudgement session;
  const Person* person;
  std::vector<Proof> proofs;

  const Transaction& transaction() const { return situation.transaction; }
  bool by_session() const {
    return session.worth == SessionWorth::recognised || session.worth == SessionWorth::usable;
  }
  // Something was proved in this sign-in; of somebody who is gone meanwhile, nothing.
  bool asked() const {
    return person != nullptr && (!transaction().verified.empty() || is_newcomer(transaction()));
  }
  SessionGoesOn goes_on() const {
    return session.worth == SessionWorth::usable ? SessionGoesOn::yes : SessionGoesOn::no;
  }
  // Who it is was proved, if not yet enough.
  bool anything_proved() const { return asked() || session.worth == SessionWorth::usable; }
};

// OpenID Connect Core 3.1.2.1: with prompt=none nobody is shown a page. Whatever one would have asked or told
// is the client's to hear.
Step without_a_page(const Deciding& d, Step step) {
  const auto* stop = std::get_if<Stop>(&step.what);
  if (stop != nullptr && stop->unseen) return {Refuse{*stop->unseen}, std::move(step.why)};
  Refusal refusal{.error = d.session.worth == SessionWorth::nothing ? OktaError::login_required
                                                                    : OktaError::app_sign_on_required,
                  .arguments = {},
                  .decided_by = "prompt=none, and " + step.why.constraint,
                  .closest = {}};
  return {Refuse{std::move(refusal)}, std::move(step.why)};
}

bool is_shown_as_page(const Step& step) {
  return !std::holds_alternative<Refuse>(step.what) && !std::holds_alternative<Done>(step.what);
}

Step ask_who_it_is(const Deciding& d) {
  const Transaction& transaction = d.transaction();
  Identify page;
  page.prefill = transaction.identifier;
  if (page.prefill.empty() && transaction.request) page.prefill = transaction.request->login_hint;
  const auto& password_policy = applicable_password(d.situation.directory, nullptr);
  page.with_password = d.rules.session.rule->primary_factor == PrimaryFactor::password_idp;
  page.can_sign_up = can_sign_up(d.situation, d.rules);
  page.can_recover = password_policy.password_reset;
  page.can_unlock = password_policy.unlock;
  return {std::move(page), d.session.why};
}

Refusal refusal_by(OktaError error, std::string decided_by) {
  return {.error = error, .arguments = {}, .decided_by = std::move(decided_by), .closest = {}};
}

Step refuse(OktaError error, std::string decided_by, Why why) {
  return {Refuse{refusal_by(error, std::move(decided_by))}, std::move(why)};
}

// A denial of the org is the page's to show; one of the app is the client's to hear.
Step refuse_by_rule(const Deciding& d, Why why) {
  const auto rule = "policy " + why.policy + ", rule " + why.rule + ": access DENY";
  if (!d.rules.session.rule->allow || d.rules.app == nullptr)
    return {Stop{Problem::denied_by_policy, refusal_by(OktaError::access_denied, "global session " + rule)},
            std::move(why)};
  return refuse(OktaError::access_denied, "sign-on " + rule, std::move(why));
}

Step stop_at_closed_app(const Deciding& d) {
  const auto& client_id = d.transaction().request->client_id;
  const auto& name = d.rules.app != nullptr ? d.rules.app->label : client_id;
  return {Stop{Problem::denied_by_policy, refusal_by(OktaError::access_denied, "status of app " + name)},
          {"app", client_id, "status=INACTIVE"}};
}

Step refuse_out_of_reach(const Deciding& d, const std::vector<Requirement>& requirements) {
  const auto unmet = std::find_if(requirements.begin(), requirements.end(), [&](const Requirement& one) {
    return !is_met(one, d.proofs, d.situation.now);
  });
  const auto& out_of_reach = unmet == requirements.end() ? requirements.back() : *unmet;
  Why why{out_of_reach.policy, out_of_reach.rule,
          "unsatisfiable: " + unmet_part(out_of_reach, d.proofs, d.situation.now)};
  if (out_of_reach.acr.empty()) return {Stop{Problem::assurance_unsatisfiable}, std::move(why)};
  auto decided_by = out_of_reach.rule + " is out of reach with what the person has and may set up";
  return refuse(OktaError::unmet_authentication_requirements, std::move(decided_by), std::move(why));
}

// Which rule is not met yet, and by what: for the journal.
Why because_of_unmet(const Deciding& d, const std::vector<Requirement>& requirements) {
  if (d.session.worth != SessionWorth::usable && !d.asked()) return d.session.why;
  for (const auto& requirement : requirements)
    if (auto part = unmet_part(requirement, d.proofs, d.situation.now); !part.empty())
      return {requirement.policy, requirement.rule, std::move(part)};
  return d.session.why;
}

std::vector<Offer> among(const std::vector<Offer>& offers, const std::vector<MethodRef>& methods) {
  std::vector<Offer> kept;
  for (const Offer& offer : offers)
    if (std::find(methods.begin(), methods.end(), offer.method) != methods.end()) kept.push_back(offer);
  return kept;
}

std::vector<std::string> keys_among(const std::vector<MethodRef>& enrollable,
                                    const std::vector<MethodRef>& next) {
  std::vector<std::string> keys;
  for (const auto& method : enrollable) {
    const bool leads_on = std::find(next.begin(), next.end(), method) != next.end();
    if (leads_on && (keys.empty() || keys.back() != method.key)) keys.push_back(method.key);
  }
  return keys;
}

// Whoever has nothing to show is asked for a password like everybody else: that they have none must not show.
std::vector<Offer> offers_of(const Deciding& d) {
  auto offers = enrolled_offers(d.situation, UsedFor::sign_in);
  if (offers.empty() && !d.anything_proved()) offers.push_back({{std::string(kPasswordKey), "password"}, {}});
  return offers;
}

// The way on to what the requirements ask for: first what the person has, then what they could set up – but
// nobody sets anything up before they have proved who they are.
Step ask_for_proof(const Deciding& d, std::vector<Requirement> requirements) {
  const auto& situation = d.situation;
  auto why = because_of_unmet(d, requirements);
  const auto& password_policy = applicable_password(situation.directory, d.person);
  const auto offers = offers_of(d);
  const auto available = methods_in(offers);
  const auto enrollable = d.person == nullptr ? std::vector<MethodRef>{} : enrollable_methods(situation);
  auto all = available;
  all.insert(all.end(), enrollable.begin(), enrollable.end());

  auto next = next_methods(requirements, d.proofs, all, situation.now);
  if (next.empty()) {
    std::erase_if(requirements, [](const Requirement& one) { return is_if_possible(one.acr); });
    next = next_methods(requirements, d.proofs, all, situation.now);
  }
  if (const auto leading_on = among(offers, next); !leading_on.empty())
    return {page_for(situation, leading_on, password_policy), std::move(why)};
  if (!d.anything_proved()) return {page_for(situation, offers, password_policy), std::move(why)};
  const auto keys = keys_among(enrollable, next);
  if (keys.empty() || d.person == nullptr) return refuse_out_of_reach(d, requirements);
  return {enrolment_page(situation, keys, {}, false), std::move(why)};
}

bool is_nearly_met(const Deciding& d, std::vector<Requirement>& requirements) {
  if (are_met(requirements, d.proofs, d.situation.now)) return true;
  const auto optional = std::find_if(requirements.begin(), requirements.end(),
                                     [](const Requirement& one) { return is_if_possible(one.acr); });
  if (optional == requirements.end() || d.person == nullptr) return false;
  // "If possible": it is asked for only of those who can.
  auto all = methods_in(offers_of(d));
  const auto enrollable = enrollable_methods(d.situation);
  all.insert(all.end(), enrollable.begin(), enrollable.end());
  if (!next_methods({*optional}, d.proofs, all, d.situation.now).empty()) return false;
  requirements.erase(optional);
  return are_met(requirements, d.proofs, d.situation.now);
}

std::optional<Problem> standing_of(const Deciding& d) {
  return decide_standing(applicable_password(d.situation.directory, d.person), *d.person, d.situation.now);
}

// What became of the person since, which only they may be told.
std::optional<Step> loss_of_standing(const Deciding& d) {
  if (is_newcomer(d.transaction())) return std::nullopt;
  const auto standing = standing_of(d);
  if (!standing) return std::nullopt;
  return Step{Stop{*standing}, {"person", "", "status=" + std::string(to_string(d.person->status))}};
}

std::optional<Step> missing_assignment(const Deciding& d) {
  const auto& directory = d.situation.directory;
  if (d.rules.app == nullptr) return std::nullopt;
  auto refusal = decide_assignment(directory, *d.rules.app, *d.person);
  if (!refusal) return std::nullopt;
  Why why{"assignment", d.rules.app->label, refusal->decided_by};
  if (directory.org.switches.not_assigned_as_page)
    return Step{Stop{Problem::not_assigned, std::move(refusal)}, std::move(why)};
  return Step{Refuse{std::move(*refusal)}, std::move(why)};
}

// prompt=enroll_authenticator: one of what the client names, after the person has proved who they are. Who
// has one of them already is done.
std::optional<Step> wanted_enrolment(const Deciding& d) {
  if (!d.transaction().request || d.transaction().request->enrols.empty()) return std::nullopt;
  const auto& wanted = d.transaction().request->enrols;
  const auto any_of_them = [&](const std::string& key) {
    return std::find(wanted.begin(), wanted.end(), key) != wanted.end();
  };
  for (const auto& offer : enrolled_offers(d.situation, UsedFor::sign_in))
    if (any_of_them(offer.method.key)) return std::nullopt;
  std::vector<std::string> keys;
  for (const auto self : {SelfEnrolment::REQUIRED, SelfEnrolment::OPTIONAL})
    for (auto& key : missing_authenticators(d.situation, self))
      if (any_of_them(key)) keys.push_back(std::move(key));
  Why why{"request", "", "enroll_amr_values"};
  if (!keys.empty()) return Step{enrolment_page(d.situation, keys, {}, false), std::move(why)};
  return refuse(OktaError::enroll_authenticator_not_allowed, "the enrollment policy of the person",
                std::move(why));
}

std::optional<Step> ask_to_stay(const Deciding& d) {
  const auto* rule = d.rules.sign_on.rule;
  if (rule == nullptr || !rule->keep_me_signed_in || d.transaction().stay_signed_in || !d.asked())
    return std::nullopt;
  if (d.person->asked_to_stay_at != protocol::TimePoint{} &&
      d.situation.now < d.person->asked_to_stay_at + rule->keep_me_signed_in_every)
    return std::nullopt;
  return Step{AskToStay{}, because_of_rule(d.rules, "keepMeSignedIn.postAuth=ALLOWED")};
}

Done done_by(const Deciding& d) {
  const bool asked = d.asked();
  return {.person_id = d.person->id,
          .verified = verified_altogether(d.situation, d.session.worth),
          .session_sufficed = !asked,
          .acr = std::string(acr_in_force(d.transaction())),
          .remember_device = asked && d.transaction().keep_signed_in &&
                             d.rules.session.rule->factor_prompt_mode == FactorPromptMode::device};
}

// Whom an app refuses at the end of a sign-in has authenticated all the same: they have a session of the org
// if what they proved is all that it takes to have one, whatever else the app or the request asked for.
std::optional<Done> signed_in_to_the_org(const Deciding& d) {
  if (d.person == nullptr || !d.asked() || !d.rules.session.rule->allow || standing_of(d))
    return std::nullopt;
  const auto wanted = session_requirement(d.situation, d.rules, d.goes_on());
  if (wanted && !is_met(*wanted, d.proofs, d.situation.now)) return std::nullopt;
  if (expired_password_step(d.situation) || registration_step(d.situation, d.rules) ||
      enrolment_step(d.situation, EnrolmentScope::required))
    return std::nullopt;
  return done_by(d);
}

Step let_in(const Deciding& d) {
  if (d.asked())
    if (auto step = enrolment_step(d.situation, EnrolmentScope::required)) return std::move(*step);
  if (auto step = missing_assignment(d)) return std::move(*step);
  if (d.asked()) {
    if (auto step = enrolment_step(d.situation, EnrolmentScope::all)) return std::move(*step);
    if (auto step = profile_step(d.situation, d.rules)) return std::move(*step);
    if (auto step = expiring_password_step(d.situation)) return std::move(*step);
  }
  if (auto step = wanted_enrolment(d)) return std::move(*step);
  if (auto step = consent_step(d.situation, d.rules)) return std::move(*step);
  if (auto step = ask_to_stay(d)) return std::move(*step);
  return {done_by(d), because_of_rule(d.rules, d.asked() ? "verified" : "session")};
}

Step step_of(Deciding& d) {
  const Situation& situation = d.situation;
  const Transaction& transaction = d.transaction();
  if (transaction.transferred) return {Notice{Notice::What::flow_continued_elsewhere}, {}};
  if (transaction.request && (d.rules.app == nullptr || !d.rules.app->active)) return stop_at_closed_app(d);
  if (transaction.purpose == Purpose::recovery || transaction.purpose == Purpose::unlock)
    if (auto step = recovery_step(situation, d.rules)) return std::move(*step);
  if (transaction.purpose == Purpose::registration && !transaction.identified)
    if (auto step = registration_step(situation, d.rules)) return std::move(*step);

  d.session = judge_session(situation, d.rules);
  if (!transaction.identified && !d.by_session()) return ask_who_it_is(d);

  if (d.person != nullptr) d.proofs = proofs_of(situation, d.session.worth);
  const auto proved = d.person != nullptr && d.anything_proved() ? IdentityProved::yes : IdentityProved::no;
  if (auto why = denial(situation, d.rules, proved)) return refuse_by_rule(d, std::move(*why));

  auto requirements = requirements_of(situation, d.rules, d.goes_on());
  const bool met = is_nearly_met(d, requirements);
  if (d.asked()) {
    if (auto step = loss_of_standing(d)) return std::move(*step);
    if (auto step = expired_password_step(situation)) return std::move(*step);
  }
  if (d.person != nullptr && is_newcomer(transaction)) {
    if (auto step = registration_step(situation, d.rules)) return std::move(*step);
    if (auto step = enrolment_step(situation, EnrolmentScope::required)) return std::move(*step);
  }
  if (!met || d.person == nullptr) return ask_for_proof(d, std::move(requirements));
  return let_in(d);
}

}  // namespace

const Person* person_in_question(const Situation& situation) {
  if (!situation.person) return nullptr;
  const Transaction& transaction = situation.transaction;
  if (transaction.identified && transaction.person_id != situation.person->id) return nullptr;
  return &*situation.person;
}

Step decide_next_step(const Situation& situation) {
  const auto& request = situation.transaction.request;
  Deciding d{situation, rules_for(situation), {}, person_in_question(situation), {}};
  Step step = step_of(d);
  if (request && request->prompt_none && is_shown_as_page(step)) step = without_a_page(d, std::move(step));
  if (auto* refuse = std::get_if<Refuse>(&step.what)) refuse->signed_in = signed_in_to_the_org(d);
  return step;
}

}  // namespace mockidp
