#include "mockidp/endpoints/hosted/hosted.h"
#include "mockidp/endpoints/hosted/hosted_fixture_test.h"

using namespace mockidp;
using namespace mockidp::testing;

TEST_CASE("the form of one browser cannot be answered in another", "[hosted]") {
  TestProvider provider;
  TestBrowser attacker(provider), victim(provider);
  const auto step = begin_password_step(attacker);

  const auto without_cookie = submit_password(victim, step.form, kAlicePassword);
  CHECK(without_cookie.status == 403);
  CHECK(set_cookie(without_cookie, "idx").empty());

  victim.authorize(kDefaultServer, web_request());
  CHECK(submit_password(victim, step.form, kAlicePassword).status == 403);
  CHECK(victim.get("/signin?stateToken=" + std::string(step.form.fields.get("stateToken"))).status == 403);
  CHECK(victim.get("/login/token/redirect?stateToken=" + std::string(step.form.fields.get("stateToken")))
            .status == 403);
  const auto step_up =
      "/login/step-up/redirect?stateToken=" + std::string(step.form.fields.get("stateToken"));
  CHECK(victim.get(step_up).status == 403);
  CHECK(first_form(attacker.get(step_up).body).action == step.form.action);
  CHECK(was_sent_to_the_client(submit_password(attacker, step.form, kAlicePassword)));
}

TEST_CASE("a form without its token changes nothing", "[hosted]") {
  TestProvider provider;
  TestBrowser browser(provider);
  auto step = begin_password_step(browser);
  const auto wrong = GENERATE(as<const char*>{}, static_cast<const char*>(nullptr), "", "guessed");
  step.form.fields = with(step.form.fields, "csrf", wrong);
  CHECK(submit_password(browser, step.form, "wrong").status == 403);
  CHECK(submit_password(browser, step.form, kAlicePassword).status == 403);
  CHECK(provider.org.people.find_by_login(kAlice)->value.failed_attempts == 0);
}

TEST_CASE("a sign-in is answered once: the same form later says that it is over", "[hosted]") {
  TestProvider provider;
  TestBrowser browser(provider);
  const auto step = begin_password_step(browser);
  REQUIRE(was_sent_to_the_client(submit_password(browser, step.form, kAlicePassword)));
  const auto idx = browser.cookie("idx");

  const auto again = submit_password(browser, step.form, kAlicePassword);
  CHECK(again.status == 400);
  CHECK_THAT(again.body, ContainsSubstring("This sign-in is over."));
  const auto back = browser.get("/signin?stateToken=" + std::string(step.form.fields.get("stateToken")));
  CHECK(back.status == 400);
  CHECK(browser.cookie("idx") == idx);
}

TEST_CASE("a sign-in that took too long says so and offers the app's own start", "[hosted]") {
  TestProvider provider;
  provider.change_app(kWebApp,
                      [](AppIntegration& app) { app.initiate_login_uri = "http://localhost:8080/login"; });
  TestBrowser browser(provider);
  const auto step = begin_password_step(browser);
  provider.clock.advance(kTransactionLifetime - std::chrono::seconds(1));
  CHECK(submit_password(browser, step.form, "wrong").status == 200);
  provider.clock.advance(std::chrono::seconds(1));
  const auto late = submit_password(browser, step.form, kAlicePassword);
  CHECK(late.status == 400);
  CHECK_THAT(late.body, ContainsSubstring("You have been logged out due to inactivity."));
  CHECK_THAT(late.body, ContainsSubstring("href=\"http://localhost:8080/login\""));
  CHECK(set_cookie(late, "idx").empty());
}

TEST_CASE("a script as the app's start is not linked", "[hosted]") {
  TestProvider provider;
  provider.change_app(kWebApp, [](AppIntegration& app) { app.initiate_login_uri = "javascript:alert(1)"; });
  TestBrowser browser(provider);
  const auto step = begin_password_step(browser);
  provider.clock.advance(kTransactionLifetime);
  CHECK(submit_password(browser, step.form, kAlicePassword).body.find("javascript:") == std::string::npos);
}

TEST_CASE("an unknown or absent state token is a page, not a crash", "[hosted]") {
  TestProvider provider;
  TestBrowser browser(provider);
  for (const auto* target : {"/signin", "/signin?stateToken=", "/signin?stateToken=02unknown", "/signin?%zz",
                             "/login/token/redirect", "/login/step-up/redirect"}) {
    CAPTURE(target);
    const auto page = browser.get(target);
    CHECK(page.status == 400);
    CHECK_THAT(std::string(page.header("Content-Type")), ContainsSubstring("text/html"));
  }
  auto request = post_request("/signin/identify", {});
  request.body = "identifier=%zz";
  CHECK(provider.send(request).status == 400);
  request = get_request("/signin/identify");
  request.method = "POST";
  request.body = "{}";
  CHECK(provider.send(request).status == 400);
}

TEST_CASE("a session that ends while prompt=none is answered is the client's to hear", "[hosted]") {
  TestProvider provider;
  TestBrowser browser(provider);
  browser.sign_in_to(kDefaultServer, web_request());
  TestExchange test(provider, {{"Cookie", "idx=" + browser.cookie("idx")}});
  AuthorizationRequest request;
  request.grant_id = std::string(16, 'g');
  request.server_id = "default";
  request.client_id = kWebApp;
  request.redirect_uri = kWebCallback;
  request.state = "s-1";
  request.scopes = {"openid"};
  request.prompt_none = true;
  const auto state = begin_sign_in(test.exchange, request);
  REQUIRE(name_of(state.step) == "done");
  browser.get("/login/signout");
  const auto told = show_step(test.exchange, state);
  CHECK(told.status == 302);
  CHECK(redirect_params(told).get("error") == "login_required");
  CHECK(redirect_params(told).get("state") == "s-1");
}
