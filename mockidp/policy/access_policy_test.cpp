#include "mockidp/policy/access_policy.h"

#include "mockidp/testing/catch.h"

using namespace mockidp;
using protocol::GrantType;
using namespace std::chrono_literals;

namespace {

using Names = std::vector<std::string>;
constexpr auto kCode = GrantType::authorization_code;
constexpr auto kService = GrantType::client_credentials;

AccessPolicyRule rule_for(std::string name) {
  AccessPolicyRule rule;
  rule.name = std::move(name);
  rule.grant_types = {kCode};
  rule.scopes = {"*"};
  rule.include_group_ids = {"everyone"};
  return rule;
}

AccessPolicy policy_for(std::string name, Names clients, std::vector<AccessPolicyRule> rules) {
  AccessPolicy policy;
  policy.name = std::move(name);
  policy.client_ids = std::move(clients);
  policy.rules = std::move(rules);
  return policy;
}

// A directory whose default server has the policies; alice is an engineer, the app is "shop".
struct World {
  explicit World(std::vector<AccessPolicy> policies) {
    directory.groups = {{"everyone", "Everyone", "", true}, {"engineers", "Engineering", "", false}};
    server.id = "default";
    server.name = "default";
    for (const char* name : {"openid", "profile"}) server.scopes.push_back({name, "", true, false, true});
    for (const char* name : {"api.read", "api.write"})
      server.scopes.push_back({name, "", false, false, false});
    server.policies = std::move(policies);
    app.client_id = "shop";
    app.label = "Shop";
    alice.id = "alice";
    alice.group_ids = {"engineers"};
  }

  auto decide(GrantType grant, const Names& scopes) const {
    return decide_access(directory, server, app, grant == kService ? nullptr : &alice, grant, scopes);
  }

  Directory directory;
  AuthorizationServer server;
  AppIntegration app;
  Person alice;
};

}  // namespace

TEST_CASE("the first rule that matches decides, with its lifetime", "[access_policy]") {
  auto first = rule_for("short");
  first.access_token_lifetime = 5min;
  auto second = rule_for("long");
  second.access_token_lifetime = 1440min;
  const World world({policy_for("P", {"ALL_CLIENTS"}, {first, second})});
  const auto decided = world.decide(kCode, {"openid"});
  REQUIRE(decided);
  CHECK(decided->policy == "P");
  CHECK(decided->rule == "short");
  CHECK(decided->access_token_lifetime == 300s);
}

TEST_CASE("the org server has no policies and needs none", "[access_policy]") {
  World world({});
  world.server.id.clear();
  const auto decided = world.decide(kCode, {"openid"});
  REQUIRE(decided);
  CHECK(decided->access_token_lifetime == 1h);
}

TEST_CASE("the first policy for the client decides, and no other is asked", "[access_policy]") {
  auto services_only = rule_for("services only");
  services_only.grant_types = {kService};
  const auto open = policy_for("open", {"ALL_CLIENTS"}, {rule_for("all")});

  CHECK_FALSE(World({policy_for("strict", {"shop"}, {services_only}), open}).decide(kCode, {"openid"}));
  CHECK(World({policy_for("strict", {"other"}, {services_only}), open}).decide(kCode, {"openid"}));
  auto inactive = policy_for("strict", {"shop"}, {services_only});
  inactive.active = false;
  CHECK(World({inactive, open}).decide(kCode, {"openid"}));
}

TEST_CASE("without a policy or rule that matches, evaluation fails and says what came nearest",
          "[access_policy]") {
  auto services = rule_for("services");
  services.grant_types = {kService};
  auto strangers = rule_for("strangers");
  strangers.include_group_ids = {"others"};
  auto asleep = rule_for("asleep");
  asleep.active = false;
  auto dreaming = strangers;
  dreaming.name = "dreaming";
  dreaming.active = false;
  auto sleeping_service = services;
  sleeping_service.active = false;
  struct Row {
    std::vector<AccessPolicy> policies;
    const char* decided_by;
    const char* closest;
  };
  const Row rows[] = {
      {{}, "default has no access policy", ""},
      {{policy_for("P", {"other"}, {})},
       "none of the active access policies of default is for Shop",
       "access policy P"},
      {{policy_for("P", {"ALL_CLIENTS"}, {})}, "P, none of whose rules matches", ""},
      {{policy_for("P", {"ALL_CLIENTS"}, {services})},
       "P, none of whose rules matches",
       "services, but for the grant type authorization_code"},
      {{policy_for("P", {"ALL_CLIENTS"}, {strangers})},
       "P, none of whose rules matches",
       "strangers, but for its people"},
      {{policy_for("P", {"ALL_CLIENTS"}, {asleep})},
       "P, none of whose rules matches",
       "asleep, which is inactive"},
      {{policy_for("P", {"ALL_CLIENTS"}, {dreaming, sleeping_service})},
       "P, none of whose rules matches",
       ""},
      {{policy_for("P", {"ALL_CLIENTS"}, {dreaming, strangers})},
       "P, none of whose rules matches",
       "strangers, but for its people"},
  };
  for (const auto& row : rows) {
    const auto decided = World(row.policies).decide(kCode, {"openid"});
    REQUIRE_FALSE(decided);
    CHECK(decided.error().error == OktaError::no_matching_policy);
    CHECK(decided.error().decided_by == row.decided_by);
    CHECK(decided.error().closest == row.closest);
  }
}

