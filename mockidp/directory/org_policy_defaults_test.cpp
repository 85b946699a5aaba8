// What is there without a word in the document: presets, catch-all rules, policies for everybody, and which
// policy an app has.

#include <algorithm>
#include <nlohmann/json.hpp>

#include "mockidp/directory/every_key_fixture.h"
#include "mockidp/testing/catch.h"

using namespace mockidp;
using namespace std::chrono_literals;
using protocol::Json;

namespace {

LoadedOrg org_of(const char* document) { return load_without_problems(Json::parse(document)); }

std::vector<std::string> names_of(const std::vector<SignOnPolicy>& policies) {
  std::vector<std::string> names;
  for (const auto& policy : policies) names.push_back(policy.name);
  return names;
}

}  // namespace

TEST_CASE("an org that says nothing has the defaults of its preset", "[org_policies]") {
  const std::vector<std::string> always{"Any two factors", "Password only", "One factor access"};
  const auto org = org_of(R"({})");
  const auto& old = org.directory;
  CHECK(names_of(old.sign_on_policies) ==
        std::vector<std::string>{"Default Policy", "Any two factors", "Password only", "One factor access"});
  CHECK(old.sign_on_policies[0].rules.at(0).verification.factor_mode == FactorMode::one_factor);
  CHECK(old.authenticators.size() == 2);
  REQUIRE(old.authenticator("okta_password"));
  CHECK(old.authenticator("okta_password")->allowed_for == AllowedFor::any);
  REQUIRE(old.authenticator("okta_email"));
  CHECK(old.authenticator("okta_email")->allowed_for == AllowedFor::recovery);
  CHECK(old.authenticator("okta_email")->token_lifetime == 5min);

  const auto fresh_org = org_of(R"({"org": {"preset": "fresh"}})");
  const auto& fresh = fresh_org.directory;
  CHECK(names_of(fresh.sign_on_policies) == always);
  const auto& two = fresh.sign_on_policies[0].rules.at(0).verification;
  CHECK(two.factor_mode == FactorMode::two_factors);
  CHECK(two.reauthenticate_in == 12h);
  CHECK(two.constraints.empty());
  REQUIRE(fresh.authenticator("phone_number"));
  CHECK(fresh.authenticator("phone_number")->allowed_for == AllowedFor::any);
  CHECK(fresh.authenticator("okta_email")->allowed_for == AllowedFor::recovery);

  for (const Directory* directory : {&old, &fresh}) {
    REQUIRE(directory->profile_enrolment_policies.size() == 1);
    CHECK(directory->profile_enrolment_policies[0].name == "Default Policy");
    CHECK_FALSE(directory->profile_enrolment_policies[0].self_service_registration);
    CHECK(directory->profile_enrolment_policies[0].fields.size() == 3);
    REQUIRE(directory->enrolment_policies.size() == 1);
    CHECK(directory->enrolment_policies[0].self("okta_password") == SelfEnrolment::REQUIRED);
    CHECK(directory->enrolment_policies[0].self("okta_email") == SelfEnrolment::OPTIONAL);
    REQUIRE(directory->session_policies.size() == 1);
    CHECK(directory->session_policies[0].rules.size() == 1);
    CHECK(directory->session_policies[0].rules[0].primary_factor == PrimaryFactor::password_idp_any_factor);
    REQUIRE(directory->password_policies.size() == 1);
    CHECK(directory->password_policies[0].password_reset);
    CHECK(directory->password_policies[0].step_up == StepUp::not_required);
  }
  CHECK(old.enrolment_policies[0].self("phone_number") == SelfEnrolment::NOT_ALLOWED);
  CHECK(fresh.enrolment_policies[0].self("phone_number") == SelfEnrolment::OPTIONAL);
}

TEST_CASE("a preset brings the rule of that name", "[org_policies]") {
  struct Row {
    const char* preset;
    FactorMode mode;
    std::chrono::seconds reauthenticate_in;
    bool password;
    bool possession;
    bool narrows;  // exclude_phone_and_email is for it
  };
  const Row rows[] = {{"Any two factors", FactorMode::two_factors, 12h, false, false, true},
                      {"Password only", FactorMode::one_factor, 2h, true, false, false},
                      {"One factor access", FactorMode::one_factor, 2h, false, false, false},
                      {"Password optional", FactorMode::one_factor, 2h, false, true, true},
                      {"Mandatory MFA", FactorMode::two_factors, 2h, true, false, true}};
  for (const auto& row : rows) {
    CAPTURE(row.preset);
    Json document{{"policies", {{"sign_on", Json::array({{{"preset", row.preset}}})}}}};
    const auto plain = load_without_problems(document);
    const auto& policy = plain.directory.sign_on_policies.at(0);
    CHECK(policy.name == row.preset);
    REQUIRE(policy.rules.size() == 1);
    const auto& verification = policy.rules[0].verification;
    CHECK(verification.factor_mode == row.mode);
    CHECK(verification.reauthenticate_in == row.reauthenticate_in);
    const auto& constraints = verification.constraints;
    CHECK(constraints.size() == (row.password || row.possession ? 1 : 0));
    if (row.password) CHECK(constraints.at(0).knowledge->types == std::vector<std::string>{"password"});
    if (row.possession) CHECK(constraints.at(0).possession->required);

    document["policies"]["sign_on"][0]["exclude_phone_and_email"] = true;
    CHECK(problems_of(document).empty() == row.narrows);
    if (!row.narrows) continue;
    const auto narrow = load_without_problems(document);
    const auto& narrowed = narrow.directory.sign_on_policies.at(0).rules.at(0).verification.constraints;
    REQUIRE(narrowed.size() == 1);
    REQUIRE(narrowed[0].possession);
    CHECK(narrowed[0].possession->device_bound);
    CHECK(narrowed[0].knowledge.has_value() == row.password);
  }
}

