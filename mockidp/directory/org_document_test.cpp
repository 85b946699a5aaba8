#include "mockidp/directory/org_document.h"

#include <algorithm>
#include <cctype>
#include <nlohmann/json.hpp>

#include "mockidp/directory/every_key_fixture.h"
#include "mockidp/testing/catch.h"

using namespace mockidp;
using protocol::Json;

TEST_CASE("every value of a document arrives where it belongs", "[org_document]") {
  const auto org = load_without_problems(every_key_document());
  const auto& directory = org.directory;

  CHECK(directory.org.id == "00oeverykey000000001");
  CHECK(directory.org.url == "http://localhost:7070");
  CHECK(directory.org.password_iterations == 20);
  CHECK(directory.org.raw_journal);
  CHECK(directory.org.switches.prompt_none_error_as_page);
  CHECK_FALSE(directory.org.switches.prevent_user_enumeration);
  CHECK_FALSE(directory.org.switches.code_reuse_revokes_tokens);
  CHECK(directory.org.switches.refresh_replay_issues_further_token);
  CHECK(directory.org.switches.strict_state_characters);
  CHECK(directory.org.switches.not_assigned_as_page);
  CHECK(directory.org.switches.client_ip_from_forwarded_for);

  REQUIRE(directory.groups.size() == 2);
  CHECK(directory.everyone().id == "00geveryone000000001");
  CHECK(directory.everyone().everyone);
  CHECK(directory.everyone().description == "All of them");
  const auto& staff = directory.groups[1];

  REQUIRE(org.people.size() == 2);
  const auto& ann = org.people[0].person;
  CHECK(ann.group_ids == std::vector<std::string>{staff.id});
  CHECK(ann.attribute("shoeSize") == "38");
  CHECK(ann.attribute("email") == "ann@example.com");
  CHECK(ann.app_ids.empty());
  CHECK_FALSE(ann.email_verified);
  REQUIRE(ann.enrolment(kPhoneKey));
  CHECK(ann.enrolment(kPhoneKey)->phone_number == "+15556667777");
  REQUIRE(ann.enrolment(kGoogleOtpKey));
  CHECK(ann.enrolment(kGoogleOtpKey)->secret == "Hello!\xde\xad\xbe\xef");
  REQUIRE(ann.enrolment(kQuestionKey));
  CHECK(ann.enrolment(kQuestionKey)->question == "disliked_food");
  CHECK(org.people[0].security_answer.matches("Brussels sprouts"));
  CHECK(org.people[1].password.matches("bens-password"));
  CHECK(org.people[1].person.login == "Ben@example.com");
  CHECK(org.people[1].person.app_ids == std::vector<std::string>{"0oaweb00000000000001"});

  const auto* web = directory.app_by_client_id("the-web-app");
  REQUIRE(web);
  CHECK(web->token_endpoint_auth_method == protocol::TokenEndpointAuthMethod::client_secret_post);
  REQUIRE(web->jwks.size() == 1);
  CHECK(web->jwks[0]->kid() == "of-the-web-app");
  CHECK(web->pkce_required);
  CHECK(web->dpop_bound_access_tokens);
  CHECK(web->refresh_token.rotation_type == RefreshRotation::ROTATE);
  CHECK(web->refresh_token.leeway == std::chrono::seconds(60));
  CHECK(web->initiate_login_uri == "http://localhost:8080/login");
  CHECK(web->assignment.group_ids == std::vector<std::string>{directory.everyone().id, staff.id});
  CHECK(directory.sign_on_policy(*web).name == "Strict");
  CHECK(directory.profile_enrolment_policy(*web).name == "Sign-up");
  CHECK(web->auto_sign_in == "ann@example.com");

  const auto& job = directory.apps[1];
  REQUIRE(job.client_secrets.size() == 2);
  CHECK(job.client_secrets[1].matches("the-new-secret-01"));
  CHECK(directory.sign_on_policy(job).name == "Relaxed");

  const auto* server = directory.server("default");
  REQUIRE(server);
  const auto& rule = server->policies.at(0).rules.at(0);
  CHECK(rule.access_token_lifetime == std::chrono::minutes(30));
  CHECK(rule.refresh_token_window == std::chrono::minutes(60));
  CHECK(rule.include_person_ids == std::vector<std::string>{ann.id});
  CHECK(rule.exclude_group_ids == std::vector<std::string>{directory.everyone().id});
  CHECK(server->find_scope("api.read")->is_default);
  CHECK(server->find_scope("api.read")->consent == ScopeConsent::REQUIRED);
  CHECK(server->find_scope("offline_access")->consent == ScopeConsent::IMPLICIT);
  CHECK(web->consent_method == ConsentMethod::REQUIRED);
  CHECK(job.consent_method == ConsentMethod::TRUSTED);

  const auto* shop = directory.trusted_origin("http://localhost:9000");
  REQUIRE(shop);
  CHECK(shop->cors);
  CHECK_FALSE(shop->redirect);
  CHECK((shop->iframe_embed && shop->iframe_embed_dashboard));
  CHECK(directory.trusted_origin("HTTP://LOCALHOST:8080"));  // from the app's base URI
  CHECK_FALSE(directory.trusted_origin("http://localhost:8081"));
}

