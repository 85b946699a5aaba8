#include "mockidp/endpoints/hosted/hosted_fixture_test.h"

using namespace mockidp;
using namespace mockidp::testing;

namespace {

void ask_to_stay(TestProvider& provider) {
  provider.change([](Directory& directory) {
    for (auto& policy : directory.sign_on_policies)
      for (auto& rule : policy.rules) rule.keep_me_signed_in = true;
  });
}

http::Response asked_to_stay(TestBrowser& browser) {
  auto page = identify(browser, browser.authorize(kDefaultServer, web_request()));
  page = press_answer(browser, page, kAlicePassword);
  REQUIRE(heading(page) == "Keep me signed in");
  return page;
}

}  // namespace

TEST_CASE("staying signed in is asked after the proofs, and makes the session's cookie last", "[hosted]") {
  TestProvider provider;
  ask_to_stay(provider);
  const bool stays = GENERATE(true, false);
  TestBrowser browser(provider);
  const auto done =
      press(browser, asked_to_stay(browser), "/signin/stay", {{"keepMeSignedIn", stays ? "true" : "false"}});
  CHECK(was_sent_to_the_client(done));
  CHECK((set_cookie(done, "idx").find("Max-Age=") != std::string::npos) == stays);
}

TEST_CASE("a page that waits asks for the step by script, and leaves no trace in the journal", "[hosted]") {
  TestProvider provider;
  TestBrowser browser(provider);
  const auto step = begin_password_step(browser);
  const auto poll = "/signin/poll?stateToken=" + std::string(step.form.fields.get("stateToken"));
  const auto before = provider.org.journal.last_sequence();
  const auto polled = browser.get(poll);
  CHECK(polled.status == 200);
  CHECK(polled.header("Content-Type") == "application/json");
  CHECK(polled.body == R"({"step":"challenge okta_password"})");
  CHECK(provider.org.journal.last_sequence() == before);

  CHECK(provider.get(poll).status == 400);  // another browser
  CHECK(browser.get("/signin/poll").body == R"({"step":""})");
  REQUIRE(was_sent_to_the_client(submit_password(browser, step.form, kAlicePassword)));
  CHECK(browser.get(poll).status == 400);
  CHECK(provider.org.journal.last_sequence() == before + 4);
}
