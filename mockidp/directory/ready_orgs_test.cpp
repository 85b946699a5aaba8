// The orgs of fixtures/orgs that are there to be served as they are.

#include <nlohmann/json.hpp>

#include "mockidp/directory/every_key_fixture.h"
#include "mockidp/testing/catch.h"

using namespace mockidp;
using namespace std::chrono_literals;

namespace {

struct ReadyOrg {
  std::string name;
  RefreshRotation rotation;
  std::chrono::seconds leeway;
};

}  // namespace

TEST_CASE("the ready org for wildcards has an app with them and one without, and cautions", "[ready_orgs]") {
  const auto org = ready_org("wildcard");
  const auto* with = org.directory.app_by_client_id("0oawildcard000000001");
  const auto* without = org.directory.app_by_client_id("0oaexactapp000000001");
  REQUIRE(with != nullptr);
  REQUIRE(without != nullptr);
  CHECK(with->wildcard_redirect == WildcardRedirect::SUBDOMAIN);
  CHECK(without->wildcard_redirect == WildcardRedirect::DISABLED);
  CHECK(org.cautions.size() == 2);
}

TEST_CASE("there is a ready org for each way of refreshing, with the sample apps and people",
          "[ready_orgs]") {
  const ReadyOrg orgs[] = {{"rotation-grace-0", RefreshRotation::ROTATE, 0s},
                           {"rotation-grace-30", RefreshRotation::ROTATE, 30s},
                           {"rotation-grace-60", RefreshRotation::ROTATE, 60s},
                           {"persistent-refresh", RefreshRotation::STATIC, 30s}};
  for (const auto& org : orgs) {
    CAPTURE(org.name);
    const auto loaded = ready_org(org.name);
    CHECK(loaded.people.size() == 2);
    REQUIRE(loaded.directory.apps.size() == 3);
    for (const auto& app : loaded.directory.apps) {
      CAPTURE(app.label);
      CHECK(app.allows(protocol::GrantType::refresh_token));
      CHECK(app.refresh_token.rotation_type == org.rotation);
      CHECK(app.refresh_token.leeway == org.leeway);
    }
    CHECK(loaded.directory.app_by_client_id("0oawebapp0mockidp001"));
  }
}

TEST_CASE("the ready org for step-up has one with a phone, one who may have one, and one who may not",
          "[ready_orgs]") {
  const auto org = ready_org("step-up");
  REQUIRE(org.people.size() == 3);
  CHECK(org.people[0].person.enrolments.size() == 1);
  CHECK(org.people[1].person.enrolments.empty());
  CHECK(org.people[2].person.enrolments.empty());
  REQUIRE(org.directory.enrolment_policies.size() == 2);
  CHECK(org.directory.enrolment_policies[0].authenticators.size() == 1);
  CHECK(org.directory.sign_on_policies.front().rules.back().verification.factor_mode ==
        FactorMode::one_factor);
  CHECK(org.cautions.empty());
}

TEST_CASE("a browser app rotates unless it says otherwise, web and native apps do not", "[org_document]") {
  const auto rotation_of = [](const char* type, const char* more) {
    auto app = protocol::Json::parse(more);
    app["label"] = "App";
    app["application_type"] = type;
    app["grant_types"] = {"authorization_code", "refresh_token"};
    app["redirect_uris"] = {"http://localhost:8080/cb"};
    return load_without_problems({{"apps", protocol::Json::array({app})}}).directory.apps[0].refresh_token;
  };
  CHECK(rotation_of("browser", "{}").rotation_type == RefreshRotation::ROTATE);
  CHECK(rotation_of("web", "{}").rotation_type == RefreshRotation::STATIC);
  CHECK(rotation_of("native", "{}").rotation_type == RefreshRotation::STATIC);
  CHECK(rotation_of("browser", "{}").leeway == 30s);
  CHECK(rotation_of("browser", R"({"refresh_token": {"leeway": 0}})").rotation_type ==
        RefreshRotation::ROTATE);
  CHECK(rotation_of("browser", R"({"refresh_token": {"leeway": 0}})").leeway == 0s);
  CHECK(rotation_of("web", R"({"refresh_token": {"leeway": 60}})").leeway == 60s);
  CHECK(rotation_of("web", R"({"refresh_token": {"rotation_type": "ROTATE"}})").leeway == 30s);
}

TEST_CASE("settings of refresh tokens need the grant", "[org_document]") {
  check_mistakes({{"/apps/1/refresh_token", R"({"leeway": 30})", "/apps/1/refresh_token",
                   "must not be given, since the grant_types do not have refresh_token"}});
}
