// Mistakes in policies, authenticators, zones and enrolments.

#include <nlohmann/json.hpp>

#include "mockidp/directory/every_key_fixture.h"
#include "mockidp/testing/catch.h"

using namespace mockidp;
using protocol::Json;

TEST_CASE("mistakes in policies are told where they stand", "[org_policies]") {
  const std::string rule = "/policies/sign_on/1/rules/0";
  const std::string possession = rule + "/constraints/0/possession";
  const std::string method = possession + "/authentication_methods/1/method";
  const std::string chains = "/policies/sign_on/1/rules/1/chains";
  const auto zone = rule + "/network/include/0";
  const auto network = rule + "/network";
  const auto knowledge = rule + "/constraints/0/knowledge";
  const auto bound = knowledge + "/device_bound";
  const auto constraint = rule + "/constraints/0";
  const auto types = possession + "/types";
  const auto verification = rule + "/verification";
  const auto five = R"([{"steps": [{"authentication_methods": [{"key": "okta_email"}]}]},
      {"steps": [{"authentication_methods": [{"key": "okta_email"}]}]},
      {"steps": [{"authentication_methods": [{"key": "okta_email"}]}]},
      {"steps": [{"authentication_methods": [{"key": "okta_email"}]}]},
      {"steps": [{"authentication_methods": [{"key": "okta_email"}]}]},
      {"steps": [{"authentication_methods": [{"key": "okta_email"}]}]}])";
  const auto steps = chains + "/0/steps";
  const auto step = R"({"authentication_methods": [{"key": "okta_email"}]})";
  const auto four = "[" + std::string(step) + "," + step + "," + step + "," + step + "]";
  const auto rule_chains = rule + "/chains";
  const auto expression = rule + "/expression";
  check_mistakes({
      {"/policies/authenticator_enrolment", "[]", "/policies/authenticator_enrolment",
       R"(did you mean "authenticator_enrollment"?)"},
      {"/policies/sign_on/0", "{}", "/policies/sign_on/0", R"("name" is missing)"},
      {"/policies/sign_on/1/preset", "\"Mandatory mfa\"", "/policies/sign_on/1/preset",
       R"(did you mean "Mandatory MFA"?)"},
      {"/policies/sign_on/0/exclude_phone_and_email", "true", "/policies/sign_on/0/exclude_phone_and_email",
       "goes with a \"preset\""},
      {"/policies/sign_on/0/apps", R"(["the-web-ap"])", "/policies/sign_on/0/apps/0",
       R"(did you mean "the-web-app"?)"},
      {verification.c_str(), "{}", verification.c_str(), "unknown key"},
      {zone.c_str(), "\"Ofice\"", zone.c_str(),
       R"(there is no network zone "Ofice"; did you mean "Office"?)"},
      {network.c_str(), "{}", network.c_str(), "names no zone"},
      {expression.c_str(), R"("user.department = 'Sales'")", expression.c_str(), "(at character 17)"},
      {expression.c_str(), R"("app.label == 'Web'")", expression.c_str(), "nothing is called app"},
      {expression.c_str(), R"("user.profile.manager.name == 'Ann'")", expression.c_str(),
       "goes deeper than is supported"},
      {expression.c_str(), R"j("user.isMemberOf({'00gstaff'})")j", expression.c_str(),
       "the function user.isMemberOf is not supported"},
      {expression.c_str(), R"("")", expression.c_str(), "empty"},
      {knowledge.c_str(), R"({"device_bound": "REQUIRED"})", bound.c_str(), R"(unknown key "device_bound")"},
      {constraint.c_str(), "{}", constraint.c_str(), R"(needs "knowledge", "possession" or both)"},
      {types.c_str(), R"(["password"])", types.c_str(), R"(unknown key "types")"},
      {method.c_str(), "\"sms\"", method.c_str(), R"(google_otp has no method "sms")"},
      {chains.c_str(), five, chains.c_str(), "has 6, and at most 5"},
      {steps.c_str(), four.c_str(), steps.c_str(), "has 4, and at most 3"},
      {rule_chains.c_str(), R"([{"steps": [{"authentication_methods": [{"key": "okta_email"}]}]}])",
       rule_chains.c_str(), R"(stand beside "constraints")"},
      {"/policies/sign_on/1/rules/1/name", "\"Catch-all Rule\"", "/policies/sign_on/1/rules",
       "is named like /policies/sign_on/1/rules/1"},
      {"/policies/global_session/0/groups/0", "\"Stuff\"", "/policies/global_session/0/groups/0",
       R"(did you mean "Staff"?)"},
      {"/policies/global_session/0/primary_factor", "\"PASSWORD\"",
       "/policies/global_session/0/primary_factor", "is not one of"},
      {"/policies/authenticator_enrollment/0/authenticators/1/key", "\"okta_password\"",
       "/policies/authenticator_enrollment/0/authenticators/1/key", "is there already"},
      {"/policies/profile_enrollment/1/name", "\"Nobody\"", "/policies/profile_enrollment/1/name",
       R"(the profile enrollment policy "Nobody" is there already)"},
      {"/policies/profile_enrollment/1/profile_attributes", R"([{"name": "firstName"}])",
       "/policies/profile_enrollment/1/profile_attributes", R"(must have "email")"},
      {"/policies/profile_enrollment/1/profile_attributes", R"([{"name": "email", "required": false}])",
       "/policies/profile_enrollment/1/profile_attributes", R"(must have "email")"},
      {"/policies/profile_enrollment/1/profile_attributes/1/name", "\"first_name\"",
       "/policies/profile_enrollment/1/profile_attributes/1/name", R"(did you mean "firstName"?)"},
      {"/policies/profile_enrollment/1/target_groups/0", "\"Stuff\"",
       "/policies/profile_enrollment/1/target_groups/0", R"(did you mean "Staff"?)"},
      {"/policies/password/0/expire_warn_days", "91", "/policies/password/0/expire_warn_days",
       "no more than max_age_days"},
      {"/policies/password/0/min_number", "30", "/policies/password/0/min_length", "no password of 30"},
      {"/policies/password/0/recovery_methods", R"(["push"])", "/policies/password/0/recovery_methods/0",
       "is not one of email, sms, voice, otp"},
      {"/policies/password", "3", "/policies/password", "must be an object, not a whole number"},
      {"/apps/0/profile_enrollment_policy", "\"Sign-in\"", "/apps/0/profile_enrollment_policy",
       R"(did you mean "Sign-up"?)"},
      {"/apps/0/auto_sign_in", "\"an@example.com\"", "/apps/0/auto_sign_in",
       R"(did you mean "ann@example.com"?)"},
  });
  CHECK(problems_of(document_with("/apps/0/auto_sign_in", "\"*\"")).empty());
}

