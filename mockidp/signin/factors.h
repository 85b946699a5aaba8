#pragma once
// What the person in question can prove themselves with, and could set up.

#include <optional>
#include <string>
#include <vector>

#include "mockidp/policy/assurance.h"
#include "mockidp/signin/engine.h"
#include "mockidp/signin/rulebook.h"

namespace mockidp {

enum class UsedFor { sign_in, recovery };
// Enrolled, active in the org and allowed for that use. For an unknown identifier, what somebody would have.
std::vector<Offer> enrolled_offers(const Situation& situation, UsedFor use);
std::vector<MethodRef> methods_in(const std::vector<Offer>& offers);

// Keys that the enrolment policy lets the person set up and that they do not have; of those with that degree,
// or any.
std::vector<std::string> missing_authenticators(const Situation& situation, SelfEnrolment self);
std::vector<MethodRef> enrollable_methods(const Situation& situation);

// The page that offers these ways on: the one that was chosen, the only one, the password if it is among
// them, or the choice. Never empty-handed: `offers` holds at least one.
StepKind page_for(const Situation& situation, const std::vector<Offer>& offers, const PasswordPolicy& policy);

// Whether the challenge of the transaction is one of these ways.
const Offer* chosen_offer(const Situation& situation, const std::vector<Offer>& offers);

std::string identifier_of(const Situation& situation);  // as typed, or the login of the session's person

}  // namespace mockidp
