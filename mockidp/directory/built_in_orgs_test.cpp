// The ready orgs: each loads, and is what its name says.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "mockidp/directory/every_key_fixture.h"
#include "mockidp/testing/catch.h"

using namespace mockidp;
using protocol::Json;

namespace {

constexpr const char* kSpa = "0oaspaapp0mockidp001";
constexpr const char* kWeb = "0oawebapp0mockidp001";

const std::string& policy_of(const LoadedOrg& org, const char* client_id) {
  const auto* app = org.directory.app_by_client_id(client_id);
  REQUIRE(app);
  return org.directory.sign_on_policy(*app).name;
}

bool can_sign_up(const LoadedOrg& org, const char* client_id) {
  const auto* app = org.directory.app_by_client_id(client_id);
  REQUIRE(app);
  return org.directory.profile_enrolment_policy(*app).self_service_registration;
}

}  // namespace

TEST_CASE("every org of fixtures/orgs is built in, but the one of every key", "[built_in_orgs]") {
  std::vector<std::string> files;
  for (const auto& file : std::filesystem::directory_iterator(MOCKIDP_SOURCE_DIR "/fixtures/orgs"))
    if (file.path().stem() != "every-key") files.push_back(file.path().stem());
  std::sort(files.begin(), files.end());
  CHECK(built_in_org_names() == files);
  CHECK_FALSE(built_in_org("every-key"));
  CHECK_FALSE(built_in_org("no-such-org"));
  CHECK_FALSE(built_in_org(""));
  for (const auto& name : files) {
    CAPTURE(name);
    std::ifstream file(MOCKIDP_SOURCE_DIR "/fixtures/orgs/" + name + ".json", std::ios::binary);
    CHECK(*built_in_org(name) == std::string{std::istreambuf_iterator<char>(file), {}});
    const auto org = ready_org(name);
    CHECK_FALSE(org.people.empty());
    CHECK_FALSE(org.directory.apps.empty());
    if (name != "default") CHECK(Json::parse(*built_in_org(name)).contains("$comment"));
  }
}

TEST_CASE("the org registration lets people sign up at one app", "[built_in_orgs]") {
  const auto org = ready_org("registration");
  CHECK(can_sign_up(org, kSpa));
  CHECK_FALSE(can_sign_up(org, kWeb));
  const auto* spa = org.directory.app_by_client_id(kSpa);
  CHECK_FALSE(org.directory.profile_enrolment_policy(*spa).email_verification);
  CHECK(spa->assignment.group_ids == std::vector<std::string>{org.directory.everyone().id});
  CHECK_FALSE(spa->assignment.federation_broker_mode);
}

TEST_CASE("the org mfa asks for password and phone at one app", "[built_in_orgs]") {
  const auto org = ready_org("mfa");
  CHECK(policy_of(org, kSpa) == "Mandatory MFA");
  CHECK(policy_of(org, kWeb) == "Default Policy");
  REQUIRE(org.directory.authenticator(kPhoneKey));
  CHECK(org.directory.authenticator(kPhoneKey)->allowed_for == AllowedFor::any);
  CHECK(org.directory.enrolment_policies.back().self(kPhoneKey) == SelfEnrolment::OPTIONAL);
  CHECK_FALSE(org.people.at(0).person.enrolment(kPhoneKey));
  CHECK(org.people.at(1).person.enrolment(kPhoneKey));
}

TEST_CASE("the org recovery resets passwords by e-mail, and one factor is enough", "[built_in_orgs]") {
  const auto org = ready_org("recovery");
  CHECK(policy_of(org, kSpa) == "One factor access");
  const auto& password = org.directory.password_policies.back();
  CHECK(password.password_reset);
  CHECK(password.recovery_methods == std::vector<std::string>{"email"});
  CHECK(password.step_up == StepUp::not_required);
  CHECK(org.directory.authenticator(kEmailKey)->allowed_for == AllowedFor::recovery);
}

TEST_CASE("the org password-optional needs no password", "[built_in_orgs]") {
  const auto org = ready_org("password-optional");
  CHECK(policy_of(org, kSpa) == "Password optional");
  CHECK(org.directory.enrolment_policies.back().self(kPasswordKey) == SelfEnrolment::OPTIONAL);
  CHECK(org.people.at(0).password.empty());
  CHECK(org.directory.authenticator(kEmailKey)->for_sign_in());
  CHECK(can_sign_up(org, kSpa));
}

TEST_CASE("the org fresh-org asks every app for two factors", "[built_in_orgs]") {
  const auto org = ready_org("fresh-org");
  CHECK(policy_of(org, kSpa) == "Any two factors");
  CHECK(policy_of(org, kWeb) == "Any two factors");
  CHECK_FALSE(can_sign_up(org, kSpa));
}

TEST_CASE("the org federation-broker shows three kinds of assignment", "[built_in_orgs]") {
  const auto org = ready_org("federation-broker");
  CHECK(org.directory.app_by_client_id(kSpa)->assignment.federation_broker_mode);
  CHECK(org.directory.app_by_client_id(kWeb)->assignment.group_ids.size() == 1);
  CHECK(org.directory.app_by_client_id("new-app-not-assigned")->assignment.group_ids.empty());
}