TEST_CASE("mistakes in authenticators, zones and enrolments are told where they stand", "[org_policies]") {
  check_mistakes({
      {"/authenticators/1/key", "\"okta_mail\"", "/authenticators/1/key", R"(did you mean "okta_email"?)"},
      {"/authenticators/1/key", "\"okta_verify\"", "/authenticators/1/key", "is not one of okta_password"},
      {"/authenticators/3/key", "\"phone_number\"", "/authenticators/3/key", "is there already"},
      {"/authenticators/2/methods", R"(["otp"])", "/authenticators/2/methods/0",
       R"(phone_number has no method "otp")"},
      {"/authenticators/2/token_lifetime_minutes", "5", "/authenticators/2/token_lifetime_minutes",
       "goes with okta_email alone"},
      {"/authenticators/1/token_lifetime_minutes", "12", "/authenticators/1/token_lifetime_minutes",
       "must be a multiple of 5, not 12"},
      {"/authenticators/0/status", "\"INACTIVE\"", "/authenticators/0/status", "cannot be INACTIVE"},
      {"/authenticators/0/allowed_for", "\"recovery\"", "/authenticators/0/allowed_for", "must be any"},
      {"/network_zones/1/name", "\"Office\"", "/network_zones/1/name", "is there already"},
      {"/network_zones/1/gateways", "[]", "/network_zones/1/gateways", "needs at least 1"},
      {"/network_zones/1/gateways/0", "\"10.0.0.0/33\"", "/network_zones/1/gateways/0",
       "is not an address, a network"},
      {"/network_zones/1/gateways/0", "\"10.0.0.1-::1\"", "/network_zones/1/gateways/0", "is not an address"},
      {"/network_zones/1/gateways/0", R"("10.0.0.1\u0000")", "/network_zones/1/gateways/0",
       "is not an address"},
      {"/people/0/phone", "\"5556667777\"", "/people/0/phone", "is not an E.164 number"},
      {"/people/0/phone", "\"+05556667777\"", "/people/0/phone", "is not an E.164 number"},
      {"/people/0/phone", "\"+1 555 666\"", "/people/0/phone", "characters of +0-9"},
      {"/people/0/google_otp_secret", "\"not base 32: 0189\"", "/people/0/google_otp_secret",
       "is not Base32"},
      {"/people/0/security_question/answer", "\"abc\"", "/people/0/security_question/answer",
       "must have 4 to 100 characters, not 3"},
  });
  for (const char* good : {"+1555666", "+155566677778888"})
    CHECK(problems_of(document_with("/people/0/phone", Json(good).dump().c_str())).empty());
  CHECK_FALSE(problems_of(document_with("/people/0/phone", "\"+155566\"")).empty());
  CHECK_FALSE(problems_of(document_with("/people/0/phone", "\"+1555666777788889\"")).empty());
  CHECK(problems_of(document_with("/people/0/security_question/answer", "\"abcd\"")).empty());
}

TEST_CASE("numbers of policies keep their limits, at the limit they pass", "[org_policies]") {
  struct Row {
    const char* pointer;
    int too_little, least, most, too_much;
  };
  const Row rows[] = {
      {"/policies/password/0/min_length", 3, 4, 30, 31},
      {"/policies/password/0/history_count", -1, 0, 30, 31},
      {"/policies/password/0/max_attempts", -1, 0, 100, 101},
      {"/policies/password/0/max_age_days", 9, 10, 999, 1000},  // no less than expire_warn_days
      {"/policies/global_session/0/max_session_idle_minutes", 0, 1, 2628000, 2628001},
      {"/policies/global_session/0/rules/0/factor_lifetime_minutes", -1, 0, 2628000, 2628001},
      {"/authenticators/1/token_lifetime_minutes", 4, 5, 30, 31},
  };
  for (const auto& row : rows) {
    CAPTURE(row.pointer);
    const auto passes = [&](int value) {
      return problems_of(document_with(row.pointer, std::to_string(value).c_str())).empty();
    };
    CHECK_FALSE(passes(row.too_little));
    CHECK(passes(row.least));
    CHECK(passes(row.most));
    CHECK_FALSE(passes(row.too_much));
  }
}

TEST_CASE("no message repeats an answer or a key", "[org_policies]") {
  for (const auto& [pointer, value] : {std::pair{"/people/0/google_otp_secret", "\"hush-hush-hush-0189\""},
                                       {"/people/0/security_question/answer", "\"sh\""}})
    for (const auto& problem : problems_of(document_with(pointer, value))) {
      CHECK(problem.message.find("hush") == std::string::npos);
      CHECK(problem.message.find("\"sh\"") == std::string::npos);
    }
}
