#pragma once
// A scene with all authenticators, for the flows beyond the password.

#include "mockidp/signin/next_step_case_test.h"
#include "mockidp/signin/sent_code.h"

namespace mockidp {

struct FactorsScene : Scene {
  FactorsScene() {
    for (const auto key : {kPhoneKey, kGoogleOtpKey, kQuestionKey}) authenticator(key);
    authenticator(kEmailKey).allowed_for = AllowedFor::any;
    enrolment_policy().authenticators = {{std::string(kPasswordKey), SelfEnrolment::REQUIRED},
                                         {std::string(kPhoneKey), SelfEnrolment::OPTIONAL}};
  }

  // Seed 003's "Mandatory MFA": the password and another factor.
  FactorsScene& mandatory_mfa() {
    rule().verification.factor_mode = FactorMode::two_factors;
    AssuranceConstraint constraint;
    constraint.knowledge = FactorConstraint{.required = true, .types = {"password"}};
    rule().verification.constraints = {constraint};
    return *this;
  }
  FactorsScene& with_phone(Person& person) {
    Enrolment phone;
    phone.id = "sms1";
    phone.authenticator = kPhoneKey;
    phone.phone_number = "+15556667777";
    person.enrolments.push_back(std::move(phone));
    return *this;
  }
  FactorsScene& only_email_recovers() {
    authenticator(kEmailKey).allowed_for = AllowedFor::recovery;
    return *this;
  }

  std::string step() const { return name_of(next()); }
  std::string identify(std::string login = "ann@example.com") {
    answer(IdentifyInput{std::move(login)});
    return step();
  }
  std::string passcode(std::string value) {
    answer(PasscodeInput{std::move(value)});
    return step();
  }
  std::string last_code() const { return sent.back().code; }
  Outcome say(const Input& input) { return answer(input); }
};

}  // namespace mockidp