TEST_CASE("an empty document is an org with Okta's defaults", "[org_document]") {
  const auto org = load_without_problems(Json::object());
  const auto& directory = org.directory;
  CHECK(directory.org.name == "Mock Org");
  CHECK(directory.groups.size() == 1);
  CHECK(directory.everyone().everyone);
  CHECK(directory.sign_on_policies.at(0).rules.at(0).verification.reauthenticate_in == std::chrono::hours(2));
  CHECK(directory.session_policies.back().rules.back().max_idle == std::chrono::hours(2));
  CHECK(directory.session_policies.back().rules.back().max_lifetime == std::chrono::minutes(0));
  CHECK(directory.password_policies.back().max_attempts == 10);
  REQUIRE(directory.server("default"));
  CHECK(directory.server("default")->policies.at(0).rules.at(0).scopes == std::vector<std::string>{"*"});
  CHECK(directory.server("default")->audience == "api://default");
}

TEST_CASE("consent to a built-in scope is all that a document says of it", "[org_document]") {
  const char* scopes = "/authorization_servers/0/scopes/1";
  const auto org =
      load_without_problems(document_with(scopes, R"({"name": "offline_access", "consent": "FLEXIBLE"})"));
  const auto* server = org.directory.server("default");
  CHECK(server->find_scope("offline_access")->consent == ScopeConsent::FLEXIBLE);
  CHECK(server->find_scope("profile")->consent == ScopeConsent::IMPLICIT);
  const char* told = "is built in; only its consent can be set";
  check_mistakes({
      {scopes, R"({"name": "openid", "consent": "REQUIRED"})", "/authorization_servers/0/scopes/1/name",
       told},
      {scopes, R"({"name": "email", "consent": "REQUIRED", "default": true})",
       "/authorization_servers/0/scopes/1/name", told},
      {scopes, R"({"name": "api.read", "consent": "REQUIRED"})", "/authorization_servers/0/scopes/1/name",
       "is there already"},
      {scopes, R"({"name": "x", "consent": "ASK"})", "/authorization_servers/0/scopes/1/consent", "IMPLICIT"},
  });
}

TEST_CASE("an org may have no custom authorization server", "[org_document]") {
  const auto org = load_without_problems(Json::parse(R"({"authorization_servers": []})"));
  CHECK(org.directory.authorization_servers.size() == 1);
  CHECK(org.directory.server("")->is_org_server());
  CHECK_FALSE(org.directory.server("default"));
}

