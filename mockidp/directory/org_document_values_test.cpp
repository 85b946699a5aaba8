// Mistakes that show in one value: unknown keys, wrong types, limits, forms.

#include <algorithm>
#include <nlohmann/json.hpp>

#include "mockidp/directory/every_key_fixture.h"
#include "mockidp/testing/catch.h"

using namespace mockidp;
using protocol::Json;

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
      {"/apps/0/grant_types/0", "\"authorisation_code\"", "/apps/0/grant_types/0",
       R"(did you mean "authorization_code"?)"},
      {"/apps/0/grant_types", "[]", "/apps/0/grant_types", "needs at least 1"},
      {"/apps/0/redirect_uris/1", "\"http://localhost:8080/cb\"", "/apps/0/redirect_uris/1",
       "is listed twice"},
      {"/apps/0/refresh_token/leeway", "-1", "/apps/0/refresh_token/leeway",
       "must be between 0 and 60, not -1"},
      {"/apps/0/refresh_token/leeway", "61", "/apps/0/refresh_token/leeway",
       "must be between 0 and 60, not 61"},
      {"/apps/0/refresh_token/rotation_type", "\"rotate\"", "/apps/0/refresh_token/rotation_type",
       R"(is not one of STATIC, ROTATE; did you mean "ROTATE"?)"},
      {"/authorization_servers/0/access_policies/0/rules/0/grant_types/0", "\"refresh_token\"",
       "/authorization_servers/0/access_policies/0/rules/0/grant_types/0",
       R"(no rule has the grant type "refresh_token")"},
      {"/org/password_iterations", "0", "/org/password_iterations", "must be between 1 and 1000000, not 0"},
      {"/org/password_iterations", "1.5", "/org/password_iterations", "must be a whole number, not a number"},
      {"/org/password_iterations", "18446744073709551615", "/org/password_iterations", "must be between"},
      {"/policies/sign_on/1/rules/0/reauthenticate_in", "\"2h\"",
       "/policies/sign_on/1/rules/0/reauthenticate_in", "is not a duration such as PT2H"},
      {"/trusted_origins/0/scopes/0", "\"IFRAME\"", "/trusted_origins/0/scopes/0",
       "is not one of CORS, REDIRECT"},
      {"/trusted_origins/0/allowed_okta_apps/0", "\"OKTA_ADMIN\"", "/trusted_origins/0/allowed_okta_apps/0",
       "is not one of OKTA_ENDUSER"},
      {"/trusted_origins/0/scopes", R"(["CORS"])", "/trusted_origins/0/allowed_okta_apps",
       "is for origins with the scope IFRAME_EMBED"},
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
  CHECK(at("refresh_token_lifetime_minutes", "525600000"));  // ours: Okta has no limit there
  CHECK_FALSE(at("refresh_token_lifetime_minutes", "525600001"));
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
      {"/apps/0/base_uris/0", "\"http://localhost:8080/x\"", "/apps/0/base_uris/0",
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

TEST_CASE("all mistakes are told at once", "[org_document]") {
  auto document = every_key_document();
  document["appz"] = Json::array();
  document["org"]["password_iterations"] = 0;
  document["people"][0]["groups"][0] = "Stuff";
  document["apps"][0]["redirect_uris"][0] = "/cb";
  document["apps"][0]["grant_types"][0] = "no_such_grant";
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