TEST_CASE("a policy ends in a rule without conditions, its own or one that is added", "[org_policies]") {
  const auto rules_of = [](const char* preset, const char* rules) {
    const auto org = load_without_problems(
        {{"org", {{"preset", preset}}},
         {"groups", Json::array({{{"name", "Staff"}}})},
         {"policies", {{"sign_on", Json::array({{{"name", "P"}, {"rules", Json::parse(rules)}}})}}}});
    return org.directory.sign_on_policies.at(0).rules;
  };
  const char* conditional = R"([{"name": "Staff", "people": {"groups": ["Staff"]}, "access": "DENY"}])";
  const auto own = rules_of("fresh", R"([{"name": "Mine", "reauthenticate_in": "PT0S"}])");
  REQUIRE(own.size() == 1);
  CHECK(own[0].name == "Mine");

  const auto added = rules_of("password", conditional);
  REQUIRE(added.size() == 2);
  CHECK_FALSE(added[0].allow);
  CHECK(added[1].name == "Catch-all Rule");
  CHECK(added[1].allow);
  CHECK(added[1].verification.factor_mode == FactorMode::one_factor);
  const auto fresh = rules_of("fresh", conditional);
  REQUIRE(fresh.size() == 2);
  CHECK(fresh[1].verification.factor_mode == FactorMode::two_factors);
  CHECK(fresh[1].verification.reauthenticate_in == 12h);

  for (const char* condition :
       {R"({"people": {"exclude_groups": ["Staff"]}})", R"({"platforms": {"include": [{"os": "IOS"}]}})",
        R"({"platforms": {"exclude": [{}]}})", R"({"user_types": {"include": ["x"]}})",
        R"({"user_types": {"exclude": ["x"]}})", R"({"expression": "true"})"}) {
    CAPTURE(condition);
    auto rule = Json::parse(condition);
    rule["name"] = "R";
    CHECK(rules_of("password", Json::array({rule}).dump().c_str()).size() == 2);
  }
  CHECK(rules_of("password", R"([{"people": {}}])").size() == 1);
}

TEST_CASE("policies by group end in one for everybody", "[org_policies]") {
  for (const char* kind : {"global_session", "authenticator_enrollment", "password"}) {
    CAPTURE(kind);
    const auto sizes = [&](const Json& policies) {
      const auto org = load_without_problems(
          {{"groups", Json::array({{{"name", "Staff"}}})}, {"policies", {{kind, policies}}}});
      const auto& d = org.directory;
      return std::max({d.session_policies.size(), d.enrolment_policies.size(), d.password_policies.size()});
    };
    const Json staff{{"name", "Staff"}, {"groups", {"Staff"}}};
    CHECK(sizes(Json::array({staff})) == 2);
    CHECK(sizes(Json::array({staff, Json::object()})) == 2);
    CHECK(sizes(Json::array({staff, {{"name", "All"}, {"groups", {"Everyone"}}}})) == 2);
    CHECK(sizes(Json::array({Json::object()})) == 1);
  }
  const auto one = org_of(R"({"policies": {"global_session": {"max_session_idle_minutes": 7},
                                           "password": {"max_attempts": 2}}})");
  CHECK(one.directory.session_policies.at(0).rules.at(0).max_idle == 7min);
  CHECK(one.directory.password_policies.at(0).max_attempts == 2);
  CHECK(one.directory.password_policies.size() == 1);
}

TEST_CASE("the first profile enrollment policy denies registration, the others allow it", "[org_policies]") {
  const auto org = org_of(R"({"policies": {"profile_enrollment": [
      {}, {"name": "B"}, {"name": "C", "unknown_user_action": "DENY"}]}})");
  const auto& policies = org.directory.profile_enrolment_policies;
  CHECK_FALSE(policies.at(0).self_service_registration);
  CHECK(policies.at(1).self_service_registration);
  CHECK(policies.at(1).email_verification);
  CHECK_FALSE(policies.at(2).self_service_registration);
  CHECK(policies.at(1).fields.at(2).label == "Email");
}

TEST_CASE("a policy may name its apps, and an app a preset that nobody lists", "[org_policies]") {
  auto document = Json::parse(R"({
      "apps": [{"label": "A", "client_id": "app-one", "application_type": "browser",
                "redirect_uris": ["http://localhost:9000"]}],
      "policies": {"sign_on": [{"name": "First"}, {"name": "Second", "apps": ["app-one"]}],
                   "profile_enrollment": [{}, {"name": "Sign-up", "apps": ["app-one"]}]}})");
  const auto org = load_without_problems(document);
  CHECK(org.directory.sign_on_policy(org.directory.apps.at(0)).name == "Second");
  CHECK(org.directory.profile_enrolment_policy(org.directory.apps.at(0)).name == "Sign-up");

  document["apps"][0]["sign_on_policy"] = "First";
  const auto problems = problems_of(document);
  REQUIRE(problems.size() == 1);
  CHECK(to_string(problems[0]) ==
        R"(/policies/sign_on/1/apps/0: the app "app-one" has another policy already)");

  document["policies"]["sign_on"] = Json::array({{{"name", "First"}}});
  document["apps"][0]["sign_on_policy"] = "Mandatory MFA";
  const auto preset = load_without_problems(document);
  CHECK(preset.directory.sign_on_policy(preset.directory.apps.at(0)).name == "Mandatory MFA");
  CHECK(preset.directory.sign_on_policies.front().name == "First");
}
