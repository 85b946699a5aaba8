// Policies, authenticators and zones of a document: where each value arrives, and what is there without one.

#include <nlohmann/json.hpp>

#include "mockidp/directory/every_key_fixture.h"
#include "mockidp/testing/catch.h"

using namespace mockidp;
using namespace std::chrono_literals;
using protocol::Json;

TEST_CASE("every value of a sign-on policy arrives where it belongs", "[org_policies]") {
  const auto org = load_without_problems(every_key_document());
  const auto& directory = org.directory;
  const auto& ann = org.people[0].person;
  const auto& ben = org.people[1].person;
  const auto& strict = directory.sign_on_policies.at(1);
  CHECK(strict.id == "rststrict00000000001");
  REQUIRE(strict.rules.size() == 3);

  const auto& rule = strict.rules[0];
  CHECK(rule.id == "0prstrict00000000001");
  CHECK(rule.allow);
  CHECK(rule.conditions.people.include_person_ids == std::vector<std::string>{ann.id});
  CHECK(rule.conditions.people.exclude_person_ids == std::vector<std::string>{ben.id});
  CHECK(rule.conditions.people.include_group_ids == std::vector<std::string>{directory.groups[1].id});
  CHECK(rule.conditions.people.exclude_group_ids == std::vector<std::string>{directory.everyone().id});
  CHECK_FALSE(rule.conditions.network.anywhere);
  CHECK(rule.conditions.network.include_zone_ids == std::vector<std::string>{"nzooffice00000000001"});
  CHECK(rule.conditions.network.exclude_zone_ids ==
        std::vector<std::string>{directory.network_zones.at(1).id});
  REQUIRE(rule.conditions.include_platforms.size() == 1);
  CHECK(rule.conditions.include_platforms[0].type == PlatformType::DESKTOP);
  CHECK(rule.conditions.include_platforms[0].system == OperatingSystem::OSX);
  REQUIRE(rule.conditions.exclude_platforms.size() == 1);
  CHECK(rule.conditions.exclude_platforms[0].system == OperatingSystem::ANDROID);
  CHECK(rule.conditions.include_user_types == std::vector<std::string>{"employee"});
  CHECK(rule.conditions.exclude_user_types == std::vector<std::string>{"robot"});
  CHECK(rule.conditions.expression != nullptr);
  CHECK(rule.keep_me_signed_in);
  CHECK(rule.keep_me_signed_in_every == 7 * 24h);
  CHECK(rule.verification.factor_mode == FactorMode::two_factors);
  CHECK(rule.verification.reauthenticate_in == 0s);
  REQUIRE(rule.verification.constraints.size() == 1);
  const auto& [knowledge, possession] = rule.verification.constraints[0];
  REQUIRE(knowledge);
  CHECK(knowledge->required);
  CHECK(knowledge->types == std::vector<std::string>{"password"});
  CHECK(knowledge->reauthenticate_in == std::optional<std::chrono::seconds>(1h));
  CHECK(knowledge->methods == std::vector<std::string>{"password"});
  CHECK(knowledge->authentication_methods == std::vector<MethodRef>{{"okta_password", "password"}});
  REQUIRE(possession);
  CHECK(possession->methods == std::vector<std::string>{"otp"});
  // An authenticator without a method stands for all that it can have.
  CHECK(possession->authentication_methods ==
        std::vector<MethodRef>{{"phone_number", "sms"}, {"phone_number", "voice"}, {"google_otp", "otp"}});
  CHECK(possession->excluded_authentication_methods == std::vector<MethodRef>{{"phone_number", "voice"}});
  CHECK_FALSE(possession->device_bound);

  const auto& chains = strict.rules[1].verification.chains;
  REQUIRE(chains.size() == 1);
  CHECK(chains[0].reauthenticate_in == std::optional<std::chrono::seconds>(1h));
  REQUIRE(chains[0].steps.size() == 2);
  CHECK(chains[0].steps[0].any_of == std::vector<MethodRef>{{"okta_email", "email"}});
  CHECK(chains[0].steps[1].any_of == std::vector<MethodRef>{{"okta_password", "password"}});
  CHECK(chains[0].steps[1].reauthenticate_in == std::optional<std::chrono::seconds>(5min));

  const auto& last = strict.rules[2];  // the preset's
  CHECK(last.name == "Catch-all Rule");
  CHECK(has_no_conditions(last.conditions));
  REQUIRE(last.verification.constraints.size() == 1);
  CHECK(last.verification.constraints[0].possession->device_bound);
}

TEST_CASE("what possession must be like is REQUIRED or OPTIONAL, each for itself", "[org_policies]") {
  using Member = bool FactorConstraint::*;
  const std::pair<const char*, Member> members[] = {
      {"device_bound", &FactorConstraint::device_bound},
      {"hardware_protection", &FactorConstraint::hardware_protection},
      {"phishing_resistant", &FactorConstraint::phishing_resistant},
      {"user_verification", &FactorConstraint::user_verification}};
  for (const auto& [key, member] : members) {
    CAPTURE(key);
    const Json rule{{"constraints", Json::array({{{"possession", {{key, "REQUIRED"}}}}})}};
    const auto org = load_without_problems(
        {{"policies", {{"sign_on", Json::array({{{"name", "P"}, {"rules", Json::array({rule})}}})}}}});
    const auto& possession =
        org.directory.sign_on_policies.at(0).rules.at(0).verification.constraints.at(0).possession;
    REQUIRE(possession);
    for (const auto& [other, other_member] : members)
      CHECK((*possession).*other_member == (std::string_view(other) == key));
  }
}

