// What the built-in org promises: ids, secrets, people and URIs that guides, samples and benchmarks rely on.

#include <algorithm>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "mockidp/directory/org_document.h"
#include "mockidp/testing/catch.h"

using namespace mockidp;

namespace {

constexpr const char* kUrl = "http://localhost:7070";

LoadedOrg load_default_org() {
  auto document = read_org_document(built_in_org_document());
  REQUIRE(document);
  auto loaded = load_org(*document, kUrl, nullptr);
  if (!loaded)
    for (const auto& problem : loaded.error()) UNSCOPED_INFO(to_string(problem));
  REQUIRE(loaded);
  return *std::move(loaded);
}

template <class List, class Value>
bool has(const List& list, const Value& value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

const AppIntegration& app_of(const LoadedOrg& org, const std::string& client_id) {
  const auto* app = org.directory.app_by_client_id(client_id);
  REQUIRE(app);
  return *app;
}

const PersonSeed& person_of(const LoadedOrg& org, const std::string& login) {
  const auto found = std::find_if(org.people.begin(), org.people.end(),
                                  [&](const PersonSeed& seed) { return seed.person.login == login; });
  REQUIRE(found != org.people.end());
  return *found;
}

bool shares_a_group(const Person& person, const AppIntegration& app) {
  return std::any_of(person.group_ids.begin(), person.group_ids.end(),
                     [&](const std::string& id) { return has(app.assignment.group_ids, id); });
}

}  // namespace

TEST_CASE("the built-in org is the file fixtures/orgs/default.json", "[org]") {
  std::ifstream file(MOCKIDP_SOURCE_DIR "/fixtures/orgs/default.json", std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  CHECK(built_in_org_document() == text);
}

TEST_CASE("the built-in org's apps have the ids and secrets that are documented", "[org]") {
  const auto org = load_default_org();
  CHECK(org.directory.apps.size() == 5);

  const auto& web = app_of(org, "0oawebapp0mockidp001");
  CHECK(web.id == web.client_id);
  CHECK(web.application_type == ApplicationType::web);
  REQUIRE(web.client_secrets.size() == 1);
  CHECK(web.client_secrets[0].matches("webapp-secret-for-local-use-only"));
  CHECK_FALSE(web.pkce_required);
  CHECK(web.response_types == std::vector<std::string>{"code"});

  const auto& spa = app_of(org, "0oaspaapp0mockidp001");
  CHECK(spa.application_type == ApplicationType::browser);
  CHECK_FALSE(spa.confidential());
  CHECK(spa.pkce_required);
  CHECK(spa.client_secrets.empty());

  CHECK(app_of(org, "0oanatapp0mockidp001").application_type == ApplicationType::native);

  const auto& service = app_of(org, "0oasvcapp0mockidp001");
  CHECK(service.allows(protocol::GrantType::client_credentials));
  CHECK_FALSE(service.allows(protocol::GrantType::authorization_code));
  REQUIRE(service.client_secrets.size() == 1);
  CHECK(service.client_secrets[0].matches("service-secret-for-local-use-only"));
  CHECK(service.response_types == std::vector<std::string>{"token"});
}

TEST_CASE("the built-in apps know every redirect URI of the guides' samples", "[org]") {
  const auto org = load_default_org();
  const auto& web = app_of(org, "0oawebapp0mockidp001");
  for (const char* uri : {"http://localhost:8080/authorization-code/callback",
                          "https://localhost:44314/authorization-code/callback",
                          "http://localhost:3000/authorization-code/callback",
                          "http://localhost:5000/authorization-code/callback",
                          "http://localhost:8080/login/oauth2/code/okta"}) {
    CAPTURE(uri);
    CHECK(has(web.redirect_uris, uri));
  }
  for (const char* uri :
       {"http://localhost:8080", "http://localhost:8080/", "https://localhost:44314/signout/callback",
        "http://localhost:8080/signout/callback", "http://localhost:3000", "http://localhost:5000",
        "http://localhost:3000/Account/PostSignOut"}) {
    CAPTURE(uri);
    CHECK(has(web.post_logout_redirect_uris, uri));
  }

  const auto& spa = app_of(org, "0oaspaapp0mockidp001");
  const auto port = GENERATE(9000, 5173, 4200, 3000, 8080);
  const auto base = "http://localhost:" + std::to_string(port);
  CAPTURE(base);
  CHECK(has(spa.redirect_uris, base));
  CHECK(has(spa.redirect_uris, base + "/"));
  CHECK(has(spa.redirect_uris, base + "/login/callback"));
  CHECK(has(spa.post_logout_redirect_uris, base));
  CHECK(has(spa.post_logout_redirect_uris, base + "/"));
  const auto* trusted = org.directory.trusted_origin(base);
  REQUIRE(trusted);
  CHECK(trusted->cors);
  CHECK(trusted->redirect);

  const auto& native = app_of(org, "0oanatapp0mockidp001");
  CHECK(has(native.redirect_uris, "com.okta.example:/callback"));
  CHECK(has(native.post_logout_redirect_uris, "com.okta.example:/logout"));
}

TEST_CASE("the built-in people differ in who may use what", "[org]") {
  const auto org = load_default_org();
  const auto& web = app_of(org, "0oawebapp0mockidp001");
  const auto& engineering = app_of(org, "0oaengapp0mockidp001");

  const auto& alice = person_of(org, "alice@example.com");
  CHECK(org.people.front().person.id == alice.person.id);
  CHECK(alice.password.matches("Redirect-flow-1"));
  CHECK(alice.person.attribute("nickName") == "Al");
  CHECK(alice.person.status == PersonStatus::ACTIVE);
  CHECK(shares_a_group(alice.person, web));
  CHECK(shares_a_group(alice.person, engineering));

  const auto& carol = person_of(org, "carol@example.com");
  CHECK(shares_a_group(carol.person, web));
  CHECK_FALSE(shares_a_group(carol.person, engineering));

  CHECK(person_of(org, "bob@example.com").password.matches("Redirect-flow-2"));
  CHECK(person_of(org, "dave@example.com").person.status == PersonStatus::SUSPENDED);
  CHECK(person_of(org, "erin@example.com").person.group_ids.empty());

  for (const auto& app : org.directory.apps)
    CHECK_FALSE(has(app.assignment.group_ids, org.directory.everyone().id));  // or erin would be assigned
}

TEST_CASE("the built-in org has the org server and the default server", "[org]") {
  const auto org = load_default_org();
  const auto& directory = org.directory;
  REQUIRE(directory.authorization_servers.size() == 2);

  CHECK(directory.org_server().issuer == kUrl);
  CHECK(directory.org_server().audience == kUrl);
  CHECK(directory.org_server().base_path == "/oauth2");
  CHECK(directory.org_server().find_scope("groups"));
  CHECK_FALSE(directory.org_server().find_scope("api.read"));

  const auto* custom = directory.server("default");
  REQUIRE(custom);
  CHECK(custom->issuer == "http://localhost:7070/oauth2/default");
  CHECK(custom->base_path == "/oauth2/default");
  CHECK(custom->audience == "api://default");
  CHECK(custom->find_scope("api.read"));
  CHECK(custom->find_scope("offline_access"));
  CHECK_FALSE(custom->find_scope("groups"));
  REQUIRE(custom->policies.size() == 1);
  REQUIRE(custom->policies[0].rules.size() == 1);
  CHECK(custom->policies[0].rules[0].access_token_lifetime == std::chrono::hours(1));
}

TEST_CASE("an org's ids are the same after a restart and have Okta's shape", "[org]") {
  const auto first = load_default_org();
  const auto second = load_default_org();
  CHECK(first.directory.org.id == second.directory.org.id);
  CHECK(first.people[0].person.id == second.people[0].person.id);

  CHECK(first.directory.org.id.substr(0, 3) == "00o");
  CHECK(first.people[0].person.id.substr(0, 3) == "00u");
  CHECK(first.directory.everyone().id.substr(0, 3) == "00g");
  CHECK(first.directory.trusted_origins[0].id.substr(0, 3) == "tos");
  CHECK(first.directory.sign_on_policies[0].id.substr(0, 3) == "rst");
  CHECK(first.people[0].person.id.size() == 20);
}