TEST_CASE("a rule holds for the people it names", "[access_policy]") {
  struct Row {
    const char* what;
    Names groups, people, exclude_groups, exclude_people;
    bool for_alice, for_nobody;
  };
  const Row rows[] = {
      {"Everyone", {"everyone"}, {}, {}, {}, true, true},
      {"her group", {"engineers"}, {}, {}, {}, true, false},
      {"another group", {"others"}, {}, {}, {}, false, false},
      {"herself", {}, {"alice"}, {}, {}, true, false},
      {"somebody else", {}, {"bob"}, {}, {}, false, false},
      {"nobody: requests without a person", {}, {}, {}, {}, false, true},
      {"all but her group", {"everyone"}, {}, {"engineers"}, {}, false, true},
      {"all but another group", {"everyone"}, {}, {"others"}, {}, true, true},
      {"all but herself", {"everyone"}, {}, {}, {"alice"}, false, true},
      {"whoever is not excluded: not her group", {}, {}, {"engineers"}, {}, false, true},
      {"whoever is not excluded: another group", {}, {}, {"others"}, {}, true, true},
      {"whoever is not excluded: not herself", {}, {}, {}, {"alice"}, false, true},
      {"whoever is not excluded: somebody else", {}, {}, {}, {"bob"}, true, true},
      {"excluded beats included", {}, {"alice"}, {}, {"alice"}, false, false},
  };
  for (const auto& row : rows) {
    CAPTURE(row.what);
    auto rule = rule_for("R");
    rule.grant_types = {kCode, kService};
    rule.include_group_ids = row.groups;
    rule.include_person_ids = row.people;
    rule.exclude_group_ids = row.exclude_groups;
    rule.exclude_person_ids = row.exclude_people;
    const World world({policy_for("P", {"ALL_CLIENTS"}, {rule})});
    CHECK(static_cast<bool>(world.decide(kCode, {"openid"})) == row.for_alice);
    CHECK(static_cast<bool>(world.decide(kService, {"api.read"})) == row.for_nobody);
  }
}

TEST_CASE("scopes that a rule does not list are denied, OpenID scopes excepted", "[access_policy]") {
  auto reading = rule_for("reading");
  reading.scopes = {"api.read"};
  const World world({policy_for("P", {"ALL_CLIENTS"}, {reading})});

  CHECK(world.decide(kCode, {"api.read"}));
  CHECK(world.decide(kCode, {"openid", "profile", "api.read"}));
  CHECK(world.decide(kCode, {"openid", "profile"}));

  const auto some = world.decide(kCode, {"openid", "api.read", "api.write"});
  REQUIRE_FALSE(some);
  CHECK(some.error().error == OktaError::scope_denied);
  CHECK(to_oauth_error(some.error()).description ==
        "Some of the requested scopes were denied by the policy. Denied scopes: [api.write].");
  CHECK(some.error().decided_by == "P / reading");
  CHECK(some.error().closest == "scopes api.read");

  const auto all = world.decide(kCode, {"api.write"});
  REQUIRE_FALSE(all);
  CHECK(all.error().error == OktaError::no_scope_allowed);
}

TEST_CASE("a later rule that allows all scopes goes before an earlier one that denies some",
          "[access_policy]") {
  auto reading = rule_for("reading");
  reading.scopes = {"api.read"};
  const World world({policy_for("P", {"ALL_CLIENTS"}, {reading, rule_for("all")})});
  const auto decided = world.decide(kCode, {"api.read", "api.write"});
  REQUIRE(decided);
  CHECK(decided->rule == "all");
}
