#include "mockidp/policy/assurance.h"

#include <string>
#include <vector>

#include "mockidp/testing/catch.h"

namespace mockidp {
namespace {

using std::chrono::hours;
using std::chrono::seconds;

const protocol::TimePoint kNow = protocol::from_unix(1'800'000'000);
const MethodRef kPassword{"okta_password", "password"};
const MethodRef kQuestion{"security_question", "security_question"};
const MethodRef kEmail{"okta_email", "email"};
const MethodRef kSms{"phone_number", "sms"};
const MethodRef kOtp{"google_otp", "otp"};

Proof just_now(const MethodRef& method) { return {method, kNow, true}; }
Proof in_session(const MethodRef& method, seconds ago) { return {method, kNow - ago, false}; }

Requirement asking(FactorMode mode, std::vector<AssuranceConstraint> constraints = {}) {
  Requirement wanted{"Policy", "Rule", {}};
  wanted.verification.factor_mode = mode;
  wanted.verification.constraints = std::move(constraints);
  return wanted;
}
AssuranceConstraint password_required() {
  AssuranceConstraint constraint;
  constraint.knowledge = FactorConstraint{.required = true, .types = {"password"}};
  return constraint;
}
AssuranceConstraint device_bound() {
  AssuranceConstraint constraint;
  constraint.possession = FactorConstraint{.required = true, .device_bound = true};
  return constraint;
}
Requirement chain_of(std::vector<MethodRef> methods) {
  Requirement wanted{"Policy", "Rule", {}};
  MethodChain chain;
  for (auto& method : methods) chain.steps.push_back({{std::move(method)}, {}});
  wanted.verification.chains = {std::move(chain)};
  return wanted;
}

struct MetCase {
  const char* title;
  Requirement wanted;
  std::vector<Proof> proofs;
  bool met;
};

}  // namespace

TEST_CASE("proofs meet a requirement by class, by constraint and in order", "[policy]") {
  constexpr auto kOne = FactorMode::one_factor;
  constexpr auto kTwo = FactorMode::two_factors;
  const std::vector<MetCase> cases{
      {"nothing is nothing", asking(kOne), {}, false},
      {"one of any class", asking(kOne), {just_now(kEmail)}, true},
      {"two of one class are one factor", asking(kTwo), {just_now(kPassword), just_now(kQuestion)}, false},
      {"two possessions are one factor", asking(kTwo), {just_now(kEmail), just_now(kSms)}, false},
      {"knowledge and possession are two", asking(kTwo), {just_now(kPassword), just_now(kSms)}, true},
      {"another knowledge than the password",
       asking(kTwo, {password_required()}),
       {just_now(kQuestion), just_now(kSms)},
       false},
      {"the password and another factor",
       asking(kTwo, {password_required()}),
       {just_now(kSms), just_now(kPassword)},
       true},
      {"a phone is not bound to a device",
       asking(kTwo, {device_bound()}),
       {just_now(kPassword), just_now(kSms)},
       false},
      {"an authenticator app is",
       asking(kTwo, {device_bound()}),
       {just_now(kPassword), just_now(kOtp)},
       true},
      {"of several constraints one suffices",
       asking(kOne, {device_bound(), password_required()}),
       {just_now(kPassword)},
       true},
      {"a chain in its order", chain_of({kEmail, kPassword}), {just_now(kEmail), just_now(kPassword)}, true},
      {"a chain in another order",
       chain_of({kEmail, kPassword}),
       {just_now(kPassword), just_now(kEmail)},
       false},
      {"half a chain", chain_of({kEmail, kPassword}), {just_now(kEmail)}, false},
  };
  for (const auto& one : cases) {
    CAPTURE(one.title);
    CHECK(is_met(one.wanted, one.proofs, kNow) == one.met);
    CHECK(unmet_part(one.wanted, one.proofs, kNow).empty() == one.met);
  }
}

TEST_CASE("a proof of the session counts until the second at which it is as old as allowed", "[policy]") {
  auto wanted = asking(FactorMode::one_factor);
  wanted.verification.reauthenticate_in = hours(2);
  CHECK(is_met(wanted, {in_session(kPassword, hours(2) - seconds(1))}, kNow));
  CHECK_FALSE(is_met(wanted, {in_session(kPassword, hours(2))}, kNow));
  CHECK(unmet_part(wanted, {in_session(kPassword, hours(2))}, kNow) == "reauthenticateIn=PT2H");

  wanted.verification.reauthenticate_in = seconds(0);  // every sign-in attempt
  CHECK_FALSE(is_met(wanted, {in_session(kPassword, seconds(0))}, kNow));
  CHECK(is_met(wanted, {just_now(kPassword)}, kNow));
}

TEST_CASE("each factor lapses for itself", "[policy]") {
  auto wanted = asking(FactorMode::two_factors);
  wanted.verification.reauthenticate_in = hours(2);
  const std::vector<Proof> proofs{in_session(kPassword, hours(3)), in_session(kSms, hours(1))};
  CHECK_FALSE(is_met(wanted, proofs, kNow));
  CHECK(next_methods({wanted}, proofs, {kPassword, kSms}, kNow) == std::vector<MethodRef>{kPassword});
}

TEST_CASE("what comes next is what belongs to a shortest way", "[policy]") {
  const std::vector<MethodRef> all{kPassword, kEmail, kSms};
  using Methods = std::vector<MethodRef>;
  const auto two = asking(FactorMode::two_factors);
  CHECK(next_methods({two}, {}, all, kNow) == all);
  CHECK(next_methods({two}, {just_now(kPassword)}, all, kNow) == Methods{kEmail, kSms});
  CHECK(next_methods({two}, {just_now(kSms)}, all, kNow) == Methods{kPassword});
  CHECK(next_methods({two}, {just_now(kPassword)}, {kPassword}, kNow).empty());
  CHECK(next_methods({two}, {just_now(kPassword), just_now(kSms)}, all, kNow).empty());
  CHECK(next_methods({asking(FactorMode::one_factor, {password_required()})}, {}, all, kNow) ==
        Methods{kPassword});
  CHECK(next_methods({chain_of({kEmail, kPassword})}, {}, all, kNow) == Methods{kEmail});
  CHECK(next_methods({chain_of({kEmail, kPassword})}, {just_now(kEmail)}, all, kNow) == Methods{kPassword});
  // The stricter of two policies decides.
  CHECK(next_methods({asking(FactorMode::one_factor), two}, {just_now(kPassword)}, all, kNow) ==
        Methods{kEmail, kSms});
}

}  // namespace mockidp
