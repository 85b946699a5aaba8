#include "mockidp/policy/assurance.h"

#include <algorithm>

#include "mockidp/policy/membership.h"

namespace mockidp {
namespace {

using std::chrono::seconds;

// No rule can be met by more proofs than it names classes or steps of a chain; Okta allows three steps.
constexpr std::size_t kLongestWay = 3;

// A clock that was moved back must not make a proof fresher than fresh.
bool is_fresh(const Proof& proof, seconds lifetime, protocol::TimePoint now) {
  return proof.just_now || std::max(now - proof.at, seconds(0)) < lifetime;
}

// Knowledge is typed by what is known; everything else by its key.
std::string_view type_of(const MethodRef& method) {
  return method.key == kPasswordKey ? std::string_view("password") : std::string_view(method.key);
}

bool has_the_traits(const FactorConstraint& wanted, const MethodTraits& traits) {
  return (!wanted.device_bound || traits.device_bound) &&
         (!wanted.hardware_protection || traits.hardware_protected) &&
         (!wanted.phishing_resistant || traits.phishing_resistant) &&
         (!wanted.user_verification || traits.verifies_user);
}

bool fits(const FactorConstraint& wanted, const MethodRef& method) {
  if (!wanted.types.empty() && !is_among(wanted.types, type_of(method))) return false;
  if (!wanted.methods.empty() && !is_among(wanted.methods, method.method)) return false;
  if (!wanted.authentication_methods.empty() && !is_among(wanted.authentication_methods, method))
    return false;
  if (is_among(wanted.excluded_authentication_methods, method)) return false;
  return has_the_traits(wanted, traits_of(method));
}

bool is_constrained(const FactorConstraint& wanted) {
  return wanted.required || wanted.device_bound || wanted.hardware_protection || wanted.phishing_resistant ||
         wanted.user_verification || !wanted.types.empty() || !wanted.methods.empty() ||
         !wanted.authentication_methods.empty() || !wanted.excluded_authentication_methods.empty();
}

bool meets(const std::optional<FactorConstraint>& wanted, FactorClass factor_class,
           const std::vector<Proof>& proofs, seconds lifetime, protocol::TimePoint now) {
  if (!wanted || !is_constrained(*wanted)) return true;
  return std::any_of(proofs.begin(), proofs.end(), [&](const Proof& proof) {
    return traits_of(proof.method).factor_class == factor_class && fits(*wanted, proof.method) &&
           is_fresh(proof, wanted->reauthenticate_in.value_or(lifetime), now);
  });
}

bool meets(const AssuranceConstraint& constraint, const std::vector<Proof>& proofs, seconds lifetime,
           protocol::TimePoint now) {
  return meets(constraint.knowledge, FactorClass::knowledge, proofs, lifetime, now) &&
         meets(constraint.possession, FactorClass::possession, proofs, lifetime, now);
}

// Of two classes where two factors are asked for. A constraint on one class with a longer memory of its own
// does not make the other fresher.
bool meets_mode(const VerificationMethod& wanted, const std::vector<Proof>& proofs, protocol::TimePoint now) {
  bool knowledge = false;
  bool possession = false;
  for (const Proof& proof : proofs) {
    if (!is_fresh(proof, wanted.reauthenticate_in, now)) continue;
    (traits_of(proof.method).factor_class == FactorClass::knowledge ? knowledge : possession) = true;
  }
  return wanted.factor_mode == FactorMode::two_factors ? knowledge && possession : knowledge || possession;
}

bool meets_a_constraint(const VerificationMethod& wanted, const std::vector<Proof>& proofs,
                        protocol::TimePoint now) {
  const auto& all = wanted.constraints;
  return all.empty() || std::any_of(all.begin(), all.end(), [&](const AssuranceConstraint& one) {
           return meets(one, proofs, wanted.reauthenticate_in, now);
         });
}

// The steps in their order, each after the one before it.
bool meets_chain(const MethodChain& chain, const std::vector<Proof>& proofs, seconds lifetime,
                 protocol::TimePoint now) {
  std::size_t from = 0;
  for (const auto& step : chain.steps) {
    const auto life = step.reauthenticate_in.value_or(chain.reauthenticate_in.value_or(lifetime));
    const auto fulfils = [&](const Proof& proof) {
      return is_among(step.any_of, proof.method) && is_fresh(proof, life, now);
    };
    const auto found =
        std::find_if(proofs.begin() + static_cast<std::ptrdiff_t>(from), proofs.end(), fulfils);
    if (found == proofs.end()) return false;
    from = static_cast<std::size_t>(found - proofs.begin()) + 1;
  }
  return true;
}

bool meets_any_chain(const VerificationMethod& wanted, const std::vector<Proof>& proofs,
                     protocol::TimePoint now) {
  return std::any_of(wanted.chains.begin(), wanted.chains.end(), [&](const MethodChain& chain) {
    return meets_chain(chain, proofs, wanted.reauthenticate_in, now);
  });
}

// Proofs as if the method had been proved just now, and only once.
std::vector<Proof> with(std::vector<Proof> proofs, const MethodRef& method, protocol::TimePoint now) {
  std::erase_if(proofs, [&](const Proof& proof) { return proof.method == method; });
  proofs.push_back({method, now, true});
  return proofs;
}

// Whether `left` more proofs, of those available, can lead there.
bool leads_there(const std::vector<Requirement>& requirements, const std::vector<Proof>& proofs,
                 const std::vector<MethodRef>& available, std::size_t left, protocol::TimePoint now) {
  if (are_met(requirements, proofs, now)) return true;
  if (left == 0) return false;
  return std::any_of(available.begin(), available.end(), [&](const MethodRef& method) {
    return leads_there(requirements, with(proofs, method, now), available, left - 1, now);
  });
}

}  // namespace

MethodTraits traits_of(const MethodRef& method) {
  MethodTraits traits;
  if (method.key == kPasswordKey || method.key == kQuestionKey) traits.factor_class = FactorClass::knowledge;
  traits.device_bound = method.key == kGoogleOtpKey;
  return traits;
}

bool is_met(const Requirement& requirement, const std::vector<Proof>& proofs, protocol::TimePoint now) {
  const auto& wanted = requirement.verification;
  if (!wanted.chains.empty()) return meets_any_chain(wanted, proofs, now);
  return meets_mode(wanted, proofs, now) && meets_a_constraint(wanted, proofs, now);
}

bool are_met(const std::vector<Requirement>& requirements, const std::vector<Proof>& proofs,
             protocol::TimePoint now) {
  return std::all_of(requirements.begin(), requirements.end(),
                     [&](const Requirement& one) { return is_met(one, proofs, now); });
}

std::string unmet_part(const Requirement& requirement, const std::vector<Proof>& proofs,
                       protocol::TimePoint now) {
  if (is_met(requirement, proofs, now)) return {};
  const auto& wanted = requirement.verification;
  if (!wanted.chains.empty()) return "AUTH_METHOD_CHAIN";
  // With its proofs as old as they may be, would it be met? Then it is their age.
  VerificationMethod ageless = wanted;
  ageless.reauthenticate_in = seconds::max();
  const Requirement patient{requirement.policy, requirement.rule, ageless};
  if (is_met(patient, proofs, now)) return "reauthenticateIn=" + iso8601_duration(wanted.reauthenticate_in);
  if (!meets_mode(ageless, proofs, now)) return std::string(to_string(wanted.factor_mode));
  return "constraints";
}

std::vector<MethodRef> next_methods(const std::vector<Requirement>& requirements,
                                    const std::vector<Proof>& proofs, const std::vector<MethodRef>& available,
                                    protocol::TimePoint now) {
  std::vector<MethodRef> next;
  if (are_met(requirements, proofs, now)) return next;
  for (std::size_t length = 1; length <= kLongestWay && next.empty(); ++length)
    for (const MethodRef& method : available)
      if (leads_there(requirements, with(proofs, method, now), available, length - 1, now))
        next.push_back(method);
  return next;
}

std::string iso8601_duration(seconds duration) {
  const auto total = duration.count();
  if (total <= 0) return "PT0S";
  std::string text = "PT";
  if (total >= 3600) text += std::to_string(total / 3600) + "H";
  if (total / 60 % 60 != 0) text += std::to_string(total / 60 % 60) + "M";
  if (total % 60 != 0) text += std::to_string(total % 60) + "S";
  return text;
}

}  // namespace mockidp
