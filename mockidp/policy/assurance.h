#pragma once
// Whether what somebody has proved is enough for a rule, and what would bring them further
// (docs/okta-behaviour.md, Sign-in policies). Pure: proofs, requirements and the time are arguments.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mockidp/directory/authenticator.h"
#include "mockidp/directory/policies.h"
#include "mockidp/protocol/clock.h"

namespace mockidp {

// Knowledge: password, security question. Possession: the rest. Two factors are one of each.
enum class FactorClass { knowledge, possession };
struct MethodTraits {
  FactorClass factor_class = FactorClass::possession;
  bool device_bound = false;
  bool hardware_protected = false;
  bool phishing_resistant = false;
  bool verifies_user = false;
};
MethodTraits traits_of(const MethodRef& method);

// One thing that was proved. What was proved in this very sign-in is always fresh.
struct Proof {
  MethodRef method;
  protocol::TimePoint at{};
  bool just_now = false;
};

// What one rule, or one acr value, asks for.
struct Requirement {
  std::string policy;  // who asks: for the journal
  std::string rule;
  VerificationMethod verification{};
  std::string acr{};  // the acr value that asks: its being out of reach is unmet_authentication_requirements
};

// Whether the proofs meet it at `now`.
bool is_met(const Requirement& requirement, const std::vector<Proof>& proofs, protocol::TimePoint now);

// "2FA", "reauthenticateIn=PT2H", "possession: deviceBound", …: what of it the proofs do not meet, for the
// journal. "" if they meet it.
std::string unmet_part(const Requirement& requirement, const std::vector<Proof>& proofs,
                       protocol::TimePoint now);

// What of `available` belongs to a shortest way of meeting all requirements, in its order. Empty: no way
// leads there, or they are met already.
std::vector<MethodRef> next_methods(const std::vector<Requirement>& requirements,
                                    const std::vector<Proof>& proofs, const std::vector<MethodRef>& available,
                                    protocol::TimePoint now);
bool are_met(const std::vector<Requirement>& requirements, const std::vector<Proof>& proofs,
             protocol::TimePoint now);

// PT2H, PT1H30M, PT0S: as Okta's policies write them.
std::string iso8601_duration(std::chrono::seconds duration);

}  // namespace mockidp
