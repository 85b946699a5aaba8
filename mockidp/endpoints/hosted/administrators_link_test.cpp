#include "mockidp/endpoints/hosted/hosted_fixture_test.h"
#include "mockidp/org/life_cycle.h"

using namespace mockidp;
using namespace mockidp::testing;

namespace {

constexpr auto kChosenPassword = "Entirely-new-5";

http::Response choose_password(TestBrowser& browser, const http::Response& page) {
  return press(browser, page, "/signin/password/set",
               {{"credentials.passcode", kChosenPassword}, {"confirmPassword", kChosenPassword}});
}

bool may_sign_in(TestProvider& provider, std::string_view login) {
  TestBrowser browser(provider);
  return was_sent_to_the_client(browser.sign_in_to(kDefaultServer, web_request(), login, kChosenPassword));
}

// Somebody who is still to be activated; returns the login.
std::string add_new_person(TestProvider& provider) {
  Person person;
  person.id = "00unew000000000000001";
  person.login = "new@example.com";
  person.status = PersonStatus::STAGED;
  person.profile = {{"email", "new@example.com"}, {"firstName", "Nia"}, {"lastName", "New"}};
  person.email_verified = false;
  person.group_ids = provider.org.people.find_by_login(kAlice)->value.group_ids;
  REQUIRE(provider.org.people.add(person));
  return person.login;
}

// By an administrator: the path of the link that was mailed.
std::string link_after(TestProvider& provider, std::string_view login, LifeCycleOperation operation) {
  const auto person = provider.org.people.find_by_login(login);
  REQUIRE(person);
  REQUIRE(change_life_cycle(provider.org, person->value.id, operation, {}));
  return path_of_link(provider, newest_message(provider, login));
}

}  // namespace

TEST_CASE("the link of an administrator's password reset leads to a new password, once", "[hosted]") {
  TestProvider provider;
  const auto link = link_after(provider, kAlice, LifeCycleOperation::reset_password);
  CHECK(link.starts_with("/reset_password/"));
  CHECK_FALSE(may_sign_in(provider, kAlice));
  TestBrowser browser(provider);
  auto page = browser.get(link);
  if (page.status == 302) page = browser.get(page.header("Location"));
  CHECK_THAT(page.body, ContainsSubstring("Reset your password"));
  const auto done = choose_password(browser, page);
  CHECK_THAT(done.body,
             ContainsSubstring("You can now sign in with your existing username and new password."));
  CHECK(browser.cookie("idx").empty());
  CHECK(may_sign_in(provider, kAlice));

  const auto again = browser.get(link);
  CHECK(again.status == 400);
  CHECK(heading(again) == "Reset password link no longer valid");
  CHECK_THAT(again.body, ContainsSubstring("Your reset password token is no longer valid.  Contact your "
                                           "administrator to obtain a new token."));
  for (const auto& entry : provider.org.journal.read(0, 100))
    CHECK(entry.json.find(link.substr(link.rfind('/') + 1)) == std::string::npos);
}

TEST_CASE("where an activation link has expired, another one is mailed to whom it was for", "[hosted]") {
  TestProvider provider;
  const auto login = add_new_person(provider);
  const auto link = link_after(provider, login, LifeCycleOperation::activate);
  const auto count = [&] { return provider.org.messages.list("").size(); };
  const auto ask = [&](TestBrowser& browser, const http::Response& page, std::string_view name) {
    return press(browser, page, "/signin/activation", {{"identifier", std::string(name)}});
  };
  const auto acknowledged = [](const http::Response& page) {
    return page.status == 200 && page.body.find("New activation link requested.") != std::string::npos;
  };
  TestBrowser browser(provider);
  provider.clock.advance(std::chrono::hours(24 * 7));
  const auto expired = browser.get(link);
  CHECK(expired.status == 400);
  CHECK(heading(expired) == "Activation link has expired");
  CHECK_THAT(expired.body, ContainsSubstring("Your account activation link is no longer valid. Request a new "
                                             "activation email below."));
  CHECK_THAT(ask(browser, expired, " ").body, ContainsSubstring("This field cannot be left blank"));
  CHECK(acknowledged(ask(browser, expired, kAlice)));
  CHECK(acknowledged(ask(browser, expired, "nobody@example.com")));
  CHECK(count() == 1);
  CHECK(acknowledged(ask(browser, expired, "NEW@example.com")));
  CHECK(count() == 2);
  CHECK(acknowledged(ask(browser, expired, login)));  // the link of before is worth nothing now
  CHECK(count() == 2);

  const auto fresh = path_of_link(provider, newest_message(provider, login));
  CHECK(fresh != link);
  auto form = form_to(expired.body, "/signin/activation");
  form.fields = with(with(form.fields, "token", fresh.substr(8, 20)), "identifier", login);
  CHECK(acknowledged(browser.post("/signin/activation", form.fields)));  // a good link needs no other
  CHECK(count() == 2);
  CHECK(browser.get(fresh).status != 400);
  for (const auto& entry : provider.org.journal.read(0, 100))
    CHECK(entry.json.find(link.substr(8, 20)) == std::string::npos);
}

TEST_CASE("who was activated by an administrator chooses a password by the mail's link", "[hosted]") {
  TestProvider provider;
  const auto login = add_new_person(provider);
  const auto link = link_after(provider, login, LifeCycleOperation::activate);
  TestBrowser browser(provider);
  auto page = browser.get(link);
  if (page.status == 302) page = browser.get(page.header("Location"));
  if (page.body.find("/signin/enroll/select") != std::string::npos)
    page = press(browser, page, "/signin/enroll/select");
  choose_password(browser, page);
  const auto now = provider.org.people.find_by_login(login)->value;
  CHECK(now.status == PersonStatus::ACTIVE);
  CHECK(now.email_verified);
  CHECK(may_sign_in(provider, login));
  CHECK(heading(browser.get(link)) == "Activation link no longer valid");
}
