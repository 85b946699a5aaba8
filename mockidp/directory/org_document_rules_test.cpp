// Mistakes that show between values: duplicates, references, Okta's rules for apps, secrets.

#include <nlohmann/json.hpp>

#include "mockidp/directory/every_key_fixture.h"
#include "mockidp/testing/catch.h"

using namespace mockidp;
using protocol::Json;

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
      {"web", R"({"token_endpoint_auth_method": "private_key_jwt", "client_secret": "secret-of-the-app"})",
       "/apps/0/client_secret", "must not be given, since the token_endpoint_auth_method is private_key_jwt"},
      {"browser", R"({"token_endpoint_auth_method": "private_key_jwt"})",
       "/apps/0/token_endpoint_auth_method", "cannot authenticate with private_key_jwt"},
      {"web", R"({"dpop_bound_access_tokens": true, "grant_types": ["authorization_code", "implicit"]})",
       "/apps/0/dpop_bound_access_tokens", "must not be true, since the grant_types have implicit"},
      {"service", R"({"dpop_bound_access_tokens": true})", "/apps/0/dpop_bound_access_tokens",
       "must not be true, since the grant_types have client_credentials"},
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
      {"browser", R"({"grant_types": ["authorization_code", "implicit"], "response_types": ["code"]})",
       "/apps/0/response_types", R"("token" or "id_token" is missing)"},
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
  CHECK(app_problems("browser", R"({"grant_types": ["implicit"], "response_types": ["id_token"]})").empty());
  CHECK(app_problems("native",
                     R"({"token_endpoint_auth_method": "client_secret_basic", "pkce_required": false})")
            .empty());
  CHECK(app_problems("service", R"({"redirect_uris": []})").empty());
  CHECK(app_problems("browser", R"({"dpop_bound_access_tokens": true})").empty());
  CHECK(app_problems("native", R"({"token_endpoint_auth_method": "private_key_jwt"})").empty());
}

TEST_CASE("a client's keys are public, fit to sign, and told apart by their kids", "[org_document]") {
  const std::string point =
      R"("kty": "EC", "crv": "P-256", "x": "l8tFrhx-34tV3hRICRDY9zCkDlpBhF42UQUfWVAWBFs",)"
      R"( "y": "9VE4jf_Ok_o64zbTTlcuNJajHmt6v9TDVrU0CdvGRDA")";
  const auto keys = [&](const std::string& items) { return R"({"keys": [)" + items + "]}"; };
  const std::string key = "{" + point + "}", named = "{" + point + R"(, "kid": "k"})";
  std::string many = key;
  for (int i = 1; i < 50; ++i) many += "," + key;
  CHECK(problems_of(document_with("/apps/0/jwks", keys("").c_str())).empty());
  CHECK(problems_of(document_with("/apps/0/jwks", keys(key + "," + key).c_str())).empty());
  CHECK(problems_of(document_with("/apps/0/jwks", keys(many).c_str())).empty());
  const std::string secret = keys("{" + point + R"(, "d": "AAAA"})"), twice = keys(named + "," + named),
                    too_many = keys(many + "," + key), bent = keys(R"({"kty": "EC"})");
  check_mistakes({
      {"/apps/0/jwks", "[]", "/apps/0/jwks", "must be an object"},
      {"/apps/0/jwks", "{}", "/apps/0/jwks", "is missing"},
      {"/apps/0/jwks", R"({"keys": {}})", "/apps/0/jwks/keys", "must be a list"},
      {"/apps/0/jwks", too_many.c_str(), "/apps/0/jwks/keys", "at most 50"},
      {"/apps/0/jwks", bent.c_str(), "/apps/0/jwks/keys/0", "crv, x and y must be strings"},
      {"/apps/0/jwks", secret.c_str(), "/apps/0/jwks/keys/0", "the key is a private one"},
      {"/apps/0/jwks", twice.c_str(), "/apps/0/jwks/keys/1/kid", "is the kid of another key already"},
  });
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
