#include "mockidp/signin/factors.h"

#include <algorithm>
#include <cassert>

#include "mockidp/policy/applicable_policies.h"
#include "mockidp/signin/authenticators/authenticator.h"

namespace mockidp {
namespace {

bool is_allowed(const AuthenticatorSetting& setting, UsedFor use) {
  return use == UsedFor::sign_in ? setting.for_sign_in() : setting.for_recovery();
}

bool has(const Situation& situation, const Authenticator& authenticator,
         const AuthenticatorSetting& setting) {
  return !authenticator.offers(setting, person_in_question(situation), situation.transaction.identifier)
              .empty();
}

std::size_t authenticators_among(const std::vector<Offer>& offers) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < offers.size(); ++i)
    if (i == 0 || offers[i].method.key != offers[i - 1].method.key) ++count;
  return count;
}

std::vector<std::string> other_methods(const std::vector<Offer>& offers, const Offer& shown) {
  std::vector<std::string> others;
  for (const Offer& offer : offers)
    if (offer.method.key == shown.method.key && offer.method != shown.method)
      others.push_back(offer.method.method);
  return others;
}

StepKind page_of(const Situation& situation, const std::vector<Offer>& offers, const Offer& offer,
                 const PasswordPolicy& policy) {
  const auto& challenge = situation.transaction.challenge;
  const bool chosen = challenge && !challenge->enrolling && challenge->method.key == offer.method.key;
  const PageFacts facts{identifier_of(situation), authenticators_among(offers) > 1, policy.password_reset};
  auto page = find_authenticator(offer.method.key)->page(offer, chosen ? &*challenge : nullptr, facts);
  if (auto* send = std::get_if<SendCode>(&page)) send->other_methods = other_methods(offers, offer);
  return page;
}

}  // namespace

std::string identifier_of(const Situation& situation) {
  const auto& transaction = situation.transaction;
  if (!transaction.identified && situation.person) return situation.person->login;
  return transaction.identifier;
}

std::vector<Offer> enrolled_offers(const Situation& situation, UsedFor use) {
  std::vector<Offer> all;
  for (const Authenticator* authenticator : all_authenticators()) {
    const auto* setting = situation.directory.authenticator(authenticator->key());
    if (setting == nullptr || !is_allowed(*setting, use)) continue;
    for (auto& offer :
         authenticator->offers(*setting, person_in_question(situation), situation.transaction.identifier))
      all.push_back(std::move(offer));
  }
  return all;
}

std::vector<MethodRef> methods_in(const std::vector<Offer>& offers) {
  std::vector<MethodRef> methods;
  methods.reserve(offers.size());
  for (const Offer& offer : offers) methods.push_back(offer.method);
  return methods;
}

std::vector<std::string> missing_authenticators(const Situation& situation, SelfEnrolment self) {
  const auto& policy = applicable_enrolment(situation.directory, person_in_question(situation));
  std::vector<std::string> missing;
  for (const Authenticator* authenticator : all_authenticators()) {
    const auto* setting = situation.directory.authenticator(authenticator->key());
    if (setting == nullptr || policy.self(authenticator->key()) != self) continue;
    if (!has(situation, *authenticator, *setting)) missing.emplace_back(authenticator->key());
  }
  return missing;
}

std::vector<MethodRef> enrollable_methods(const Situation& situation) {
  std::vector<MethodRef> methods;
  for (const auto self : {SelfEnrolment::REQUIRED, SelfEnrolment::OPTIONAL})
    for (const auto& key : missing_authenticators(situation, self)) {
      const auto* setting = situation.directory.authenticator(key);
      if (!setting->for_sign_in()) continue;
      for (const auto& method : setting->methods) methods.push_back({key, method});
    }
  return methods;
}

const Offer* chosen_offer(const Situation& situation, const std::vector<Offer>& offers) {
  const auto& challenge = situation.transaction.challenge;
  if (!challenge || challenge->enrolling) return nullptr;
  const auto found = std::find_if(offers.begin(), offers.end(),
                                  [&](const Offer& offer) { return offer.method == challenge->method; });
  return found == offers.end() ? nullptr : &*found;
}

StepKind page_for(const Situation& situation, const std::vector<Offer>& offers,
                  const PasswordPolicy& policy) {
  assert(!offers.empty());
  if (const Offer* chosen = chosen_offer(situation, offers))
    return page_of(situation, offers, *chosen, policy);
  const bool only_one = authenticators_among(offers) == 1;
  if (only_one) return page_of(situation, offers, offers.front(), policy);
  if (!situation.transaction.choosing && offers.front().method.key == kPasswordKey)
    return page_of(situation, offers, offers.front(), policy);
  return SelectAuthenticator{offers};
}

}  // namespace mockidp
