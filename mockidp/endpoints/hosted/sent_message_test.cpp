#include "mockidp/endpoints/hosted/hosted_fixture_test.h"

using namespace mockidp;
using namespace mockidp::testing;

namespace {

http::Response go_on(TestBrowser& browser, std::string_view action, const Params& form) {
  auto answered = browser.post(action, form);
  return answered.status == 302 ? browser.get(answered.header("Location")) : answered;
}

std::string whole_journal(const TestProvider& provider) {
  std::string all;
  for (const auto& entry : provider.org.journal.read(0, 1000)) all += entry.json;
  return all;
}

}  // namespace

TEST_CASE("the journal says that a message was sent, to whom in part, and neither code nor link",
          "[hosted]") {
  TestProvider provider;
  TestBrowser browser(provider);
  auto page = browser.authorize(kDefaultServer, web_request());
  page = go_on(browser, "/signin/recover", first_form(page.body).fields);
  page = go_on(browser, "/signin/identify", filled(first_form(page.body), "identifier", kAlice));
  page = go_on(browser, "/signin/challenge/send", first_form(page.body).fields);

  const auto messages = provider.org.messages.list(kAlice);
  REQUIRE(messages.size() == 1);
  const auto& mail = messages.front();
  CHECK(mail.kind == "ForgotPassword");
  CHECK_THAT(mail.link, ContainsSubstring("/email/verify/" + std::string(kWebApp) + "?token=ft"));
  const auto journal = whole_journal(provider);
  CHECK_THAT(journal, ContainsSubstring("message sent"));
  CHECK_THAT(journal, ContainsSubstring("ForgotPassword to a***e@example.com"));
  CHECK(journal.find(mail.code) == std::string::npos);
  CHECK(journal.find(mail.link.substr(mail.link.find("token=") + 6)) == std::string::npos);
}
