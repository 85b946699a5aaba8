#include "mockidp/directory/directory.h"

#include "mockidp/testing/catch.h"

using namespace mockidp;

namespace {

Directory small_directory() {
  Directory directory;
  directory.groups = {{"00geveryone", "Everyone", "", true}, {"00gstaff", "Staff", "", false}};
  directory.apps.resize(2);
  directory.apps[0].client_id = "first";
  directory.apps[1].client_id = "second";
  directory.apps[1].active = false;
  directory.apps[1].sign_on_policy_id = "rststrict";
  directory.authorization_servers.resize(2);
  directory.authorization_servers[1].id = "default";
  directory.sign_on_policies = {{"rstusual", "Usual", {}}, {"rststrict", "Strict", {}}};
  directory.trusted_origins = {{"tos", "Shop", "http://localhost:9000", true, true}};
  directory.index();
  return directory;
}

}  // namespace

TEST_CASE("apps are found by client id exactly, inactive ones too", "[directory]") {
  const auto directory = small_directory();
  REQUIRE(directory.app_by_client_id("first"));
  CHECK(directory.app_by_client_id("first")->client_id == "first");
  REQUIRE(directory.app_by_client_id("second"));
  CHECK_FALSE(directory.app_by_client_id("second")->active);
  for (const char* unknown : {"", "First", "first ", "firs", "third"})
    CHECK_FALSE(directory.app_by_client_id(unknown));
}

TEST_CASE("a copied directory finds its own apps", "[directory]") {
  const auto original = small_directory();
  const auto copy = original;
  CHECK(copy.app_by_client_id("first") == &copy.apps[0]);
}

TEST_CASE("indexing again forgets apps that are gone", "[directory]") {
  auto directory = small_directory();
  directory.apps.erase(directory.apps.begin());
  directory.index();
  CHECK_FALSE(directory.app_by_client_id("first"));
  CHECK(directory.app_by_client_id("second") == &directory.apps[0]);
}

TEST_CASE("the org server has the empty id", "[directory]") {
  const auto directory = small_directory();
  CHECK(directory.server("") == &directory.org_server());
  REQUIRE(directory.server("default"));
  CHECK_FALSE(directory.server("default")->is_org_server());
  CHECK_FALSE(directory.server("Default"));
}

TEST_CASE("groups are found by id", "[directory]") {
  const auto directory = small_directory();
  CHECK(directory.everyone().everyone);
  REQUIRE(directory.group("00gstaff"));
  CHECK(directory.group("00gstaff")->name == "Staff");
  CHECK_FALSE(directory.group("Staff"));
}

TEST_CASE("an app without a sign-on policy of its own has the first", "[directory]") {
  const auto directory = small_directory();
  CHECK(directory.sign_on_policy(directory.apps[0]).name == "Usual");
  CHECK(directory.sign_on_policy(directory.apps[1]).name == "Strict");
  AppIntegration app;
  app.sign_on_policy_id = "rstgone";
  CHECK(directory.sign_on_policy(app).name == "Usual");
}

TEST_CASE("an origin is trusted as a whole: scheme, host and port", "[directory]") {
  const auto directory = small_directory();
  CHECK(directory.trusted_origin("http://localhost:9000"));
  CHECK(directory.trusted_origin("http://LOCALHOST:9000"));
  for (const char* other :
       {"", "null", "http://localhost", "https://localhost:9000", "http://localhost:90000",
        "http://localhost:9001", "http://localhost.evil.example:9000", "localhost:9000"}) {
    CAPTURE(other);
    CHECK_FALSE(directory.trusted_origin(other));
  }
}

TEST_CASE("application types carry Okta's names, and an app allows what it lists", "[directory]") {
  CHECK(to_string(ApplicationType::web) == "web");
  CHECK(to_string(ApplicationType::browser) == "browser");
  CHECK(to_string(ApplicationType::native) == "native");
  CHECK(to_string(ApplicationType::service) == "service");
  AppIntegration app;
  app.grant_types = {protocol::GrantType::client_credentials};
  CHECK(app.allows(protocol::GrantType::client_credentials));
  CHECK_FALSE(app.allows(protocol::GrantType::authorization_code));
}
