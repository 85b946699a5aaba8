#include "mockidp/endpoints/hosted/hosted_fixture_test.h"

using namespace mockidp;
using namespace mockidp::testing;

namespace {

void offer_email(TestProvider& provider) {
  provider.change([](Directory& directory) {
    offer_all_authenticators(directory);
    ask_for_two_factors(directory);
    std::erase_if(directory.authenticators,
                  [](const auto& one) { return one.key != kEmailKey && one.key != kPasswordKey; });
  });
}

// A sign-in up to the page that waits for the mail's link or code.
http::Response wait_for_mail(TestBrowser& browser) {
  auto page = identify(browser, browser.authorize(kDefaultServer, web_request()));
  page = press_answer(browser, page, kAlicePassword);
  page = press(browser, page, "/signin/challenge/send");
  REQUIRE_THAT(page.body, ContainsSubstring("Click the verification link in your email"));
  return page;
}

http::Response refresh(TestBrowser& browser, const http::Response& page) {
  return browser.get("/signin?stateToken=" + std::string(first_form(page.body).fields.get("stateToken")));
}

}  // namespace

TEST_CASE("a link followed in the browser that waits goes on there, and the first tab says so", "[hosted]") {
  TestProvider provider;
  offer_email(provider);
  TestBrowser browser(provider);
  const auto waiting = wait_for_mail(browser);
  CHECK_THAT(waiting.body, ContainsSubstring("data-step=\"challenge okta_email\""));
  CHECK_THAT(std::string(waiting.header("Content-Security-Policy")), ContainsSubstring("connect-src 'self'"));
  const auto link = path_of_link(provider, newest_message(provider));
  auto done = browser.get(link);
  if (done.header("Location").starts_with("/signin")) done = browser.get(done.header("Location"));
  CHECK(was_sent_to_the_client(done));

  const auto first_tab = refresh(browser, waiting);
  CHECK_THAT(first_tab.body, ContainsSubstring("Flow continued in a new tab."));
  const auto poll =
      "/signin/poll?stateToken=" + std::string(first_form(waiting.body).fields.get("stateToken"));
  CHECK(browser.get(poll).body == R"({"step":"continued in another tab"})");
  CHECK(browser.get(link).status == 400);  // a link is good for once
}

TEST_CASE("a link opened in another browser shows the code to type", "[hosted]") {
  TestProvider provider;
  offer_email(provider);
  TestBrowser browser(provider), phone(provider);
  browser.user_agent = "Mozilla/5.0 (Windows NT 10.0; rv:127.0) Gecko/20100101 Firefox/127.0";
  phone.user_agent = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Safari/604.1";
  const auto waiting = wait_for_mail(browser);
  const auto mail = newest_message(provider);
  const auto page = phone.get(path_of_link(provider, mail));
  CHECK(page.status == 200);
  CHECK(heading(page) == "Your verification code");
  CHECK_THAT(page.body, ContainsSubstring("id=\"code\">" + mail.code + "</p>"));
  CHECK_THAT(page.body, ContainsSubstring("Enter this code on the sign-in page."));
  CHECK_THAT(page.body, ContainsSubstring("<p>Firefox on Windows</p>"));  // of the browser that waits
  CHECK_THAT(page.body, ContainsSubstring("Sample web app"));
  CHECK(set_cookie(page, "idx").empty());
  CHECK(page.body.find("stateToken") == std::string::npos);
  CHECK(was_sent_to_the_client(press_answer(browser, waiting, mail.code)));
}

TEST_CASE("a link that is late, replaced or made up is refused with Okta's words", "[hosted]") {
  TestProvider provider;
  offer_email(provider);
  TestBrowser browser(provider);
  const auto waiting = wait_for_mail(browser);
  const auto link = path_of_link(provider, newest_message(provider));
  SECTION("late") {
    provider.clock.advance(std::chrono::minutes(5));
    const auto page = browser.get(link);
    CHECK(page.status == 400);
    CHECK_THAT(page.body,
               ContainsSubstring("This email link has expired. To resend it, return to the screen where "
                                 "you requested it."));
  }
  SECTION("replaced") {
    provider.clock.advance(std::chrono::seconds(30));
    press(browser, waiting, "/signin/challenge/send");
    CHECK_THAT(browser.get(link).body,
               ContainsSubstring("This email link is out of date. Return to the screen where "
                                 "you requested it."));
  }
  SECTION("made up") {
    for (const auto* token : {"", "ft", "ftAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "%00"}) {
      const auto page = browser.get("/email/verify/x?token=" + std::string(token));
      CHECK(page.status == 400);
      CHECK(heading(page) == "Verify with your email");
    }
  }
}

TEST_CASE("an unknown activation link says what may have happened, and is not kept by the journal",
          "[hosted]") {
  TestProvider provider;
  const auto page = provider.get("/tokens/a-made-up-token-0000/verify");
  CHECK(page.status == 400);
  CHECK_THAT(page.body, ContainsSubstring("This can happen if you have already activated your account"));
  for (const auto& entry : provider.org.journal.read(0, 10)) {
    CHECK(entry.json.find("a-made-up-token") == std::string::npos);
    CHECK_THAT(entry.json, ContainsSubstring("/tokens/{token}/verify"));
  }
}
