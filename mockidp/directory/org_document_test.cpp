// Org documents with mistakes, one by one and all at once. The base is fixtures/orgs/every-key.json.

#include "mockidp/directory/org_document.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "mockidp/testing/catch.h"

using namespace mockidp;
using protocol::Json;

namespace {

using Problems = std::vector<DocumentProblem>;

const char* environment_for_test(const std::string& name) {
  if (name == "BENS_PASSWORD") return "bens-password";
  if (name == "NEW_SECRET") return "the-new-secret-01";
  if (name == "SHORT") return "short";
  return nullptr;
}

Json every_key_document() {
  std::ifstream file(MOCKIDP_SOURCE_DIR "/fixtures/orgs/every-key.json", std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  auto document = read_org_document(text);
  REQUIRE(document);
  return *std::move(document);
}

Json document_with(const std::string& pointer, const char* value) {
  auto document = every_key_document();
  document[Json::json_pointer(pointer)] = Json::parse(value);
  return document;
}

Problems problems_of(const Json& document) {
  const auto loaded = load_org(document, "http://localhost:7070", environment_for_test);
  return loaded ? Problems{} : loaded.error();
}

LoadedOrg load(const Json& document) {
  auto loaded = load_org(document, "http://localhost:7070", environment_for_test);
  if (!loaded)
    for (const auto& problem : loaded.error()) UNSCOPED_INFO(to_string(problem));
  REQUIRE(loaded);
  return *std::move(loaded);
}

struct Mistake {
  const char* pointer;  // what is set …
  const char* value;
  const char* place;  // … and where which problem must be found
  const char* message;
};

void check_mistakes(const std::vector<Mistake>& mistakes) {
  for (const auto& mistake : mistakes) {
    const auto problems = problems_of(document_with(mistake.pointer, mistake.value));
    std::string told;
    for (const auto& problem : problems) told += to_string(problem) + "\n";
    CAPTURE(mistake.pointer, mistake.value, told);
    const auto found = std::any_of(problems.begin(), problems.end(), [&](const DocumentProblem& problem) {
      return problem.pointer == mistake.place && problem.message.find(mistake.message) != std::string::npos;
    });
    CHECK(found);
  }
}

}  // namespace

TEST_CASE("every value of a document arrives where it belongs", "[org_document]") {
  const auto org = load(every_key_document());
  const auto& directory = org.directory;

  CHECK(directory.org.id == "00oeverykey000000001");
  CHECK(directory.org.url == "http://localhost:7070");
  CHECK(directory.org.password_iterations == 10);
  CHECK(directory.org.raw_journal);
  CHECK(directory.org.switches.prompt_none_error_as_page);
  CHECK_FALSE(directory.org.switches.prevent_user_enumeration);
  CHECK_FALSE(directory.org.switches.code_reuse_revokes_tokens);
  CHECK(directory.org.switches.strict_state_characters);

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
  CHECK(org.people[1].password.matches("bens-password"));
  CHECK(org.people[1].person.login == "Ben@example.com");
  CHECK(org.people[1].person.app_ids == std::vector<std::string>{"0oaweb00000000000001"});

  const auto* web = directory.app_by_client_id("the-web-app");
  REQUIRE(web);
  CHECK(web->token_endpoint_auth_method == protocol::TokenEndpointAuthMethod::client_secret_post);
  CHECK(web->pkce_required);
  CHECK(web->initiate_login_uri == "http://localhost:8080/login");
  CHECK(web->assignment.group_ids == std::vector<std::string>{directory.everyone().id, staff.id});
  CHECK(directory.sign_on_policy(*web).name == "Strict");

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

  CHECK(directory.session_policy.max_idle == std::chrono::minutes(5));
  CHECK(directory.session_policy.persistent_cookie);
  CHECK(directory.sign_on_policies[1].rules.at(0).reauthenticate_in == std::chrono::seconds(0));
  CHECK(directory.password_policy.max_attempts == 3);
  CHECK(directory.password_policy.auto_unlock == std::chrono::minutes(15));

  const auto* shop = directory.trusted_origin("http://localhost:9000");
  REQUIRE(shop);
  CHECK(shop->cors);
  CHECK_FALSE(shop->redirect);
  CHECK(directory.trusted_origin("HTTP://LOCALHOST:8080"));  // from the app's base URI
  CHECK_FALSE(directory.trusted_origin("http://localhost:8081"));
}

TEST_CASE("an empty document is an org with Okta's defaults", "[org_document]") {
  const auto org = load(Json::object());
  const auto& directory = org.directory;
  CHECK(directory.org.name == "Mock Org");
  CHECK(directory.groups.size() == 1);
  CHECK(directory.everyone().everyone);
  CHECK(directory.sign_on_policies.at(0).rules.at(0).reauthenticate_in == std::chrono::hours(2));
  CHECK(directory.session_policy.max_idle == std::chrono::hours(2));
  CHECK(directory.session_policy.max_lifetime == std::chrono::minutes(0));
  CHECK(directory.password_policy.max_attempts == 10);
  REQUIRE(directory.server("default"));
  CHECK(directory.server("default")->policies.at(0).rules.at(0).scopes == std::vector<std::string>{"*"});
  CHECK(directory.server("default")->audience == "api://default");
}

TEST_CASE("an org may have no custom authorization server", "[org_document]") {
  const auto org = load(Json::parse(R"({"authorization_servers": []})"));
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
      {R"({"application_type": "browser"})", none, true, 0, {authorization_code}, {"code"}},
      {R"({"application_type": "native"})", none, true, 0, {authorization_code}, {"code"}},
      {R"({"application_type": "native", "token_endpoint_auth_method": "client_secret_basic"})",
       client_secret_basic,
       true,
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
    const auto org = load(Json{{"apps", Json::array({app})}});
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
  const auto open = load(document);
  const auto everyone = std::vector<std::string>{open.directory.everyone().id};
  CHECK(open.directory.apps[0].assignment.group_ids == everyone);
  CHECK(open.directory.server("default")->policies[0].rules[0].include_group_ids == everyone);

  document["apps"][0]["assignment"] = Json::object();
  document["authorization_servers"][0]["access_policies"][0]["rules"][0]["people"] = Json::object();
  const auto closed = load(document);
  CHECK(closed.directory.apps[0].assignment.group_ids.empty());
  CHECK(closed.directory.server("default")->policies[0].rules[0].include_group_ids.empty());
}

TEST_CASE("unknown keys are told with the nearest known one", "[org_document]") {
  check_mistakes({
      {"/appz", "[]", "/appz", R"(unknown key "appz"; did you mean "apps"?)"},
      {"/apps/0/redirect_urls", "[]", "/apps/0/redirect_urls", R"(did you mean "redirect_uris"?)"},
      {"/apps/0/redirectUris", "[]", "/apps/0/redirectUris", R"(did you mean "redirect_uris"?)"},
      {"/apps/0/zebra", "1", "/apps/0/zebra", R"(unknown key "zebra"; known here: id, label,)"},
      {"/apps/0/assignment/group", "[]", "/apps/0/assignment/group", R"(did you mean "groups"?)"},
      {"/switches/strict_state", "true", "/switches/strict_state", "unknown key"},
      {"/people/0/profile/first_name", "\"A\"", "/people/0/profile/first_name",
       R"(did you mean "firstName"?)"},
      {"/people/0/profile/login", "\"a@b.c\"", "/people/0/profile/login", "stands beside"},
      {"/people/0/profile/shoe-size", "\"38\"", "/people/0/profile/shoe-size", "consists of"},
      {"/a~1b~0c", "1", "/a~1b~0c", R"(unknown key "a/b~c")"},
  });
}

TEST_CASE("wrong types, words and numbers are told", "[org_document]") {
  check_mistakes({
      {"/apps", "{}", "/apps", "must be a list, not an object"},
      {"/apps/0", "\"web\"", "/apps/0", "must be an object, not a string"},
      {"/apps/0/label", "1", "/apps/0/label", "must be a string, not a whole number"},
      {"/apps/0/label", "\"\"", "/apps/0/label", "must not be empty"},
      {"/apps/0/id", "null", "/apps/0/id", "must be a string, not null"},
      {"/apps/0/id", "\"0oa1\"", "/apps/0/id", R"("0oa1" is not 0oa and 17 characters of 0-9A-Za-z)"},
      {"/apps/0/pkce_required", "\"true\"", "/apps/0/pkce_required", "must be true or false, not a string"},
      {"/apps/0/status", "\"active\"", "/apps/0/status",
       R"(not one of ACTIVE, INACTIVE; did you mean "ACTIVE"?)"},
      {"/apps/0/application_type", "\"spa\"", "/apps/0/application_type",
       "is not one of web, browser, native, service"},
      {"/apps/0/application_type", "\"Web\"", "/apps/0/application_type", R"(did you mean "web"?)"},
      {"/apps/0/grant_types/0", "\"refresh_token\"", "/apps/0/grant_types/0",
       R"(this release does not support the grant type "refresh_token")"},
      {"/apps/0/grant_types/0", "\"implicit\"", "/apps/0/grant_types/0", "this release does not support"},
      {"/apps/0/grant_types/0", "\"authorisation_code\"", "/apps/0/grant_types/0",
       R"(did you mean "authorization_code"?)"},
      {"/apps/0/grant_types", "[]", "/apps/0/grant_types", "needs at least 1"},
      {"/apps/0/redirect_uris/1", "\"http://localhost:8080/cb\"", "/apps/0/redirect_uris/1",
       "is listed twice"},
      {"/org/password_iterations", "0", "/org/password_iterations", "must be between 1 and 1000000, not 0"},
      {"/org/password_iterations", "1.5", "/org/password_iterations", "must be a whole number, not a number"},
      {"/org/password_iterations", "18446744073709551615", "/org/password_iterations", "must be between"},
      {"/policies/sign_on/1/rules/0/reauthenticate_in", "\"2h\"",
       "/policies/sign_on/1/rules/0/reauthenticate_in", "is not a duration such as PT2H"},
      {"/policies/sign_on/1/rules/1", "{}", "/policies/sign_on/1/rules", "at most 1"},
      {"/trusted_origins/0/scopes/0", "\"IFRAME\"", "/trusted_origins/0/scopes/0",
       "is not one of CORS, REDIRECT"},
      {"/journal", "\"clear\"", "/journal", "is not one of digests, raw"},
      {"/people/0/profile/age", "38", "/people/0/profile/age", "must be a string"},
      {"/people/0/login", "\"ann\"", "/people/0/login", "is not 5 to 100 characters"},
      {"/people/0/login", "\"annabel\"", "/people/0/login", "does not look like an email address"},
      {"/people/0/login", "\"ann@example@com\"", "/people/0/login", "does not look like an email address"},
  });
}

TEST_CASE("lifetimes outside Okta's limits are told, at the limit they pass", "[org_document]") {
  const std::string rule = "/authorization_servers/0/access_policies/0/rules/0/";
  const auto at = [&](const char* name, const char* value) {
    return problems_of(document_with(rule + name, value)).empty();
  };
  CHECK_FALSE(at("access_token_lifetime_minutes", "4"));
  CHECK(at("access_token_lifetime_minutes", "5"));
  CHECK(at("access_token_lifetime_minutes", "1440"));
  CHECK_FALSE(at("access_token_lifetime_minutes", "1441"));
  CHECK_FALSE(at("refresh_token_lifetime_minutes", "29"));  // less than the access token's 30
  CHECK(at("refresh_token_lifetime_minutes", "30"));
  CHECK(at("refresh_token_lifetime_minutes", "0"));
  CHECK_FALSE(at("refresh_token_window_minutes", "9"));
  CHECK(at("refresh_token_window_minutes", "10"));
  CHECK(at("refresh_token_window_minutes", "2628000"));
  CHECK_FALSE(at("refresh_token_window_minutes", "2628001"));
}

TEST_CASE("what is required must be there", "[org_document]") {
  for (const auto& [object, key] : {std::pair{"/people/0", "login"},
                                    {"/apps/0", "label"},
                                    {"/apps/0", "application_type"},
                                    {"/groups/1", "name"},
                                    {"/authorization_servers/0", "audience"},
                                    {"/trusted_origins/0", "origin"}}) {
    auto document = every_key_document();
    document[Json::json_pointer(object)].erase(key);
    const auto problems = problems_of(document);
    REQUIRE_FALSE(problems.empty());
    CHECK(problems[0].pointer == object);
    CHECK(problems[0].message == "\"" + std::string(key) + "\" is missing");
  }
}

TEST_CASE("one missing name does not raise a cascade of problems", "[org_document]") {
  auto document = Json::parse(R"({"people": [{}, {}], "groups": [{}], "apps": [
      {"application_type": "service"}, {"application_type": "service"}]})");
  CHECK(problems_of(document).size() == 5);
}

