#include "mockidp/endpoints/hosted/hosted_fixture_test.h"

using namespace mockidp;
using namespace mockidp::testing;

TEST_CASE("cookies of an https org are Secure and sent across sites", "[hosted]") {
  TestProvider provider("https://mock.example.org");
  TestBrowser browser(provider);
  const auto first = browser.authorize(kDefaultServer, web_request());
  CHECK_THAT(set_cookie(first, "DT"), ContainsSubstring("Secure"));
  const auto done = submit_password(browser, begin_password_step(browser).form, kAlicePassword);
  CHECK_THAT(set_cookie(done, "idx"), ContainsSubstring("Secure"));
  CHECK_THAT(set_cookie(done, "idx"), ContainsSubstring("SameSite=None"));
}

TEST_CASE("cookies are Secure where the browser came by https", "[hosted]") {
  struct Row {
    const char* org;
    http::Headers headers;
    bool secure;
  };
  const auto row =
      GENERATE(Row{"https://localhost:7443", {{"Host", "localhost:7443"}}, true},
               Row{"https://localhost:7443", {{"Host", "localhost:7070"}}, false},
               Row{"https://id.example", {{"Host", "id.example"}}, true},
               Row{"https://id.example", {{"Host", "127.0.0.1:7070"}}, true},
               Row{"https://id.example", {{"Host", "id.example"}, {"X-Forwarded-Proto", "http"}}, false},
               Row{"http://localhost:7070", {{"Host", "localhost:7070"}}, false},
               Row{"http://localhost:7070", {{"Host", "x"}, {"X-Forwarded-Proto", "https"}}, true});
  CAPTURE(row.org, row.headers);
  TestProvider provider(row.org);
  const auto target = "/oauth2/default/v1/authorize?" + protocol::encode_form(web_request());
  const auto cookie = set_cookie(provider.get(target, row.headers), "DT");
  CHECK((cookie.find("Secure") != std::string::npos) == row.secure);
  CHECK((cookie.find("SameSite=None") != std::string::npos) == row.secure);
}

TEST_CASE("a persistent session cookie lives as long as its session may", "[hosted]") {
  TestProvider provider;
  provider.change([](Directory& directory) {
    auto& rule = directory.session_policies.back().rules.back();
    rule.persistent_cookie = true;
    rule.max_lifetime = std::chrono::minutes(30);
  });
  TestBrowser browser(provider);
  const auto done = submit_password(browser, begin_password_step(browser).form, kAlicePassword);
  CHECK_THAT(set_cookie(done, "idx"), ContainsSubstring("Max-Age=1800"));
}

TEST_CASE("signing in again changes the session's cookie and ends the old one", "[hosted]") {
  TestProvider provider;
  TestBrowser browser(provider);
  browser.sign_in_to(kDefaultServer, web_request());
  const auto old_cookie = browser.cookie("idx");
  const auto old_session = provider.org.sessions.find(old_cookie);
  REQUIRE(old_session);

  provider.clock.advance(std::chrono::seconds(60));
  const auto anew = with(web_request(), "prompt", "login");
  CHECK(was_sent_to_the_client(browser.sign_in_to(kDefaultServer, anew)));
  CHECK(browser.cookie("idx") != old_cookie);
  CHECK_FALSE(provider.org.sessions.find(old_cookie));
  const auto session = provider.org.sessions.find(browser.cookie("idx"));
  REQUIRE(session);
  CHECK(session->value.id == old_session->value.id);
  CHECK(session->value.created_at == old_session->value.created_at);
  CHECK(session->value.auth_time() == provider.clock.now());

  CHECK(
      was_sent_to_the_client(browser.sign_in_to(kDefaultServer, anew, "bob@example.com", "Redirect-flow-2")));
  const auto of_bob = provider.org.sessions.find(browser.cookie("idx"));
  REQUIRE(of_bob);
  CHECK(of_bob->value.id != session->value.id);
  CHECK(provider.org.sessions.list_of(session->value.person_id).empty());
}

TEST_CASE("a session planted before a sign-in is worth nothing after it", "[hosted]") {
  TestProvider provider;
  TestBrowser attacker(provider), victim(provider);
  attacker.sign_in_to(kDefaultServer, web_request(), "bob@example.com", "Redirect-flow-2");
  const auto planted = attacker.cookie("idx");
  const auto first = provider.get(
      "/oauth2/default/v1/authorize?" + protocol::encode_form(with(web_request(), "prompt", "login")),
      {{"Cookie", "idx=" + planted}});
  const auto device = set_cookie(first, "DT");
  const auto cookies = "idx=" + planted + "; " + device.substr(0, device.find(';'));
  auto form = first_form(first.body);
  provider.post(form.action, filled(form, "identifier", kAlice), {{"Cookie", cookies}});
  form.action = "/signin/challenge/answer";
  const auto done =
      provider.post(form.action, filled(form, "credentials.passcode", kAlicePassword), {{"Cookie", cookies}});
  REQUIRE(was_sent_to_the_client(done));
  CHECK(set_cookie(done, "idx").find(planted) == std::string::npos);
  CHECK_FALSE(provider.org.sessions.find(planted));
}