TEST_CASE("an app gets what Okta's wizard would give its type", "[org_document]") {
  struct Row {
    const char* app;
    protocol::TokenEndpointAuthMethod method;
    bool pkce;
    std::size_t secrets;
    std::vector<protocol::GrantType> grants;
    std::vector<std::string> response_types;
  };
  using enum protocol::TokenEndpointAuthMethod;
  using enum protocol::GrantType;
  const Row rows[] = {
      {R"({"application_type": "web"})", client_secret_basic, false, 1, {authorization_code}, {"code"}},
      {R"({"application_type": "web", "token_endpoint_auth_method": "none"})",
       none,
       true,
       0,
       {authorization_code},
       {"code"}},
      {R"({"application_type": "browser", "grant_types": ["authorization_code", "implicit"]})",
       none,
       true,
       0,
       {authorization_code, implicit},
       {"code", "token", "id_token"}},
      {R"({"application_type": "browser"})", none, true, 0, {authorization_code}, {"code"}},
      {R"({"application_type": "native"})", none, true, 0, {authorization_code}, {"code"}},
      {R"({"application_type": "native", "token_endpoint_auth_method": "client_secret_basic"})",
       client_secret_basic,
       true,
       1,
       {authorization_code},
       {"code"}},
      {R"({"application_type": "web", "token_endpoint_auth_method": "private_key_jwt"})",
       private_key_jwt,
       false,
       0,
       {authorization_code},
       {"code"}},
      {R"({"application_type": "web", "token_endpoint_auth_method": "client_secret_jwt"})",
       client_secret_jwt,
       false,
       1,
       {authorization_code},
       {"code"}},
      {R"({"application_type": "service"})", client_secret_basic, false, 1, {client_credentials}, {"token"}},
  };
  for (const auto& row : rows) {
    CAPTURE(row.app);
    auto app = Json::parse(row.app);
    app["label"] = "App";
    if (row.grants[0] == authorization_code) app["redirect_uris"] = {"http://localhost:8080/cb"};
    const auto org = load_without_problems(Json{{"apps", Json::array({app})}});
    const auto& made = org.directory.apps.at(0);
    CHECK(made.id == made.client_id);
    CHECK(made.id.substr(0, 3) == "0oa");
    CHECK(made.token_endpoint_auth_method == row.method);
    CHECK(made.pkce_required == row.pkce);
    CHECK(made.grant_types == row.grants);
    CHECK(made.response_types == row.response_types);
    CHECK(made.assignment.group_ids == std::vector<std::string>{org.directory.everyone().id});
    REQUIRE(made.client_secrets.size() == row.secrets);
    if (row.secrets != 0) CHECK(made.client_secrets[0].reveal().size() == 64);
  }
}

TEST_CASE("assignment and people of a rule: absent is everyone, empty is nobody", "[org_document]") {
  auto document = every_key_document();
  document["apps"][0].erase("assignment");
  document["authorization_servers"][0]["access_policies"][0]["rules"][0].erase("people");
  const auto open = load_without_problems(document);
  const auto everyone = std::vector<std::string>{open.directory.everyone().id};
  CHECK(open.directory.apps[0].assignment.group_ids == everyone);
  CHECK(open.directory.server("default")->policies[0].rules[0].include_group_ids == everyone);

  document["apps"][0]["assignment"] = Json::object();
  document["authorization_servers"][0]["access_policies"][0]["rules"][0]["people"] = Json::object();
  const auto closed = load_without_problems(document);
  CHECK(closed.directory.apps[0].assignment.group_ids.empty());
  CHECK(closed.directory.server("default")->policies[0].rules[0].include_group_ids.empty());
}

TEST_CASE("derived ids have Okta's shape, follow from the name alone and differ by kind", "[org_document]") {
  const auto id = derive_id("0oa", "Shop");
  CHECK(id.size() == 20);
  CHECK(id.substr(0, 3) == "0oa");
  CHECK(
      std::all_of(id.begin(), id.end(), [](char c) { return std::isalnum(static_cast<unsigned char>(c)); }));
  CHECK(id == derive_id("0oa", "Shop"));
  CHECK(id == "0oaGLKJbwEViauUdViNQ");  // pinned: ids must survive an upgrade
  CHECK(id != derive_id("0oa", "shop"));
  CHECK(id.substr(3) != derive_id("00g", "Shop").substr(3));
}