TEST_CASE("duplicates are told with where the first one stands", "[org_document]") {
  check_mistakes({
      {"/people/1/id", "\"00uann00000000000001\"", "/people/1/id", "is taken by /people/0"},
      {"/people/1/login", "\"ANN@example.com\"", "/people/1/login",
       R"(the person "ANN@example.com" is there already)"},
      {"/groups/2", R"({"name": "Staff"})", "/groups/2/name", R"(the group "Staff" is there already)"},
      {"/groups/2", R"({"name": "Staff"})", "/groups/2", "is named like /groups/1; give it another name"},
      {"/apps/1/client_id", "\"the-web-app\"", "/apps/1/client_id",
       R"(the client id "the-web-app" is there already)"},
      {"/apps/1/id", "\"0oaweb00000000000001\"", "/apps/1/id", "is taken by /apps/0"},
      {"/policies/sign_on/0/name", "\"Strict\"", "/policies/sign_on/1/name", "is there already"},
      {"/authorization_servers/1", R"({"name": "default", "audience": "a"})", "/authorization_servers/1/id",
       "is taken by /authorization_servers/0"},
      {"/authorization_servers/0/scopes/1", R"({"name": "api.read"})",
       "/authorization_servers/0/scopes/1/name", "is there already"},
      {"/authorization_servers/0/scopes/1", R"({"name": "profile"})",
       "/authorization_servers/0/scopes/1/name", "is built in"},
  });
}

