#include <nlohmann/json.hpp>

#include "mockidp/directory/every_key_fixture.h"
#include "mockidp/testing/catch.h"

namespace mockidp {
namespace {

using protocol::Json;

// The problems of a server with this claim in place of those of the fixture.
std::string told_of_claim(const char* claim) {
  auto document = every_key_document();
  document["authorization_servers"][0]["claims"] = Json::array({Json::parse(claim)});
  std::string told;
  for (const auto& problem : problems_of(document)) told += to_string(problem) + "\n";
  return told;
}

}  // namespace

TEST_CASE("custom claims are read with their expressions, filters and scopes", "[org_document][claims]") {
  const auto org = load_without_problems(every_key_document());
  const auto& claims = org.directory.server("default")->claims;
  REQUIRE(claims.size() == 3);
  CHECK(claims[0].id == "oclclaim000000000001");
  CHECK(claims[0].name == "department");
  CHECK(claims[0].type == ClaimType::IDENTITY);
  CHECK_FALSE(claims[0].always_include);
  CHECK(claims[0].scopes == std::vector<std::string>{"profile"});
  CHECK(claims[0].expression != nullptr);
  CHECK(claims[1].value_type == ClaimValueType::GROUPS);
  CHECK(claims[1].filter.type == GroupFilterType::REGEX);
  CHECK(claims[1].filter.pattern != nullptr);
  CHECK(claims[1].id.substr(0, 3) == "ocl");
  CHECK(claims[2].value_type == ClaimValueType::SYSTEM);
  const auto& app = org.directory.apps.at(0);
  REQUIRE(app.groups_claim);
  CHECK(app.groups_claim->name == "teams");
  CHECK(app.groups_claim->filter.type == GroupFilterType::CONTAINS);
}

TEST_CASE("what is wrong with a claim is told where it stands", "[org_document][claims]") {
  struct Row {
    const char* claim;
    const char* told;
  };
  const Row rows[] = {
      {R"({"name": "x", "value": "usr.login"})",
       "/authorization_servers/0/claims/0/value: nothing is called usr; did you mean user? (at character 1)"},
      {R"({"name": "x", "value": "user.login + "})",
       "/value: the expression ends too early (at character 14)"},
      {R"j({"name": "x", "value": "Time.now()"})j", "the function Time.now is not supported"},
      {R"({"name": "scp", "value": "user.login"})", "/claims/0/name: the claim \"scp\" is reserved by Okta"},
      {R"({"name": "email", "claim_type": "IDENTITY", "value": "user.login"})", "is reserved by Okta"},
      {R"({"name": "sub", "claim_type": "IDENTITY", "value": "user.login"})", "is reserved by Okta"},
      {R"({"name": "sub", "value": "user.login"})", "SYSTEM goes with the claim sub of access tokens"},
      {R"({"name": "x", "value_type": "SYSTEM", "value": "user.login"})", "SYSTEM goes with the claim sub"},
      {R"({"name": "x", "value_type": "GROUPS", "value": "E"})", "wants a \"group_filter_type\""},
      {R"({"name": "x", "value_type": "GROUPS", "group_filter_type": "REGEX", "value": "("})",
       "/claims/0/value: not a regular expression"},
      {R"({"name": "x", "group_filter_type": "EQUALS", "value": "user.login"})",
       "goes with the value_type GROUPS only"},
      {R"({"name": "x", "always_include_in_token": false, "value": "user.login"})",
       "must be true for access tokens"},
      {R"({"name": "x", "scopes": ["profil"], "value": "user.login"})",
       "there is no scope \"profil\"; did you mean"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.claim);
    CHECK_THAT(told_of_claim(row.claim), ContainsSubstring(row.told));
  }
  CHECK(told_of_claim(R"({"name": "email", "value": "user.email"})") == "");
}

TEST_CASE("wildcards are held to Okta's rules, and cautioned against", "[org_document][wildcard]") {
  const auto org_with = [](const char* uri, const char* wildcard_redirect) {
    return Json{{"apps", Json::array({{{"label", "App"},
                                       {"application_type", "web"},
                                       {"redirect_uris", {uri}},
                                       {"wildcard_redirect", wildcard_redirect}}})}};
  };
  const auto told = [&](const char* uri, const char* wildcard_redirect) {
    const auto problems = problems_of(org_with(uri, wildcard_redirect));
    return problems.empty() ? std::string() : to_string(problems[0]);
  };
  CHECK(told("https://*.example.com/cb", "SUBDOMAIN") == "");
  CHECK_THAT(told("https://*.example.com/cb", "DISABLED"),
             ContainsSubstring(R"(/apps/0/redirect_uris/0: "https://*.example.com/cb" has a wildcard, but)"));
  CHECK_THAT(told("http://*.example.com/cb", "SUBDOMAIN"),
             ContainsSubstring("a wildcard goes with https only"));
  CHECK_THAT(told("https://*.com/cb", "SUBDOMAIN"), ContainsSubstring("a label between"));
  const auto org = load_without_problems(org_with("https://*.example.com/cb", "SUBDOMAIN"));
  REQUIRE(org.cautions.size() == 1);
  CHECK(org.cautions[0].pointer == "/apps/0/redirect_uris/0");
  CHECK_THAT(org.cautions[0].message, ContainsSubstring("Okta discourages it"));
  CHECK(load_without_problems(every_key_document()).cautions.empty());
  check_mistakes({{"/apps/0/post_logout_redirect_uris", R"(["https://*.example.com"])",
                   "/apps/0/post_logout_redirect_uris/0", "only sign-in redirect URIs may have"}});
}

TEST_CASE("an origin may be typed with its slash", "[org_document]") {
  const auto document = Json::parse(R"({"trusted_origins": [{"origin": "http://localhost:9000/"}],
      "apps": [{"label": "App", "application_type": "browser", "redirect_uris": ["http://localhost:9001/cb"],
                "base_uris": ["http://localhost:9001/"]}]})");
  const auto org = load_without_problems(document);
  CHECK(org.directory.trusted_origin("http://localhost:9000") != nullptr);
  CHECK(org.directory.trusted_origin("http://localhost:9001") != nullptr);
  check_mistakes({{"/trusted_origins/0/origin", R"("http://localhost:9000/app/")",
                   "/trusted_origins/0/origin", R"(its origin is "http://localhost:9000")"}});
}

TEST_CASE("an app's groups claim has no name that ID tokens have already", "[org_document][claims]") {
  const auto told_of_name = [](const char* name) {
    auto document = every_key_document();
    document["apps"][0]["groups_claim"]["name"] = name;
    std::string told;
    for (const auto& problem : problems_of(document)) told += to_string(problem) + "\n";
    return told;
  };
  for (const std::string name : {"sub", "iss", "nonce", "email"})
    CHECK_THAT(told_of_name(name.c_str()), ContainsSubstring("/apps/0/groups_claim/name: the claim \"" +
                                                             name + "\" is reserved by Okta"));
  CHECK(told_of_name("groups") == "");
}

}  // namespace mockidp
