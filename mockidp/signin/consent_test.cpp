#include <vector>

#include "mockidp/signin/next_step_case_test.h"

namespace mockidp {
namespace {

using std::chrono::hours;
using std::chrono::seconds;

// An app that asks for consent, at a server where a scope needs it.
Scene& wanting_consent(Scene& s) {
  AuthorizationServer server;
  server.id = "default";
  server.name = "default";
  server.scopes = {{.name = "openid", .description = "", .system = true},
                   {.name = "car:see", .description = ""},
                   {.name = "car:drive", .description = "", .consent = ScopeConsent::REQUIRED},
                   {.name = "car:wash", .description = "", .consent = ScopeConsent::FLEXIBLE}};
  AccessPolicy policy;
  policy.name = "Default Policy";
  policy.client_ids = {"ALL_CLIENTS"};
  AccessPolicyRule rule;
  rule.name = "Default Policy Rule";
  rule.grant_types = {protocol::GrantType::authorization_code};
  rule.scopes = {"*"};
  rule.include_group_ids = {"00geveryone"};
  policy.rules = {rule};
  server.policies = {policy};
  s.directory.authorization_servers = {server};
  s.app().consent_method = ConsentMethod::REQUIRED;
  s.request().server_id = "default";
  s.request().scopes = {"openid", "car:see", "car:drive", "car:wash"};
  return s;
}

Scene& ann_wanting_consent(Scene& s) { return wanting_consent(s).identified_as("00uann").verified(); }

ConsentGrant grant_of(std::string scope) {
  return {"oag1", "0oaapp", "default", std::move(scope), kSceneNow};
}

std::vector<std::string> asked_scopes(const Step& step) {
  const auto* asked = std::get_if<AskConsent>(&step.what);
  REQUIRE(asked != nullptr);
  return asked->scopes;
}

}  // namespace

TEST_CASE("consent is asked for when everything is proved, and once for each scope", "[signin][consent]") {
  check_next_steps({
      {"nobody yet", [](Scene& s) { wanting_consent(s); }, "identify", "no session"},
      {"not proved yet", [](Scene& s) { wanting_consent(s).identified_as("00uann"); },
       "challenge okta_password", "no session"},
      {"proved", [](Scene& s) { ann_wanting_consent(s); }, "consent",
       "consent_method=REQUIRED: car:drive, car:wash"},
      {"by the session", [](Scene& s) { wanting_consent(s).session_of("00uann", seconds(0)); }, "consent",
       "consent_method=REQUIRED: car:drive, car:wash"},
      {"granted in part", [](Scene& s) { ann_wanting_consent(s).ann().consents = {grant_of("car:drive")}; },
       "consent", "consent_method=REQUIRED: car:wash"},
      {"granted",
       [](Scene& s) {
         ann_wanting_consent(s).ann().consents = {grant_of("car:drive"), grant_of("car:wash")};
       },
       "done", "verified"},
      {"granted, and the request wants it asked",
       [](Scene& s) {
         ann_wanting_consent(s).ann().consents = {grant_of("car:drive"), grant_of("car:wash")};
         s.request().prompt_consent = true;
       },
       "consent", "prompt=consent: car:drive, car:wash"},
      {"a trusted app",
       [](Scene& s) { ann_wanting_consent(s).app().consent_method = ConsentMethod::TRUSTED; }, "done",
       "verified"},
      {"a trusted app that wants it asked",
       [](Scene& s) {
         ann_wanting_consent(s).app().consent_method = ConsentMethod::TRUSTED;
         s.request().prompt_consent = true;
       },
       "consent", "prompt=consent: car:drive, car:wash"},
      {"nothing that needs it",
       [](Scene& s) {
         ann_wanting_consent(s).request().scopes = {"openid", "car:see"};
       },
       "done", "verified"},
      {"nothing that needs it, though the request wants it asked",
       [](Scene& s) {
         ann_wanting_consent(s).request().scopes = {"openid", "car:see"};
         s.request().prompt_consent = true;
       },
       "done", "verified"},
      {"not assigned", [](Scene& s) { ann_wanting_consent(s).app().assignment.group_ids.clear(); }, "refuse",
       "assignment of My Web App"},
      {"the access policy will refuse",
       [](Scene& s) {
         ann_wanting_consent(s).directory.authorization_servers[0].policies[0].rules[0].scopes = {"car:see"};
       },
       "done", "verified"},
      {"before the question whether to stay",
       [](Scene& s) { ann_wanting_consent(s).rule().keep_me_signed_in = true; }, "consent",
       "consent_method=REQUIRED: car:drive, car:wash"},
  });
}

TEST_CASE("with prompt=none, what was not granted yet is refused by name", "[signin][consent]") {
  Scene scene;
  wanting_consent(scene).session_of("00uann", seconds(0)).request().prompt_none = true;
  SECTION("nothing granted") {
    const auto step = scene.next();
    CHECK(refusal_of(step) == OktaError::consent_required);
    CHECK(std::get<Refuse>(step.what).refusal.arguments == std::vector<std::string>{"car:drive, car:wash"});
  }
  SECTION("granted") {
    scene.ann().consents = {grant_of("car:drive"), grant_of("car:wash")};
    CHECK(done_of(scene.next()).session_sufficed);
  }
  SECTION("no session") {
    scene.session.reset();
    CHECK(refusal_of(scene.next()) == OktaError::login_required);
  }
}

TEST_CASE("what is allowed is remembered, each scope with an id of its own", "[signin][consent]") {
  Scene scene;
  ann_wanting_consent(scene).ann().consents = {grant_of("car:drive")};
  scene.request().prompt_consent = true;
  CHECK(asked_scopes(scene.next()) == std::vector<std::string>{"car:drive", "car:wash"});
  scene.answer(ConsentInput{true});
  CHECK(name_of(scene.next()) == "done");
  const auto& granted = scene.ann().consents;
  REQUIRE(granted.size() == 2);
  CHECK(granted[0].id == "oag1");
  CHECK(granted[1].id.size() == 20);
  CHECK(granted[1].id.starts_with("oag"));
  CHECK(granted[1].client_id == "0oaapp");
  CHECK(granted[1].server_id == "default");
  CHECK(granted[1].scope == "car:wash");
  CHECK(granted[1].granted_at == scene.now);
}

TEST_CASE("what is not allowed ends the request and is not remembered", "[signin][consent]") {
  Scene scene;
  ann_wanting_consent(scene).answer(ConsentInput{false});
  CHECK(refusal_of(scene.next()) == OktaError::access_denied);
  CHECK(scene.ann().consents.empty());
}

TEST_CASE("consent that nobody asked for grants nothing", "[signin][consent]") {
  Scene scene;
  SECTION("before the proof") { wanting_consent(scene).identified_as("00uann"); }
  SECTION("where nothing needs it") { scene.identified_as("00uann").verified(); }
  scene.answer(ConsentInput{true});
  CHECK_FALSE(scene.transaction.consent);
  CHECK(scene.ann().consents.empty());
}

TEST_CASE("what one person allowed does not answer for the next in the same browser", "[signin][consent]") {
  Scene scene;
  wanting_consent(scene).session_of("00uann", seconds(0)).request().prompt_consent = true;
  scene.answer(ConsentInput{true});
  CHECK(name_of(scene.next()) == "done");
  scene.session_of("00ubob", seconds(0));
  CHECK(name_of(scene.next()) == "consent");
}

TEST_CASE("an app that signs in by itself consents by itself", "[signin][consent]") {
  Scene scene;
  ann_wanting_consent(scene).app().auto_sign_in = "ann@example.com";
  scene.answer(AutomaticInput{});
  CHECK(name_of(scene.next()) == "done");
}

}  // namespace mockidp
