#pragma once
// Orgs with random policies, for walks that hold the engine against an oracle. Everything follows from a
// seed.

#include <random>
#include <string>
#include <vector>

#include "mockidp/signin/authenticators/security_question.h"
#include "mockidp/signin/factors_scene_test.h"

namespace mockidp {

inline constexpr auto kAnnsAnswer = "brussels sprouts";
inline constexpr auto kAnnsOtpKey = "12345678901234567890";

class Dice {
 public:
  explicit Dice(unsigned seed) : engine_(seed) {}
  unsigned below(unsigned limit) { return static_cast<unsigned>(engine_() % limit); }
  bool one_in(unsigned n) { return below(n) == 0; }
  template <class T>
  T one_of(std::initializer_list<T> values) {
    return *(values.begin() + below(static_cast<unsigned>(values.size())));
  }

 private:
  std::minstd_rand engine_;
};

inline const std::vector<MethodRef>& methods_of_walks() {
  static const std::vector<MethodRef> all{{"okta_password", "password"},
                                          {"okta_email", "email"},
                                          {"phone_number", "sms"},
                                          {"google_otp", "otp"},
                                          {"security_question", "security_question"}};
  return all;
}
inline MethodRef any_method(Dice& dice) { return methods_of_walks()[dice.below(5)]; }

inline std::chrono::seconds any_interval(Dice& dice) {
  return std::chrono::seconds(dice.one_of({0, 600, 7200, 43200}));
}

inline FactorConstraint any_knowledge(Dice& dice) {
  FactorConstraint wanted;
  wanted.required = dice.one_in(2);
  if (dice.one_in(2)) wanted.types = {dice.one_of<std::string>({"password", "security_question"})};
  if (dice.one_in(4)) wanted.reauthenticate_in = any_interval(dice);
  return wanted;
}
inline FactorConstraint any_possession(Dice& dice) {
  FactorConstraint wanted;
  wanted.required = dice.one_in(2);
  wanted.device_bound = dice.one_in(4);
  if (dice.one_in(3)) wanted.authentication_methods = {any_method(dice), any_method(dice)};
  if (dice.one_in(4)) wanted.excluded_authentication_methods = {any_method(dice)};
  if (dice.one_in(4)) wanted.methods = {dice.one_of<std::string>({"sms", "email", "otp"})};
  if (dice.one_in(4)) wanted.reauthenticate_in = any_interval(dice);
  return wanted;
}

inline VerificationMethod any_verification(Dice& dice) {
  VerificationMethod wanted;
  wanted.factor_mode = dice.one_in(2) ? FactorMode::two_factors : FactorMode::one_factor;
  wanted.reauthenticate_in = any_interval(dice);
  if (dice.one_in(4)) {
    for (unsigned chains = 1 + dice.below(2); chains > 0; --chains) {
      MethodChain& chain = wanted.chains.emplace_back();
      for (unsigned steps = 1 + dice.below(2); steps > 0; --steps)
        chain.steps.push_back({{any_method(dice)}, {}});
      if (dice.one_in(3)) chain.reauthenticate_in = any_interval(dice);
    }
    return wanted;
  }
  for (unsigned constraints = dice.below(3); constraints > 0; --constraints) {
    AssuranceConstraint& constraint = wanted.constraints.emplace_back();
    if (dice.one_in(2)) constraint.knowledge = any_knowledge(dice);
    if (dice.one_in(2)) constraint.possession = any_possession(dice);
  }
  return wanted;
}

inline RuleConditions any_conditions(Dice& dice) {
  RuleConditions conditions;
  if (dice.one_in(2)) conditions.people.include_group_ids = {"00gstaff"};
  if (dice.one_in(4)) conditions.people.exclude_person_ids = {"00ubob"};
  if (dice.one_in(3)) {
    conditions.network.anywhere = false;
    conditions.network.include_zone_ids = {"nzo1"};
  }
  return conditions;
}

inline void draw_sign_on_policy(Dice& dice, Scene& scene) {
  auto& rules = scene.directory.sign_on_policies.front().rules;
  rules.back().verification = any_verification(dice);
  if (dice.one_in(8)) rules.back().allow = false;
  for (unsigned more = dice.below(3); more > 0; --more) {
    SignOnRule rule;
    rule.name = "Rule " + std::to_string(more);
    rule.conditions = any_conditions(dice);
    rule.verification = any_verification(dice);
    rule.allow = !dice.one_in(8);
    rules.insert(rules.begin(), rule);
  }
}

inline void draw_session_policy(Dice& dice, Scene& scene) {
  auto& rule = scene.session_rule();
  if (dice.one_in(2)) rule.primary_factor = PrimaryFactor::password_idp;
  rule.require_factor = dice.one_in(3);
  rule.factor_prompt_mode = dice.one_in(2) ? FactorPromptMode::always : FactorPromptMode::session;
}

inline void draw_people(Dice& dice, Scene& scene) {
  auto& ann = scene.ann();
  if (dice.one_in(2)) ann.group_ids = {"00gstaff"};
  const auto enrol = [&](std::string_view key) -> Enrolment& {
    ann.enrolments.emplace_back().authenticator = key;
    return ann.enrolments.back();
  };
  if (!dice.one_in(3)) enrol(kPhoneKey).phone_number = "+15556667777";
  if (dice.one_in(2)) enrol(kGoogleOtpKey).secret = kAnnsOtpKey;
  if (dice.one_in(2))
    ann.enrolments.push_back(enrol_question("disliked_food", kAnnsAnswer, 1, *scene.random));
  scene.people.at("00ubob").profile["email"] = "bob@example.com";
}

inline void draw_session(Dice& dice, Scene& scene) {
  if (dice.one_in(2)) return;
  scene.session_of(dice.one_in(4) ? "00ubob" : "00uann", std::chrono::seconds(dice.below(9000)));
  auto& session = *scene.session;
  session.verified.clear();
  for (unsigned proofs = 1 + dice.below(3); proofs > 0; --proofs) {
    const auto method = any_method(dice);
    const auto same = [&](const VerifiedMethod& one) { return one.authenticator == method.key; };
    if (std::find_if(session.verified.begin(), session.verified.end(), same) == session.verified.end())
      session.verified.push_back({method.key, std::string(amr_of(method.method)),
                                  scene.now - std::chrono::seconds(dice.below(9000))});
  }
  session.last_used_at = scene.now - std::chrono::seconds(dice.below(9000));
}

inline void draw_request(Dice& dice, Scene& scene) {
  auto& request = scene.request();
  request.prompt_login = dice.one_in(4);
  if (dice.one_in(4)) request.max_age = std::chrono::seconds(dice.below(4) * 1000);
  if (dice.one_in(4))
    request.acr_values = {
        dice.one_of<std::string>({"urn:okta:loa:1fa:pwd", "urn:okta:loa:2fa:any", "unknown"})};
  scene.facts.ip = dice.one_in(2) ? "10.0.0.1" : "11.0.0.1";
}

inline void draw_org(Dice& dice, FactorsScene& scene) {
  scene.directory.groups.push_back(Group{.id = "00gstaff", .name = "Staff", .description = ""});
  scene.directory.network_zones = {{"nzo1", "Office", {"10.0.0.0/8"}, true}};
  scene.authenticator(kEmailKey).allowed_for =
      dice.one_of({AllowedFor::any, AllowedFor::recovery, AllowedFor::sso});
  scene.authenticator(kPhoneKey).allowed_for = dice.one_of({AllowedFor::any, AllowedFor::recovery});
  if (dice.one_in(5)) scene.authenticator(kGoogleOtpKey).active = false;
  scene.directory.org.switches.prevent_user_enumeration = !dice.one_in(4);
  for (const auto key : {kGoogleOtpKey, kQuestionKey})
    if (dice.one_in(2))
      scene.enrolment_policy().authenticators.push_back(
          {std::string(key), dice.one_of({SelfEnrolment::OPTIONAL, SelfEnrolment::REQUIRED})});
  scene.password_policy().recovery_methods = {"email", "sms"};
  draw_sign_on_policy(dice, scene);
  draw_session_policy(dice, scene);
  draw_people(dice, scene);
  draw_session(dice, scene);
  draw_request(dice, scene);
  scene.directory.index();
}

}  // namespace mockidp
