#pragma once
// What policies demand, read a second time and without the engine: from the rule that decides to whether
// these proofs are enough. A repeat on purpose: of mockidp/policy only plain values are used.

#include <algorithm>
#include <string>
#include <vector>

#include "mockidp/signin/scene_test.h"
#include "mockidp/testing/catch.h"

namespace mockidp {

// A proof that was really given: in the walk, or before it, as the session says.
struct TrueProof {
  std::string key;
  std::string method;
  protocol::TimePoint at{};
  bool in_session = false;
};

class DemandOracle {
 public:
  DemandOracle(const Directory& directory, const Person& person, const RequestFacts& facts,
               protocol::TimePoint now)
      : directory_(directory), person_(person), facts_(facts), now_(now) {}

  const SignOnRule& deciding_rule() const {
    for (const auto& rule : directory_.sign_on_policies.front().rules)
      if (holds(rule.conditions)) return rule;
    FAIL("no rule decides");
    return directory_.sign_on_policies.front().rules.back();
  }

  bool satisfied(const VerificationMethod& wanted, const std::vector<TrueProof>& proofs) const {
    if (!wanted.chains.empty()) {
      for (const auto& chain : wanted.chains)
        if (in_order(chain, 0, proofs, 0, wanted.reauthenticate_in)) return true;
      return false;
    }
    if (!enough_classes(wanted.factor_mode, wanted.reauthenticate_in, proofs)) return false;
    if (wanted.constraints.empty()) return true;
    for (const auto& constraint : wanted.constraints)
      if (part_is_met(constraint.knowledge, true, proofs, wanted.reauthenticate_in) &&
          part_is_met(constraint.possession, false, proofs, wanted.reauthenticate_in))
        return true;
    return false;
  }

  bool enough_classes(FactorMode mode, std::chrono::seconds age, const std::vector<TrueProof>& proofs) const {
    bool known = false;
    bool possessed = false;
    for (const auto& proof : proofs) {
      if (!young(proof, age)) continue;
      if (is_knowledge(proof.key)) known = true;
      if (!is_knowledge(proof.key)) possessed = true;
    }
    return mode == FactorMode::one_factor ? known || possessed : known && possessed;
  }

  static bool has_password(const std::vector<TrueProof>& proofs) {
    for (const auto& proof : proofs)
      if (proof.key == "okta_password") return true;
    return false;
  }

  bool has_young_possession(const std::vector<TrueProof>& proofs, std::chrono::seconds age) const {
    for (const auto& proof : proofs)
      if (!is_knowledge(proof.key) && young(proof, age)) return true;
    return false;
  }

 private:
  static bool is_knowledge(const std::string& key) {
    return key == "okta_password" || key == "security_question";
  }
  bool young(const TrueProof& proof, std::chrono::seconds age) const {
    return !proof.in_session || now_ - proof.at < age;
  }
  bool holds(const RuleConditions& conditions) const {
    const auto& people = conditions.people;
    for (const auto& id : people.exclude_person_ids)
      if (id == person_.id) return false;
    const bool staff = !person_.group_ids.empty();
    if (!people.include_group_ids.empty() && !staff) return false;
    return conditions.network.anywhere || facts_.ip.starts_with("10.");
  }
  // Any one way of taking the steps in order will do.
  bool in_order(const MethodChain& chain, std::size_t step, const std::vector<TrueProof>& proofs,
                std::size_t from, std::chrono::seconds age) const {
    if (step == chain.steps.size()) return true;
    for (std::size_t i = from; i < proofs.size(); ++i) {
      const auto& wanted = chain.steps[step].any_of.front();
      const bool fits = proofs[i].key == wanted.key && proofs[i].method == wanted.method &&
                        young(proofs[i], chain.reauthenticate_in.value_or(age));
      if (fits && in_order(chain, step + 1, proofs, i + 1, age)) return true;
    }
    return false;
  }
  bool part_is_met(const std::optional<FactorConstraint>& part, bool knowledge,
                   const std::vector<TrueProof>& proofs, std::chrono::seconds age) const {
    if (!part) return true;
    const bool asks = part->required || part->device_bound || !part->types.empty() ||
                      !part->methods.empty() || !part->authentication_methods.empty() ||
                      !part->excluded_authentication_methods.empty();
    if (!asks) return true;
    for (const auto& proof : proofs)
      if (is_knowledge(proof.key) == knowledge && is_as_wanted(*part, proof) &&
          young(proof, part->reauthenticate_in.value_or(age)))
        return true;
    return false;
  }
  static bool is_as_wanted(const FactorConstraint& part, const TrueProof& proof) {
    const auto type = proof.key == "okta_password" ? std::string("password") : proof.key;
    const MethodRef method{proof.key, proof.method};
    const auto lists = [](const auto& list, const auto& value) {
      return std::count(list.begin(), list.end(), value) > 0;
    };
    if (part.device_bound && proof.key != "google_otp") return false;
    if (!part.types.empty() && !lists(part.types, type)) return false;
    if (!part.methods.empty() && !lists(part.methods, proof.method)) return false;
    if (!part.authentication_methods.empty() && !lists(part.authentication_methods, method)) return false;
    return !lists(part.excluded_authentication_methods, method);
  }

  const Directory& directory_;
  const Person& person_;
  const RequestFacts& facts_;
  protocol::TimePoint now_;
};

}  // namespace mockidp
