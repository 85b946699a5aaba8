#include "mockidp/endpoints/hosted/hosted_fixture_test.h"

using namespace mockidp;
using namespace mockidp::testing;

namespace {

const std::string kNewcomer = "zoe@example.com";

enum class Verification { on, off };
void allow_sign_up(TestProvider& provider, Verification verification) {
  provider.change([&](Directory& directory) {
    offer_all_authenticators(directory);
    directory.enrolment_policies.back().authenticators.front().self = SelfEnrolment::REQUIRED;
    auto& policy = directory.profile_enrolment_policies.front();
    policy.self_service_registration = true;
    policy.email_verification = verification == Verification::on;
    policy.fields = {
        {"firstName", "First name", true}, {"lastName", "Last name", true}, {"email", "Email", true}};
  });
  provider.change_app(kWebApp, [&](AppIntegration& app) {
    app.assignment.group_ids = {provider.org.directory()->everyone().id};
  });
}

http::Response sign_up(TestBrowser& browser, const http::Response& page, const std::string& email) {
  return press(
      browser, page, "/signin/profile",
      {{"userProfile.firstName", "Zoe"}, {"userProfile.lastName", "Zimmer"}, {"userProfile.email", email}});
}

}  // namespace

TEST_CASE("somebody signs up, sets a password, leaves the rest for later, and is signed in", "[hosted]") {
  TestProvider provider;
  allow_sign_up(provider, Verification::off);
  TestBrowser browser(provider);
  auto page = browser.authorize(kDefaultServer, web_request());
  CHECK_THAT(page.body, ContainsSubstring("Don't have an account?"));
  page = press(browser, page, "/signin/register");
  REQUIRE(heading(page) == "Sign up");
  CHECK_THAT(page.body, ContainsSubstring("Already have an account?"));
  page = sign_up(browser, page, kNewcomer);
  REQUIRE(heading(page) == "Set up security methods");
  CHECK(form_to(page.body, "/signin/skip").action.empty());  // the password is required
  page = press(browser, page, "/signin/enroll/select", {{"authenticator.id", "autokta_password"}});
  REQUIRE(heading(page) == "Set up password");
  page = press(browser, page, "/signin/password/set",
               {{"credentials.passcode", "Brand-new-flow-1"}, {"confirmPassword", "Brand-new-flow-1"}});
  REQUIRE(heading(page) == "Set up security methods");
  CHECK_THAT(page.body, ContainsSubstring("Set up optional"));
  CHECK(was_sent_to_the_client(press(browser, page, "/signin/skip")));
  CHECK(newest_message(provider, kNewcomer).kind == "RegistrationEmailVerification");
  CHECK_FALSE(provider.org.people.find_by_login(kNewcomer)->value.email_verified);
}

TEST_CASE("what is wrong with a sign-up stands below its field, and the rest stays typed", "[hosted]") {
  TestProvider provider;
  allow_sign_up(provider, Verification::off);
  TestBrowser browser(provider);
  const auto form = press(browser, browser.authorize(kDefaultServer, web_request()), "/signin/register");
  const auto known = sign_up(browser, form, std::string(kAlice));
  CHECK_THAT(known.body, ContainsSubstring("id=\"email-error\">A user with this Email already exists</p>"));
  CHECK_THAT(known.body, ContainsSubstring("value=\"Zimmer\""));
  const auto none = sign_up(browser, form, "zoe");
  CHECK_THAT(
      none.body,
      ContainsSubstring("id=\"email-error\">&apos;Email&apos; must be in the form of an email address</p>"));
  const auto blank = sign_up(browser, form, "");
  CHECK_THAT(blank.body, ContainsSubstring("id=\"email-error\">This field cannot be left blank</p>"));
  CHECK(blank.body.find("id=\"firstName-error\"") == std::string::npos);
}

TEST_CASE("with verification a sign-up waits for the mail", "[hosted]") {
  TestProvider provider;
  allow_sign_up(provider, Verification::on);
  TestBrowser browser(provider);
  auto page = press(browser, browser.authorize(kDefaultServer, web_request()), "/signin/register");
  page = sign_up(browser, page, kNewcomer);
  CHECK_THAT(page.body, ContainsSubstring("To finish signing in, check your email."));
  CHECK_THAT(std::string(page.header("Content-Security-Policy")), ContainsSubstring("connect-src 'self'"));
  const auto mail = newest_message(provider, kNewcomer);
  CHECK(mail.kind == "RegistrationActivation");
  page = press_answer(browser, page, mail.code);
  CHECK(heading(page) == "Set up security methods");
}

TEST_CASE("who has an account goes back from the sign-up", "[hosted]") {
  TestProvider provider;
  allow_sign_up(provider, Verification::off);
  TestBrowser browser(provider);
  auto page = press(browser, browser.authorize(kDefaultServer, web_request()), "/signin/register");
  page = press(browser, page, "/signin/start-over");
  CHECK(heading(page) == "Sign In");
}

TEST_CASE("what a profile lacks is asked for at the next sign-in", "[hosted]") {
  TestProvider provider;
  provider.change([](Directory& directory) {
    auto& policy = directory.profile_enrolment_policies.front();
    policy.progressive_profiling = true;
    policy.fields = {{"favouriteColour", "Favourite colour", true}, {"email", "Email", true}};
  });
  TestBrowser browser(provider);
  auto page = identify(browser, browser.authorize(kDefaultServer, web_request()));
  page = press_answer(browser, page, kAlicePassword);
  REQUIRE(heading(page) == "Additional Profile information");
  CHECK(page.body.find("userProfile.email") == std::string::npos);
  CHECK(was_sent_to_the_client(
      press(browser, page, "/signin/profile", {{"userProfile.favouriteColour", "blue"}})));
  CHECK(provider.org.people.find_by_login(kAlice)->value.attribute("favouriteColour") == "blue");
}
