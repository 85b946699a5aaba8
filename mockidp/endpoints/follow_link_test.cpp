#include "mockidp/endpoints/hosted/hosted_fixture_test.h"
#include "mockidp/endpoints/sign_in.h"
#include "mockidp/signin/sent_code.h"

using namespace mockidp;
using namespace mockidp::testing;

namespace {

// Somebody who forgot their password and has asked for the mail.
struct ForgottenPassword {
  TestProvider provider;
  Transaction transaction;
  http::Headers cookies;
  std::string token;

  ForgottenPassword() {
    TestExchange first(provider);
    transaction = begin_sign_in(first.exchange, std::nullopt).transaction;
    cookies = {{"Cookie", "DT=" + transaction.device}};
    answer(RecoverInput{});
    answer(IdentifyInput{std::string(kAlice)});
    answer(SendInput{});
    const auto mails = provider.org.messages.list(kAlice);
    REQUIRE(mails.size() == 1);
    token = mails.front().link.substr(mails.front().link.find("ft"));
  }
  SignInState answer(const Input& input) {
    TestExchange test(provider, cookies);
    const auto state = answer_sign_in(test.exchange, transaction.state_token, transaction.csrf, input);
    REQUIRE(state);
    return *state;
  }
  FollowedLink follow(http::Headers headers) {
    TestExchange test(provider, std::move(headers));
    return follow_link(test.exchange, token);
  }
  std::string step_of_the_first_tab() {
    TestExchange test(provider, cookies);
    const auto state = resume_sign_in(test.exchange, transaction.state_token);
    return state ? name_of(state->step) : "lost";
  }
};

}  // namespace

TEST_CASE("a link goes on in the browser that asked for it, and leaves a notice in the first tab",
          "[hosted]") {
  ForgottenPassword test;
  const auto link = test.follow(test.cookies);
  CHECK(link.where == FollowedLink::Where::same_browser);
  REQUIRE(link.state);
  CHECK(name_of(link.state->step) == "reset okta_password");
  CHECK(link.state->transaction.state_token != test.transaction.state_token);
  CHECK(link.state->transaction.csrf != test.transaction.csrf);
  CHECK(test.step_of_the_first_tab() == "continued in another tab");
  CHECK(test.follow(test.cookies).problem == Problem::link_stale);
}

TEST_CASE("in another browser a link shows the code of its mail, and spends nothing", "[hosted]") {
  ForgottenPassword test;
  for (const auto& headers : {http::Headers{}, http::Headers{{"Cookie", "DT=DI1anotherbrowserslongvalue"}}}) {
    const auto link = test.follow(headers);
    CHECK(link.where == FollowedLink::Where::other_browser);
    CHECK(link.code == code_of_link(test.token));
    CHECK_FALSE(link.state);
  }
  const auto state = test.answer(PasscodeInput{code_of_link(test.token)});
  CHECK(name_of(state.step) == "reset okta_password");
  CHECK(test.follow(test.cookies).where == FollowedLink::Where::failed);
}

TEST_CASE("a link lives as long as its code, to the second", "[hosted]") {
  ForgottenPassword test;
  test.provider.clock.advance(std::chrono::minutes(5) - std::chrono::seconds(1));
  CHECK(test.follow({}).where == FollowedLink::Where::other_browser);
  test.provider.clock.advance(std::chrono::seconds(1));
  CHECK(test.follow({}).problem == Problem::link_expired);
  CHECK(test.follow(test.cookies).problem == Problem::link_expired);
}

TEST_CASE("a token that nobody was sent is out of date", "[hosted]") {
  ForgottenPassword test;
  for (const auto* token : {"", "ft", "ft00000000000000000000000000000000", "\xff\xfe"}) {
    CAPTURE(token);
    test.token = token;
    CHECK(test.follow(test.cookies).problem == Problem::link_stale);
  }
}

TEST_CASE("a person who was sent an activation link sets up what they sign in with", "[hosted]") {
  TestProvider provider;
  const std::string token = "ft-of-an-activation";
  const auto id = provider.org.people.find_by_login(kAlice)->value.id;
  provider.org.people.update(id, [&](Person& person) {
    person.status = PersonStatus::PROVISIONED;
    person.password = {};
    person.activation_digest = digest_of_link(token);
    person.activation_expires_at = provider.clock.now() + std::chrono::hours(1);
    return true;
  });
  TestExchange test(provider);
  const auto link = follow_link(test.exchange, token);
  CHECK(link.where == FollowedLink::Where::activation);
  REQUIRE(link.state);
  const auto& transaction = link.state->transaction;
  TestExchange next(provider, {{"Cookie", "DT=" + transaction.device}});
  const auto answer = [&](const Input& input) {
    return answer_sign_in(next.exchange, transaction.state_token, transaction.csrf, input);
  };
  REQUIRE(answer(SelectInput{{"okta_password", "password"}}));
  const auto state = answer(NewPasswordInput{"Entirely-new-5", "Entirely-new-5", false});
  REQUIRE(state);
  CHECK(name_of(state->step) == "done");
  CHECK(provider.org.people.find(id)->value.status == PersonStatus::ACTIVE);

  TestExchange again(provider);
  CHECK(follow_link(again.exchange, token).where == FollowedLink::Where::address_verified);
  TestExchange spent(provider);
  CHECK(follow_link(spent.exchange, token).where == FollowedLink::Where::failed);
}

TEST_CASE("an administrator's link leads to a new password until one was set, and no further", "[hosted]") {
  TestProvider provider;
  provider.change([](Directory& directory) {
    for (auto& policy : directory.password_policies) policy.step_up = StepUp::security_question;
  });
  const std::string token = "XE6wE17zmphl3KqAPFxO";
  const auto id = provider.org.people.find_by_login(kAlice)->value.id;
  provider.org.people.update(id, [&](Person& person) {
    person.status = PersonStatus::RECOVERY;
    person.activation_digest = digest_of_link(token);
    person.activation_expires_at = provider.clock.now() + std::chrono::hours(1);
    return true;
  });
  const auto follow = [&] {
    TestExchange test(provider);
    return follow_link(test.exchange, token);
  };
  follow();
  const auto link = follow();  // the first page was closed
  REQUIRE(link.state);
  CHECK(name_of(link.state->step) == "reset okta_password");
  SECTION("until one was set") {
    const auto& transaction = link.state->transaction;
    TestExchange next(provider, {{"Cookie", "DT=" + transaction.device}});
    const auto state = answer_sign_in(next.exchange, transaction.state_token, transaction.csrf,
                                      NewPasswordInput{"Entirely-new-5", "Entirely-new-5", false});
    REQUIRE(state);
    CHECK(name_of(state->step) == "recovery completed");
    CHECK(provider.org.people.find(id)->value.status == PersonStatus::ACTIVE);
    CHECK(follow().problem == Problem::link_stale);
  }
  SECTION("for an hour") {
    provider.clock.advance(std::chrono::hours(1));
    CHECK(follow().problem == Problem::reset_link_invalid);
  }
}