TEST_CASE("names that stand for nothing are told with the nearest that does", "[org_document]") {
  const std::string rule = "/authorization_servers/0/access_policies/0/rules/0/";
  const auto rule_people = rule + "people/people/0";
  const auto rule_scopes = rule + "scopes/0";
  check_mistakes({
      {"/people/0/groups/0", "\"Stuff\"", "/people/0/groups/0",
       R"(there is no group "Stuff"; did you mean "Staff"?)"},
      {"/apps/0/assignment/groups/0", "\"staff\"", "/apps/0/assignment/groups/0", R"(did you mean "Staff"?)"},
      {"/apps/0/assignment/people/0", "\"bem@example.com\"", "/apps/0/assignment/people/0",
       R"(there is no person "bem@example.com"; did you mean "Ben@example.com"?)"},
      {"/apps/0/sign_on_policy", "\"Strickt\"", "/apps/0/sign_on_policy", R"(did you mean "Strict"?)"},
      {"/authorization_servers/0/access_policies/0/clients/0", "\"web-app\"",
       "/authorization_servers/0/access_policies/0/clients/0", R"(there is no client id "web-app")"},
      {rule_people.c_str(), "\"zoe@example.com\"", rule_people.c_str(), "there is no person"},
      {rule_scopes.c_str(), "\"api.reed\"", rule_scopes.c_str(),
       R"(there is no scope "api.reed"; did you mean "api.read"?)"},
  });
}

