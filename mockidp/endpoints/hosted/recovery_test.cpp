#include "mockidp/endpoints/hosted/hosted_fixture_test.h"

using namespace mockidp;
using namespace mockidp::testing;

namespace {

constexpr auto kNewPassword = "Another-flow-9";

// An org in which e-mail is for recovery, and one factor is enough.
void allow_recovery(TestProvider& provider) {
  provider.change([](Directory& directory) {
    offer_all_authenticators(directory);
    std::erase_if(directory.authenticators,
                  [](const auto& one) { return one.key != kEmailKey && one.key != kPasswordKey; });
    directory.authenticators.back().allowed_for = AllowedFor::recovery;
    directory.password_policies.back().unlock = true;
  });
}

// "Forgot password?" up to the mail.
http::Response ask_for_reset(TestBrowser& browser, std::string_view login = kAlice) {
  auto page = press(browser, browser.authorize(kDefaultServer, web_request()), "/signin/recover");
  REQUIRE(heading(page) == "Reset your password");
  CHECK_THAT(page.body, ContainsSubstring("Email or Username"));
  page = identify(browser, page, login);
  REQUIRE(heading(page) == "Verify with your email");
  return press(browser, page, "/signin/challenge/send");
}

http::Response set_password(TestBrowser& browser, const http::Response& page, const char* password,
                            const char* repeated) {
  return press(browser, page, "/signin/password/set",
               {{"credentials.passcode", password}, {"confirmPassword", repeated}});
}

}  // namespace

TEST_CASE("a forgotten password is reset by the mail's code, and the sign-in goes on", "[hosted]") {
  TestProvider provider;
  allow_recovery(provider);
  TestBrowser browser(provider);
  auto page = ask_for_reset(browser);
  CHECK_THAT(page.body, ContainsSubstring("Click the verification link in your email to continue"));
  const auto mail = newest_message(provider, kAlice);
  CHECK(mail.kind == "ForgotPassword");
  page = press_answer(browser, page, mail.code);
  REQUIRE(heading(page) == "Reset your password");
  CHECK_THAT(page.body, ContainsSubstring("<li>At least 8 characters</li>"));
  CHECK_THAT(page.body, ContainsSubstring("Sign me out of all other devices."));

  page = set_password(browser, page, kNewPassword, "something else");
  CHECK_THAT(page.body, ContainsSubstring("id=\"repeated-error\">New passwords must match</p>"));
  page = set_password(browser, page, "short", "short");
  CHECK_THAT(page.body, ContainsSubstring("id=\"passcode-error\">Password requirements were not met."));
  CHECK(was_sent_to_the_client(set_password(browser, page, kNewPassword, kNewPassword)));

  TestBrowser another(provider);
  CHECK(was_sent_to_the_client(another.sign_in_to(kDefaultServer, web_request(), kAlice, kNewPassword)));
}

TEST_CASE("after a reset an app that says where sign-ins begin begins anew there", "[hosted]") {
  TestProvider provider;
  allow_recovery(provider);
  provider.change_app(kWebApp,
                      [](AppIntegration& app) { app.initiate_login_uri = "http://localhost:8080/login"; });
  TestBrowser browser(provider);
  auto page = ask_for_reset(browser);
  page = press_answer(browser, page, newest_message(provider, kAlice).code);
  const auto done = set_password(browser, page, kNewPassword, kNewPassword);
  CHECK(done.status == 302);
  CHECK(done.header("Location") == "http://localhost:8080/login?iss=http%3A%2F%2Flocalhost%3A7070");
  CHECK(was_sent_to_the_client(browser.authorize(kDefaultServer, web_request())));  // silently
}

TEST_CASE("who is unknown sees the pages of a reset, and no mail is sent", "[hosted]") {
  TestProvider provider;
  allow_recovery(provider);
  TestBrowser browser(provider);
  const auto page = ask_for_reset(browser, "nobody@example.com");
  CHECK(heading(page) == "Verify with your email");
  CHECK(provider.org.messages.list("").empty());
}

TEST_CASE("where it is not allowed no reset is offered", "[hosted]") {
  TestProvider provider;
  provider.change([](Directory& directory) { directory.password_policies.back().password_reset = false; });
  TestBrowser browser(provider);
  const auto page = browser.authorize(kDefaultServer, web_request());
  CHECK(form_to(page.body, "/signin/recover").action.empty());
  CHECK(form_to(page.body, "/signin/unlock").action.empty());
  CHECK(form_to(page.body, "/signin/register").action.empty());
}

TEST_CASE("a locked account is unlocked by mail", "[hosted]") {
  TestProvider provider;
  allow_recovery(provider);
  const auto id = provider.org.people.find_by_login(kAlice)->value.id;
  provider.org.people.update(id, [&](Person& person) {
    person.status = PersonStatus::LOCKED_OUT;
    person.locked_at = provider.clock.now();
    return true;
  });
  TestBrowser browser(provider);
  auto page = press(browser, browser.authorize(kDefaultServer, web_request()), "/signin/unlock");
  REQUIRE(heading(page) == "Unlock account?");
  page = identify(browser, page);
  page = press(browser, page, "/signin/challenge/send");
  page = press_answer(browser, page, newest_message(provider, kAlice).code);
  CHECK(provider.org.people.find(id)->value.status == PersonStatus::ACTIVE);
  CHECK_THAT(page.body, ContainsSubstring("Account successfully unlocked!"));
}

TEST_CASE("an expired password is changed before anything else", "[hosted]") {
  TestProvider provider;
  const auto id = provider.org.people.find_by_login(kAlice)->value.id;
  provider.org.people.update(id, [](Person& person) {
    person.status = PersonStatus::PASSWORD_EXPIRED;
    return true;
  });
  TestBrowser browser(provider);
  auto page = identify(browser, browser.authorize(kDefaultServer, web_request()));
  page = press_answer(browser, page, kAlicePassword);
  REQUIRE(heading(page) == "Your password has expired");
  CHECK(was_sent_to_the_client(set_password(browser, page, kNewPassword, kNewPassword)));
}

TEST_CASE("a password about to expire may be changed later", "[hosted]") {
  TestProvider provider;
  provider.change([](Directory& directory) {
    directory.password_policies.back().max_age_days = 90;
    directory.password_policies.back().expire_warn_days = 5;
  });
  const auto id = provider.org.people.find_by_login(kAlice)->value.id;
  provider.org.people.update(id, [&](Person& person) {
    person.password_changed_at = provider.clock.now() - std::chrono::hours(24 * 87);
    return true;
  });
  TestBrowser browser(provider);
  auto page = identify(browser, browser.authorize(kDefaultServer, web_request()));
  page = press_answer(browser, page, kAlicePassword);
  REQUIRE(heading(page).starts_with("Your password will expire in "));
  CHECK_THAT(page.body,
             ContainsSubstring("When your password expires, you will have to change your password before "
                               "you can login to your Mock Org account."));
  CHECK_THAT(page.body, ContainsSubstring("Remind me later"));
  CHECK(was_sent_to_the_client(press(browser, page, "/signin/skip")));
}
