#include "mockidp/endpoints/oauth/standing.h"

#include <nlohmann/json.hpp>

#include "mockidp/directory/org_document.h"
#include "mockidp/org/life_cycle.h"
#include "mockidp/org/seeding.h"
#include "mockidp/testing/catch.h"
#include "mockidp/testing/test_browser.h"
#include "mockidp/testing/test_provider.h"

namespace mockidp::testing {
namespace {

using protocol::Json;

constexpr std::string_view kNoLongerActive = R"({"active":false})";

const Json& built_in_document() {
  static const Json document = *read_org_document(built_in_org_document());
  return document;
}

// As the server does it where the document of an org changes live.
void change_document(TestProvider& provider, const Json& from, const Json& to) {
  const auto load = [](const Json& document) {
    return load_org(document, "http://localhost:7070", [](const std::string&) { return nullptr; });
  };
  const auto before = load(from);
  auto after = load(to);
  REQUIRE(before);
  REQUIRE(after);
  reconcile_people(provider.org, before->people, *after);
  provider.org.set_directory(std::make_shared<const Directory>(std::move(after->directory)));
}

Json& person_in(Json& document, std::string_view login) {
  for (Json& person : document["people"])
    if (person["login"] == login) return person;
  throw std::logic_error("no such person");
}

std::string alice_id(const TestProvider& provider) {
  return provider.org.people.find_by_login(kAlice)->value.id;
}

// Tokens of alice at the sample web app, and a code that was not redeemed yet.
struct GivenOut {
  explicit GivenOut(TestProvider& by)
      : provider(by), tokens(web_tokens(by, kDefaultServer, offline_request())), code(web_code(by)) {}

  std::string token(const char* name) const { return tokens[name].get<std::string>(); }
  std::string introspected(const char* name) const {
    return provider.post(kIntrospectPath, {{"token", token(name)}}, web_credentials()).body;
  }
  http::Response refresh() const {
    return provider.post(kTokenPath, refreshing(token("refresh_token")), web_credentials());
  }
  int userinfo_status() const {
    return provider.get(kUserinfoPath, bearer_header(token("access_token"))).status;
  }
  void check_alive() const {
    for (const char* name : {"access_token", "refresh_token", "id_token"})
      CHECK(introspected(name) != kNoLongerActive);
    CHECK(refresh().status == 200);
    CHECK(userinfo_status() == 200);
  }
  void check_dead() const {
    for (const char* name : {"access_token", "refresh_token", "id_token"}) {
      CAPTURE(name);
      CHECK(introspected(name) == kNoLongerActive);
    }
    check_refused();
    CHECK(json_of(provider.post(kTokenPath, web_redemption(code), web_credentials()))["error"] ==
          "invalid_grant");
  }
  void check_refused() const {
    CHECK(json_of(refresh())["error_description"] == "The refresh token is invalid or expired.");
    CHECK(json_of(refresh())["error"] == "invalid_grant");
    CHECK(userinfo_status() == 401);
  }