TEST_CASE("every value of the other policies arrives where it belongs", "[org_policies]") {
  const auto org = load_without_problems(every_key_document());
  const auto& directory = org.directory;
  const std::vector<std::string> staff{directory.groups[1].id};

  REQUIRE(directory.session_policies.size() == 2);
  const auto& session = directory.session_policies[0];
  CHECK(session.id == "00psession0000000001");
  CHECK(session.name == "Short");
  CHECK(session.group_ids == staff);
  REQUIRE(session.rules.size() == 2);
  const auto& office = session.rules[0];
  CHECK(office.id == "0prsession0000000001");
  CHECK(office.conditions.people.include_person_ids.size() == 1);
  CHECK(office.conditions.network.include_zone_ids.size() == 1);
  CHECK(office.primary_factor == PrimaryFactor::password_idp);
  CHECK(office.require_factor);
  CHECK(office.factor_prompt_mode == FactorPromptMode::device);
  CHECK(office.factor_lifetime == 60min);
  CHECK(office.max_idle == 10min);
  CHECK(office.max_lifetime == 600min);
  CHECK_FALSE(office.persistent_cookie);
  const auto& last = session.rules[1];
  CHECK(last.name == "Only rule");
  CHECK(has_no_conditions(last.conditions));
  CHECK(last.primary_factor == PrimaryFactor::password_idp_any_factor);
  CHECK(last.factor_prompt_mode == FactorPromptMode::session);
  CHECK(last.factor_lifetime == 30min);
  CHECK(last.max_idle == 5min);
  CHECK(last.max_lifetime == 60min);
  CHECK(last.persistent_cookie);

  REQUIRE(directory.enrolment_policies.size() == 2);
  const auto& enrolment = directory.enrolment_policies[0];
  CHECK(enrolment.id == "00penrol000000000001");
  CHECK(enrolment.group_ids == staff);
  CHECK(enrolment.rule_name == "At the first sign-in");
  CHECK(enrolment.moment == EnrolmentMoment::LOGIN);
  CHECK(enrolment.self("okta_password") == SelfEnrolment::REQUIRED);
  CHECK(enrolment.self("phone_number") == SelfEnrolment::OPTIONAL);
  CHECK(enrolment.self("google_otp") == SelfEnrolment::NOT_ALLOWED);

  REQUIRE(directory.profile_enrolment_policies.size() == 2);
  CHECK_FALSE(directory.profile_enrolment_policies[0].self_service_registration);
  const auto& profile = directory.profile_enrolment_policies[1];
  CHECK(profile.id == "rstsignup00000000001");
  CHECK(profile.self_service_registration);
  CHECK_FALSE(profile.email_verification);
  CHECK(profile.progressive_profiling);
  CHECK(profile.password_on_form);
  REQUIRE(profile.fields.size() == 2);
  CHECK(profile.fields[0].label == "Primary email");
  CHECK(profile.fields[1].label == "shoeSize");
  CHECK_FALSE(profile.fields[1].required);
  CHECK(profile.target_group_ids == staff);

  REQUIRE(directory.password_policies.size() == 2);
  const auto& password = directory.password_policies[0];
  CHECK(password.id == "00ppassword000000001");
  CHECK(password.name == "Staff passwords");
  CHECK(password.group_ids == staff);
  CHECK(password.min_length == 12);
  CHECK(password.min_lower_case == 2);
  CHECK(password.min_upper_case == 3);
  CHECK(password.min_number == 4);
  CHECK(password.min_symbol == 1);
  CHECK_FALSE(password.exclude_username);
  CHECK(password.exclude_attributes == std::vector<std::string>{"firstName"});
  CHECK(password.exclude_common);
  CHECK(password.max_age_days == 90);
  CHECK(password.expire_warn_days == 10);
  CHECK(password.min_age == 60min);
  CHECK(password.history_count == 8);
  CHECK(password.max_attempts == 3);
  CHECK(password.auto_unlock == 15min);
  CHECK(password.show_lockout_failures);
  CHECK(password.notify_lockout_by_email);
  CHECK(password.rule_name == "Staff rule");
  CHECK_FALSE(password.password_change);
  CHECK_FALSE(password.password_reset);
  CHECK(password.unlock);
  CHECK(password.recovery_methods == std::vector<std::string>{"otp"});
  CHECK(password.step_up == StepUp::security_question);
}

TEST_CASE("authenticators and zones of a document arrive where they belong", "[org_policies]") {
  const auto org = load_without_problems(every_key_document());
  const auto& directory = org.directory;
  CHECK(directory.authenticator("okta_password")->id == "autpassword000000001");
  CHECK(directory.authenticator("okta_email")->allowed_for == AllowedFor::any);
  CHECK(directory.authenticator("okta_email")->token_lifetime == 10min);
  const auto* phone = directory.authenticator("phone_number");
  REQUIRE(phone);
  CHECK(phone->name == "Phone");
  CHECK(phone->id.substr(0, 3) == "aut");
  CHECK(phone->allowed_for == AllowedFor::sso);
  CHECK(phone->methods == std::vector<std::string>{"voice"});
  CHECK(directory.authenticator("google_otp")->methods == std::vector<std::string>{"otp"});
  CHECK_FALSE(directory.authenticator("security_question"));  // inactive

  const auto* office = directory.network_zone("nzooffice00000000001");
  REQUIRE(office);
  CHECK(office->name == "Office");
  CHECK(office->active);
  CHECK(office->gateways.size() == 3);
}
