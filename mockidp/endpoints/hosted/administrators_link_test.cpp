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
  choose_password(browser, page);
  CHECK(may_sign_in(provider, kAlice));

  const auto again = browser.get(link);
  CHECK(again.status == 400);
  CHECK(heading(again) == "Reset password link no longer valid");
  CHECK_THAT(again.body, ContainsSubstring("Your reset password token is no longer valid.  Contact your "
                                           "administrator to obtain a new token."));
  for (const auto& entry : provider.org.journal.read(0, 100))
    CHECK(entry.json.find(link.substr(link.rfind('/') + 1)) == std::string::npos);
}

TEST_CASE("who was activated by an administrator chooses a password by the mail's link", "[hosted]") {
  TestProvider provider;
  Person person;
  person.id = "00unew000000000000001";
  person.login = "new@example.com";
  person.status = PersonStatus::STAGED;
  person.profile = {{"email", "new@example.com"}, {"firstName", "Nia"}, {"lastName", "New"}};
  person.email_verified = false;
  person.group_ids = provider.org.people.find_by_login(kAlice)->value.group_ids;
  REQUIRE(provider.org.people.add(person));
  const auto link = link_after(provider, person.login, LifeCycleOperation::activate);
  TestBrowser browser(provider);
  auto page = browser.get(link);
  if (page.status == 302) page = browser.get(page.header("Location"));
  if (page.body.find("/signin/enroll/select") != std::string::npos)
    page = press(browser, page, "/signin/enroll/select");
  choose_password(browser, page);
  const auto now = provider.org.people.find(person.id)->value;
  CHECK(now.status == PersonStatus::ACTIVE);
  CHECK(now.email_verified);
  CHECK(may_sign_in(provider, person.login));
  CHECK(heading(browser.get(link)) == "Activation link no longer valid");
}
