#include "mockidp/policy/claims.h"

#include <nlohmann/json.hpp>

#include "mockidp/directory/expression/expression.h"
#include "mockidp/directory/expression/pattern.h"
#include "mockidp/testing/catch.h"

namespace mockidp {
namespace {

using Names = std::vector<std::string>;
using protocol::Json;

CustomClaim claim_of(std::string name, ClaimType type, const std::string& expression) {
  CustomClaim claim;
  claim.name = std::move(name);
  claim.type = type;
  claim.expression =
      std::make_shared<const expression::Expression>(*expression::Expression::parse(expression));
  return claim;
}

GroupFilter filter_of(GroupFilterType type, const std::string& value) {
  GroupFilter filter{type, value, nullptr};
  if (type == GroupFilterType::REGEX)
    filter.pattern = std::make_shared<const expression::Pattern>(*expression::Pattern::parse(value));
  return filter;
}

struct ClaimScene {
  ClaimScene() {
    directory.org.name = "Shop";
    directory.groups = {{"00gall", "Everyone", "", true},
                        {"00geng", "Engineering", "", false},
                        {"00gops", "Ops West", "", false}};
    server.id = "default";
    server.name = "default";
    app.id = "0oa1";
    app.client_id = "the-app";
    person.id = "00u1";
    person.login = "ann@example.com";
    person.profile = {{"firstName", "Ann"}, {"department", "Books"}};
    person.group_ids = {"00geng"};
  }
  protocol::Result<Json, Refusal> decide(ClaimUse use) const {
    return decide_custom_claims({.directory = directory,
                                 .server = server,
                                 .app = app,
                                 .person = with_person ? &person : nullptr,
                                 .scopes = scopes,
                                 .amr = amr,
                                 .channel = channel},
                                use);
  }
  std::string text(ClaimUse use) const {
    const auto claims = decide(use);
    REQUIRE(claims);
    return protocol::to_text(*claims);
  }
  Directory directory;
  AuthorizationServer server;
  AppIntegration app;
  Person person;
  bool with_person = true;
  Names scopes{"openid", "profile"};
  Names amr{"pwd"};
  ClaimFacts::Channel channel = ClaimFacts::Channel::back;
};

}  // namespace

TEST_CASE("claims stand in the order of the configuration, each in its own tokens", "[claims]") {
  ClaimScene scene;
  scene.server.claims = {claim_of("zebra", ClaimType::RESOURCE, "user.department"),
                         claim_of("alpha", ClaimType::RESOURCE, "app.clientId + '@' + org.name"),
                         claim_of("nick", ClaimType::IDENTITY, "user.firstName"),
                         claim_of("methods", ClaimType::IDENTITY, "session.amr")};
  CHECK(scene.text(ClaimUse::access_token) == R"({"zebra":"Books","alpha":"the-app@Shop"})");
  for (const auto use :
       {ClaimUse::id_token_alone, ClaimUse::id_token_beside_access_token, ClaimUse::userinfo})
    CHECK(scene.text(use) == R"({"nick":"Ann","methods":["pwd"]})");
}

TEST_CASE("an ID token beside an access token leaves out what is not always included", "[claims]") {
  ClaimScene scene;
  scene.server.claims = {claim_of("nick", ClaimType::IDENTITY, "user.firstName")};
  scene.server.claims[0].always_include = false;
  CHECK(scene.text(ClaimUse::id_token_alone) == R"({"nick":"Ann"})");
  CHECK(scene.text(ClaimUse::userinfo) == R"({"nick":"Ann"})");
  CHECK(scene.text(ClaimUse::id_token_beside_access_token) == "{}");
}

TEST_CASE("a claim comes with its scopes, and an inactive one with none", "[claims]") {
  ClaimScene scene;
  scene.server.claims = {claim_of("dept", ClaimType::RESOURCE, "user.department")};
  auto& claim = scene.server.claims[0];
  claim.scopes = {"email", "profile"};
  CHECK(scene.text(ClaimUse::access_token) == R"({"dept":"Books"})");
  claim.scopes = {"email"};
  CHECK(scene.text(ClaimUse::access_token) == "{}");
  claim.scopes = {};
  CHECK(scene.text(ClaimUse::access_token) == R"({"dept":"Books"})");
  claim.active = false;
  CHECK(scene.text(ClaimUse::access_token) == "{}");
}

TEST_CASE("what comes to null is left out, what cannot be evaluated refuses the token by name", "[claims]") {
  ClaimScene scene;
  scene.server.claims = {claim_of("none", ClaimType::RESOURCE, "user.nothing"),
                         claim_of("bad", ClaimType::IDENTITY, "String.substring(user.firstName, 0, 9)")};
  CHECK(scene.text(ClaimUse::access_token) == "{}");
  const auto refused = scene.decide(ClaimUse::id_token_alone);
  REQUIRE_FALSE(refused);
  CHECK(to_oauth_error(refused.error()).description == "The 'bad' system claim could not be evaluated.");
  CHECK(to_oauth_error(refused.error()).code == protocol::ErrorCode::server_error);
  CHECK_THAT(refused.error().decided_by, ContainsSubstring("the text has only 3 characters"));
}

TEST_CASE("without a person Okta's own subject is the client, and groups are nobody's", "[claims]") {
  ClaimScene scene;
  scene.server.claims = {
      claim_of("sub", ClaimType::RESOURCE, "(appuser != null) ? appuser.userName : app.clientId"),
      claim_of("dept", ClaimType::RESOURCE, "user.department")};
  CustomClaim groups;
  groups.name = "groups";
  groups.value_type = ClaimValueType::GROUPS;
  groups.filter = filter_of(GroupFilterType::REGEX, ".*");
  scene.server.claims.push_back(groups);
  CHECK(scene.text(ClaimUse::access_token) ==
        R"({"sub":"ann@example.com","dept":"Books","groups":["Everyone","Engineering"]})");
  scene.with_person = false;
  CHECK(scene.text(ClaimUse::access_token) == R"({"sub":"the-app"})");
}

TEST_CASE("group filters ignore case, but for regular expressions, which match whole names", "[claims]") {
  ClaimScene scene;
  struct Row {
    GroupFilterType type;
    const char* value;
    Names names;
  };
  using enum GroupFilterType;
  const Row rows[] = {
      {STARTS_WITH, "eng", {"Engineering"}},
      {STARTS_WITH, "ngin", {}},
      {STARTS_WITH, "", {"Everyone", "Engineering"}},
      {EQUALS, "ENGINEERING", {"Engineering"}},
      {EQUALS, "Engineer", {}},
      {CONTAINS, "NGIN", {"Engineering"}},
      {CONTAINS, "Ops", {}},
      {REGEX, ".*", {"Everyone", "Engineering"}},
      {REGEX, "eng.*", {}},
      {REGEX, "Eng.*", {"Engineering"}},
      {REGEX, "Eng", {}},
  };
  for (const auto& row : rows) {
    CAPTURE(row.value);
    CHECK(filtered_group_names(scene.directory, scene.person, filter_of(row.type, row.value)) == row.names);
  }
}

TEST_CASE("the org server has the app's groups claim for the scope groups, and no other", "[claims]") {
  ClaimScene scene;
  scene.server.id = "";
  scene.server.claims = {claim_of("dept", ClaimType::IDENTITY, "user.department")};
  scene.app.groups_claim = GroupsClaim{"teams", filter_of(GroupFilterType::STARTS_WITH, "E")};
  CHECK(scene.text(ClaimUse::id_token_alone) == "{}");
  scene.scopes = {"openid", "groups"};
  CHECK(scene.text(ClaimUse::id_token_beside_access_token) == R"({"teams":["Everyone","Engineering"]})");
  CHECK(scene.text(ClaimUse::userinfo) == R"({"teams":["Everyone","Engineering"]})");
  CHECK(scene.text(ClaimUse::access_token) == "{}");
  scene.app.groups_claim->filter = filter_of(GroupFilterType::EQUALS, "Nobody");
  CHECK(scene.text(ClaimUse::userinfo) == "{}");
}

TEST_CASE("in the front channel no claim lists more than a hundred groups", "[claims]") {
  ClaimScene scene;
  scene.server.id = "";
  scene.scopes = {"groups"};
  scene.app.groups_claim = GroupsClaim{"groups", filter_of(GroupFilterType::STARTS_WITH, "Team")};
  const auto join_teams = [&](int count) {
    scene.directory.groups.resize(1);
    scene.person.group_ids.clear();
    for (int i = 0; i < count; ++i) {
      scene.directory.groups.push_back({"00g" + std::to_string(i), "Team " + std::to_string(i), "", false});
      scene.person.group_ids.push_back("00g" + std::to_string(i));
    }
  };
  scene.channel = ClaimFacts::Channel::front;
  join_teams(100);
  CHECK(scene.decide(ClaimUse::id_token_alone));
  join_teams(101);
  const auto refused = scene.decide(ClaimUse::id_token_alone);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().error == OktaError::too_many_groups_in_groups_claim);
  scene.channel = ClaimFacts::Channel::back;
  CHECK((*scene.decide(ClaimUse::id_token_beside_access_token))["groups"].size() == 101);
}

}  // namespace mockidp