  TestProvider& provider;
  Json tokens;
  std::string code;
};

// Something that is taken away and given back.
struct Episode {
  const char* name;
  void (*away)(TestProvider&);
  void (*back)(TestProvider&);
};

void operate(TestProvider& provider, LifeCycleOperation operation) {
  REQUIRE(change_life_cycle(provider.org, alice_id(provider), operation, {}));
}

void set_app_active(TestProvider& provider, std::string_view status) {
  provider.change_app(kWebApp, [&](AppIntegration& app) { app.active = status == "ACTIVE"; });
}

void set_server_active(TestProvider& provider, std::string_view status) {
  provider.change_server("default", [&](AuthorizationServer& one) { one.active = status == "ACTIVE"; });
}

void without_default_server(TestProvider& provider) {
  provider.change([](Directory& directory) {
    std::erase_if(directory.authorization_servers, [](const auto& one) { return one.id == "default"; });
  });
}

void with_built_in_directory(TestProvider& provider) {
  change_document(provider, built_in_document(), built_in_document());
}

Json without_alice() {
  Json document = built_in_document();
  auto& people = document["people"];
  for (auto person = people.begin(); person != people.end(); ++person)
    if ((*person)["login"] == kAlice) {
      people.erase(person);
      break;
    }
  return document;
}

Json with_deprovisioned_alice() {
  Json document = built_in_document();
  person_in(document, kAlice)["status"] = "DEPROVISIONED";
  return document;
}

const Episode kEpisodes[] = {
    {"person deactivated", [](TestProvider& p) { operate(p, LifeCycleOperation::deactivate); },
     [](TestProvider& p) { operate(p, LifeCycleOperation::activate); }},
    {"person DEPROVISIONED by the document",
     [](TestProvider& p) { change_document(p, built_in_document(), with_deprovisioned_alice()); },
     [](TestProvider& p) { change_document(p, with_deprovisioned_alice(), built_in_document()); }},
    {"person removed", [](TestProvider& p) { change_document(p, built_in_document(), without_alice()); },
     [](TestProvider& p) { change_document(p, without_alice(), built_in_document()); }},
    {"app inactive", [](TestProvider& p) { set_app_active(p, "INACTIVE"); },
     [](TestProvider& p) { set_app_active(p, "ACTIVE"); }},
    {"app unassigned",
     [](TestProvider& p) { p.change_app(kWebApp, [](AppIntegration& app) { app.assignment = {}; }); },
     with_built_in_directory},
    {"server inactive", [](TestProvider& p) { set_server_active(p, "INACTIVE"); },
     [](TestProvider& p) { set_server_active(p, "ACTIVE"); }},
    {"server deleted", without_default_server, with_built_in_directory},
};

void add_cars_scope(AuthorizationServer& server) { server.scopes.emplace_back().name = "cars.drive"; }

}  // namespace

TEST_CASE("what was given out before its ground was taken away stays dead when that is back",
          "[introspect][refresh][userinfo]") {
  for (const Episode& episode : kEpisodes) {
    CAPTURE(episode.name);
    TestProvider provider;
    const GivenOut before(provider);
    before.check_alive();
    episode.away(provider);
    episode.back(provider);
    before.check_dead();
    // In the very second: no clock is asked.
    const GivenOut after(provider);
    after.check_alive();
  }
}

TEST_CASE("a sign-in that waited at its page while something was taken away begins when it is done",
          "[introspect][refresh]") {
  TestProvider provider;
  TestBrowser browser(provider);
  const auto page = browser.authorize(kDefaultServer, web_request());
  set_app_active(provider, "INACTIVE");
  set_app_active(provider, "ACTIVE");
  const auto end = browser.sign_in(page, kAlice, kAlicePassword);
  const std::string code(redirect_params(end).get("code"));
  CHECK(provider.post(kTokenPath, web_redemption(code), web_credentials()).status == 200);
}

TEST_CASE("a sign-in ends without a code when a scope of it was deleted meanwhile", "[authorize]") {
  TestProvider provider;
  provider.change_server("default", add_cars_scope);
  TestBrowser browser(provider);
  const auto page = browser.authorize(kDefaultServer, with(web_request(), "scope", "openid cars.drive"));
  provider.change_server("default", [](AuthorizationServer& server) { server.scopes.pop_back(); });
  const auto answer = redirect_params(browser.sign_in(page, kAlice, kAlicePassword));
  CHECK(answer.get("error") == "invalid_scope");
  CHECK_FALSE(answer.has("code"));
}

TEST_CASE("an unassigned person's tokens die, and nobody else's", "[introspect][refresh]") {
  TestProvider provider;
  const GivenOut before(provider);
  provider.change_app(kWebApp, [](AppIntegration& app) { app.assignment = {}; });
  const auto carol = provider.org.people.find_by_login("carol@example.com");
  REQUIRE(carol);
  CHECK(provider.org.grants.lost_basis(std::string(16, '\0'),
                                       {GrantBasis::Kind::assignment, kWebApp, carol->value.id}));
  CHECK_FALSE(provider.org.grants.lost_basis(std::string(16, '\0'),
                                             {GrantBasis::Kind::assignment, kSpa, carol->value.id}));
  CHECK_FALSE(
      provider.org.grants.lost_basis(std::string(16, '\0'), {GrantBasis::Kind::person, carol->value.id}));
}

TEST_CASE("tokens with a scope that was deleted are dead, and stay so", "[introspect][refresh][userinfo]") {
  TestProvider provider;
  provider.change_server("default", add_cars_scope);
  const auto request = with(offline_request(), "scope", "openid offline_access cars.drive");
  const GivenOut other(provider);
  GivenOut with_scope(provider);
  with_scope.tokens = web_tokens(provider, kDefaultServer, request);
  with_scope.check_alive();
  const auto take_away = [](AuthorizationServer& one) {
    std::erase_if(one.scopes, [](const Scope& scope) { return scope.name == "cars.drive"; });
  };
  provider.change_server("default", take_away);
  for (const char* name : {"access_token", "refresh_token"})
    CHECK(with_scope.introspected(name) == kNoLongerActive);
  with_scope.check_refused();
  other.check_alive();
  provider.change_server("default", add_cars_scope);
  with_scope.check_refused();
}

TEST_CASE("an expired password takes no tokens", "[introspect][refresh][userinfo]") {
  TestProvider provider;
  const GivenOut given(provider);
  operate(provider, LifeCycleOperation::expire_password);
  given.check_alive();
  CHECK(provider.post(kTokenPath, web_redemption(given.code), web_credentials()).status == 200);
}

TEST_CASE("a suspension and a lock-out rest tokens only as long as they last", "[introspect][refresh]") {
  TestProvider provider;
  const GivenOut given(provider);
  operate(provider, LifeCycleOperation::suspend);
  CHECK(given.introspected("access_token") == kNoLongerActive);
  given.check_refused();
  operate(provider, LifeCycleOperation::unsuspend);
  given.check_alive();
}

}  // namespace mockidp::testing
