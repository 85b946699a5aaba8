#include <atomic>

#include "mockidp/endpoints/hosted/hosted_fixture_test.h"
#include "mockidp/endpoints/sign_in.h"
#include "mockidp/testing/race.h"

using namespace mockidp;
using namespace mockidp::testing;

namespace {

// Of a sign-in that has been answered in full, and not yet finished.
struct AnsweredSignIn {
  SignInState state;
  Done done;
  http::Headers cookies;
};

AnsweredSignIn answer_in_full(TestProvider& provider) {
  TestExchange first(provider);
  const auto begun = begin_sign_in(first.exchange, std::nullopt);
  const auto& transaction = begun.transaction;
  http::Headers cookies{{"Cookie", "DT=" + transaction.device}};
  TestExchange second(provider, cookies);
  REQUIRE(answer_sign_in(second.exchange, transaction.state_token, transaction.csrf,
                         IdentifyInput{std::string(kAlice)}));
  const auto answered = answer_sign_in(second.exchange, transaction.state_token, transaction.csrf,
                                       PasscodeInput{std::string(kAlicePassword)});
  REQUIRE(answered);
  const auto* done = std::get_if<Done>(&answered->step.what);
  REQUIRE(done);
  return {*answered, *done, cookies};
}

}  // namespace

TEST_CASE("of many who finish one sign-in, one gets the session", "[hosted][race]") {
  TestProvider provider;
  const auto answered = answer_in_full(provider);
  const int winners = race(kRacers, [&](int) {
    TestExchange test(provider, answered.cookies);
    const auto signed_in = finish_sign_in(test.exchange, answered.state, answered.done);
    return signed_in && signed_in->fresh && !signed_in->session.token.empty();
  });
  CHECK(winners == 1);
  CHECK(provider.org.sessions.list_of(answered.done.person_id).size() == 1);
}

TEST_CASE("of many who send the right password, one is sent to the client", "[hosted][race]") {
  TestProvider provider;
  TestBrowser browser(provider);
  const auto step = begin_password_step(browser);
  const auto cookie = "DT=" + browser.cookie("DT");
  const int winners = race(kRacers, [&](int) {
    return was_sent_to_the_client(provider.post(
        step.form.action, filled(step.form, "credentials.passcode", kAlicePassword), {{"Cookie", cookie}}));
  });
  CHECK(winners == 1);
}

TEST_CASE("of many who are refused at the end of one sign-in, one is told so at the client",
          "[hosted][race]") {
  TestProvider provider;
  provider.change_app(kWebApp, [](AppIntegration& app) { app.assignment = {}; });
  TestBrowser browser(provider);
  const auto step = begin_password_step(browser);
  const auto cookie = "DT=" + browser.cookie("DT");
  std::atomic<int> told{0};
  const int redirected = race(kRacers, [&](int) {
    const auto answer = provider.post(
        step.form.action, filled(step.form, "credentials.passcode", kAlicePassword), {{"Cookie", cookie}});
    if (answer.status != 302 || !answer.header("Location").starts_with(kWebCallback)) return false;
    told += redirect_params(answer).get("error") == "access_denied";
    return true;
  });
  CHECK(redirected == 1);
  CHECK(told == 1);
  CHECK(provider.org.sessions.list_of(provider.org.people.find_by_login(kAlice)->value.id).size() == 1);
}

TEST_CASE("nobody is signed in or sent away by an org that was changed meanwhile", "[hosted]") {
  TestProvider provider;
  TestBrowser browser(provider);
  const auto step = begin_password_step(browser);
  const bool refused = GENERATE(true, false);
  CAPTURE(refused);
  provider.change_app(kWebApp, [&](AppIntegration& app) {
    app.redirect_uris = {"http://localhost:1/another"};
    if (refused) app.assignment = {};
  });
  const auto answer = submit_password(browser, step.form, kAlicePassword);
  CHECK(answer.status == 400);
  CHECK(answer.header("Location").empty());
  CHECK(set_cookie(answer, "idx").empty());
  CHECK(provider.org.sessions.list_of(provider.org.people.find_by_login(kAlice)->value.id).empty());
}

TEST_CASE("wrong passwords at the same time are each counted, and none twice", "[hosted][race]") {
  TestProvider provider;
  provider.change([](Directory& directory) { directory.password_policies.front().max_attempts = 1000; });
  TestBrowser one(provider), another(provider);
  const PasswordStep steps[] = {begin_password_step(one), begin_password_step(another)};
  const std::string cookies[] = {"DT=" + one.cookie("DT"), "DT=" + another.cookie("DT")};
  race(kRacers, [&](int i) {
    const auto& form = steps[i % 2].form;
    provider.post(form.action, filled(form, "credentials.passcode", "wrong"), {{"Cookie", cookies[i % 2]}});
    return true;
  });
  CHECK(provider.org.people.find_by_login(kAlice)->value.failed_attempts == kRacers);
}

TEST_CASE("a step decided before somebody started over cannot be finished", "[hosted]") {
  TestProvider provider;
  const auto answered = answer_in_full(provider);
  TestExchange test(provider, answered.cookies);
  const auto& transaction = answered.state.transaction;
  REQUIRE(answer_sign_in(test.exchange, transaction.state_token, transaction.csrf, StartOverInput{}));
  CHECK_FALSE(finish_sign_in(test.exchange, answered.state, answered.done));
}

TEST_CASE("a device cookie that is none of ours begins a new one", "[hosted]") {
  TestProvider provider;
  for (const auto* value : {"short", "with blanks and more characters", "quote\"quote\"quote\"quote", ""}) {
    CAPTURE(value);
    TestExchange test(provider, {{"Cookie", "DT=" + std::string(value)}});
    CHECK(device_of(test.exchange).empty());
    const auto device = begin_sign_in(test.exchange, std::nullopt).transaction.device;
    CHECK(device.starts_with("DI1"));
    CHECK(device.size() == 25);
  }
}