TEST_CASE("bad URIs and origins are told", "[org_document]") {
  const std::vector<std::pair<const char*, const char*>> uris = {
      {"/cb", "is not an absolute URI"},
      {"localhost/cb", "is not an absolute URI"},
      {"http://", "is not an absolute URI"},
      {"http://local host/cb", "is not an absolute URI"},
      {"http://localhost:8080/cb#top", "has a fragment"},
      {"https://*.example.com/cb", "has a wildcard"},
      {"com.okta.example:/callback", "is only for native apps"},
  };
  for (const auto& [uri, message] : uris) {
    const auto value = "\"" + std::string(uri) + "\"";
    check_mistakes({{"/apps/0/redirect_uris/0", value.c_str(), "/apps/0/redirect_uris/0", message},
                    {"/apps/0/post_logout_redirect_uris/0", value.c_str(),
                     "/apps/0/post_logout_redirect_uris/0", message}});
  }
  check_mistakes({
      {"/apps/0/base_uris/0", "\"http://localhost:8080/\"", "/apps/0/base_uris/0",
       R"(its origin is "http://localhost:8080")"},
      {"/apps/0/base_uris/0", "\"HTTP://localhost\"", "/apps/0/base_uris/0",
       R"(its origin is "http://localhost")"},
      {"/apps/0/base_uris/0", "\"https://example.com:443\"", "/apps/0/base_uris/0",
       R"(its origin is "https://example.com")"},
      {"/apps/0/base_uris/0", "\"app://shop\"", "/apps/0/base_uris/0", "is not an origin"},
      {"/trusted_origins/0/origin", "\"localhost:9000\"", "/trusted_origins/0/origin", "is not an origin"},
      {"/apps/0/initiate_login_uri", "\"/login\"", "/apps/0/initiate_login_uri",
       "not an absolute http or https URI"},
      {"/authorization_servers/0/audience", "\"api://de fault\"", "/authorization_servers/0/audience",
       "must be a URI"},
  });
  CHECK(problems_of(document_with("/authorization_servers/0/audience", "\"plain words\"")).empty());
}

TEST_CASE("a native app may have its own scheme, but none that runs", "[org_document]") {
  const auto native = [](const char* uri) {
    return problems_of(Json{
        {"apps",
         Json::array({Json{{"label", "N"}, {"application_type", "native"}, {"redirect_uris", {uri}}}})}});
  };
  CHECK(native("com.okta.example:/callback").empty());
  CHECK(native("myapp://callback").empty());
  CHECK(native("http://127.0.0.1:8080/cb").empty());
  CHECK_FALSE(native("javascript:alert(1)").empty());
  CHECK_FALSE(native("data:text/html,x").empty());
}

TEST_CASE("client ids, secrets and scopes keep Okta's limits", "[org_document]") {
  const auto text = [](std::size_t length) { return "\"" + std::string(length, 'x') + "\""; };
  const auto passes = [](const char* pointer, const std::string& value) {
    return problems_of(document_with(pointer, value.c_str())).empty();
  };
  CHECK_FALSE(passes("/apps/1/client_id", text(5)));
  CHECK(passes("/apps/1/client_id", text(6)));
  CHECK(passes("/apps/1/client_id", text(100)));
  CHECK_FALSE(passes("/apps/1/client_id", text(101)));
  CHECK(passes("/apps/1/client_id", R"("$-_.+!*'(),aZ9")"));
  CHECK_FALSE(passes("/apps/1/client_id", R"("with space")"));
  CHECK_FALSE(passes("/apps/1/client_id", R"("ALL_CLIENTS")"));
  CHECK_FALSE(passes("/apps/0/client_secret", text(13)));
  CHECK(passes("/apps/0/client_secret", text(14)));
  CHECK(passes("/apps/0/client_secret", text(100)));
  CHECK_FALSE(passes("/apps/0/client_secret", text(101)));
  CHECK_FALSE(passes("/apps/1/client_secrets/2", R"("a-third-secret-02")"));
  CHECK_FALSE(passes("/apps/1/client_secret", R"("beside-the-two")"));

  const char* scope = "/authorization_servers/0/scopes/1/name";
  for (const char* good : {"\"api.write\"", "\"a<b\"", "\"a>b\"", "\"oktapus\"", "\"#\"", "\"[]\"", "\"~!\""})
    CHECK(passes(scope, good));
  for (const char* bad : {"\"\"", "\"a b\"", R"("a\"b")", R"("a\\b")", "\"a<b>\"", "\"okta\"", "\"okta.x\"",
                          "\"okta:x\"", "\"*\"", "\"\xc3\xa9\""})
    CHECK_FALSE(passes(scope, bad));
}

TEST_CASE("what contradicts the application type is told", "[org_document]") {
  const auto app_problems = [](const char* type, const char* more) {
    auto app = Json::parse(more);
    app["label"] = "App";
    app["application_type"] = type;
    if (!app.contains("redirect_uris")) app["redirect_uris"] = {"http://localhost:8080/cb"};
    return problems_of(Json{{"apps", Json::array({app})}});
  };
  struct Row {
    const char* type;
    const char* app;
    const char* place;
    const char* message;
  };
  const Row rows[] = {
      {"browser", R"({"token_endpoint_auth_method": "client_secret_basic"})",
       "/apps/0/token_endpoint_auth_method",
       "an app of type browser cannot authenticate with client_secret_basic"},
      {"service", R"({"token_endpoint_auth_method": "none"})", "/apps/0/token_endpoint_auth_method",
       "cannot authenticate with none"},
      {"browser", R"({"pkce_required": false})", "/apps/0/pkce_required", "must be true"},
      {"web", R"({"token_endpoint_auth_method": "none", "pkce_required": false})", "/apps/0/pkce_required",
       "must be true"},
      {"native", R"({"client_secret": "secret-of-the-app"})", "/apps/0/client_secret", "must not be given"},
      {"web", R"({"grant_types": ["client_credentials"]})", "/apps/0/grant_types",
       "must have the grant authorization_code"},
      {"browser", R"({"grant_types": ["client_credentials"]})", "/apps/0/grant_types",
       "cannot have the grant client_credentials"},
      {"service", R"({"grant_types": ["authorization_code"]})", "/apps/0/grant_types",
       "cannot have the grant authorization_code"},
      {"web", R"({"response_types": ["code", "id_token"]})", "/apps/0/response_types",
       R"("id_token" goes with none)"},
      {"web", R"({"grant_types": ["authorization_code", "client_credentials"], "response_types": ["token"]})",
       "/apps/0/response_types", R"("code" is missing)"},
      {"web", R"({"redirect_uris": []})", "/apps/0/redirect_uris", "needs at least one"},
      {"web", R"({"assignment": {"federation_broker_mode": true, "people": ["ann@example.com"]}})",
       "/apps/0/assignment", "federation_broker_mode lets everybody in"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.type, row.app);
    const auto problems = app_problems(row.type, row.app);
    REQUIRE_FALSE(problems.empty());
    CHECK(problems[0].pointer == row.place);
    CHECK_THAT(problems[0].message, ContainsSubstring(row.message));
  }
  CHECK(app_problems("web", R"({"grant_types": ["authorization_code", "client_credentials"]})").empty());
  CHECK(app_problems("native",
                     R"({"token_endpoint_auth_method": "client_secret_basic", "pkce_required": false})")
            .empty());
  CHECK(app_problems("service", R"({"redirect_uris": []})").empty());
}

TEST_CASE("secrets come from the environment, and no message repeats one", "[org_document]") {
  check_mistakes({
      {"/people/1/password", R"({"env": "NOT_THERE"})", "/people/1/password",
       R"(the environment variable "NOT_THERE" is not set)"},
      {"/people/1/password", R"({"file": "x"})", "/people/1/password",
       R"(must be a string, or {"env": "NAME"})"},
      {"/people/1/password", R"({"env": "A", "or": "B"})", "/people/1/password", "and nothing else"},
      {"/people/1/password", "1", "/people/1/password", "must be a string"},
      {"/apps/0/client_secret", R"({"env": "SHORT"})", "/apps/0/client_secret",
       "must have 14 to 100 characters, not 5"},
  });
  for (const auto& problem : problems_of(document_with("/apps/0/client_secret", "\"hush-hush\"")))
    CHECK(problem.message.find("hush") == std::string::npos);
  // Without an environment every variable is unset.
  CHECK_FALSE(load_org(every_key_document(), "http://localhost:7070", nullptr));
}

TEST_CASE("all mistakes are told at once", "[org_document]") {
  auto document = every_key_document();
  document["appz"] = Json::array();
  document["org"]["password_iterations"] = 0;
  document["people"][0]["groups"][0] = "Stuff";
  document["apps"][0]["redirect_uris"][0] = "/cb";
  document["apps"][0]["grant_types"][0] = "implicit";
  document["apps"][1]["client_id"] = "the-web-app";
  document["trusted_origins"][0]["origin"] = "nowhere";
  std::vector<std::string> places;
  for (const auto& problem : problems_of(document)) places.push_back(problem.pointer);
  for (const char* place :
       {"/appz", "/org/password_iterations", "/people/0/groups/0", "/apps/0/redirect_uris/0",
        "/apps/0/grant_types/0", "/apps/1/client_id", "/trusted_origins/0/origin"}) {
    CAPTURE(place);
    CHECK(std::count(places.begin(), places.end(), place) == 1);
  }
}

TEST_CASE("a document that is no object, or no JSON, is told as a whole", "[org_document]") {
  const auto problems = problems_of(Json::array());
  REQUIRE(problems.size() == 1);
  CHECK(to_string(problems[0]) == "the document: must be an object, not a list");

  const auto broken = read_org_document("{\n  \"apps\": [,]\n}");
  REQUIRE_FALSE(broken);
  CHECK_THAT(to_string(broken.error().at(0)), ContainsSubstring("(line 2, column 12)"));
  const auto twice = read_org_document(R"({"apps": [{"label": "A", "label": "B"}]})");
  REQUIRE_FALSE(twice);
  CHECK(twice.error().at(0).pointer == "/apps/0/label");
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
