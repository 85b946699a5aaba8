#include <nlohmann/json.hpp>

#include "mockidp/endpoints/hosted/hosted_fixture_test.h"

using namespace mockidp;
using namespace mockidp::testing;

namespace {

// What differs between two people's pages by nature.
std::string without_values(std::string html) {
  for (const std::string_view marker : {"value=\"", "nonce=\"", "stateToken = '"}) {
    for (auto at = html.find(marker); at != std::string::npos; at = html.find(marker, at + 1)) {
      const auto begin = at + marker.size();
      html.erase(begin, html.find(marker.back(), begin) - begin);
    }
  }
  return html;
}

std::string visible_problem(const http::Response& page) {
  const auto begin = page.body.find("id=\"passcode-error\">");
  if (begin == std::string::npos) return {};
  const auto text = page.body.substr(begin + 20);
  return text.substr(0, text.find('<'));
}

}  // namespace

TEST_CASE("a person signs in by identifier and password and is sent to the client", "[hosted]") {
  TestProvider provider;
  TestBrowser browser(provider);
  const auto first = browser.authorize(kDefaultServer, web_request());
  CHECK(first.status == 200);
  CHECK_THAT(first.body, ContainsSubstring("Connecting to <strong>Sample web app</strong>"));
  CHECK_THAT(first.body, ContainsSubstring("var stateToken = '02"));
  CHECK_THAT(set_cookie(first, "DT"), ContainsSubstring("HttpOnly"));
  CHECK(set_cookie(first, "idx").empty());

  const auto step = begin_password_step(browser);
  CHECK_THAT(step.page.body, ContainsSubstring("Verify with your password"));
  const auto done = submit_password(browser, step.form, kAlicePassword);
  CHECK(was_sent_to_the_client(done));
  CHECK(redirect_params(done).get("state") == "s-1");
  CHECK(set_cookie(done, "idx").find("; Path=/") != std::string::npos);
  CHECK(set_cookie(done, "idx").find("HttpOnly") != std::string::npos);
  CHECK(set_cookie(done, "idx").find("Secure") == std::string::npos);
  CHECK(set_cookie(done, "idx").find("SameSite=Lax") != std::string::npos);
  CHECK(set_cookie(done, "idx").find("Max-Age") == std::string::npos);
}

TEST_CASE("cookies of an https org are Secure and sent across sites", "[hosted]") {
  TestProvider provider("https://mock.example.org");
  TestBrowser browser(provider);
  const auto first = browser.authorize(kDefaultServer, web_request());
  CHECK_THAT(set_cookie(first, "DT"), ContainsSubstring("Secure"));
  const auto done = submit_password(browser, begin_password_step(browser).form, kAlicePassword);
  CHECK_THAT(set_cookie(done, "idx"), ContainsSubstring("Secure"));
  CHECK_THAT(set_cookie(done, "idx"), ContainsSubstring("SameSite=None"));
}

TEST_CASE("a persistent session cookie lives as long as its session may", "[hosted]") {
  TestProvider provider;
  provider.change([](Directory& directory) {
    directory.session_policy.persistent_cookie = true;
    directory.session_policy.max_lifetime = std::chrono::minutes(30);
  });
  TestBrowser browser(provider);
  const auto done = submit_password(browser, begin_password_step(browser).form, kAlicePassword);
  CHECK_THAT(set_cookie(done, "idx"), ContainsSubstring("Max-Age=1800"));
}

TEST_CASE("a wrong password keeps the page, says so in the field, and may be followed by the right one",
          "[hosted]") {
  TestProvider provider;
  TestBrowser browser(provider);
  const auto step = begin_password_step(browser);
  const auto wrong = submit_password(browser, step.form, "wrong");
  CHECK(wrong.status == 200);
  CHECK(visible_problem(wrong) == "Password is incorrect");
  CHECK_THAT(wrong.body, ContainsSubstring("aria-invalid=\"true\""));
  CHECK_THAT(wrong.body,
             ContainsSubstring("We found some errors. Please review the form and make corrections."));
  CHECK(wrong.body.find("wrong\"") == std::string::npos);  // what was typed is not sent back
  CHECK(set_cookie(wrong, "idx").empty());
  CHECK(was_sent_to_the_client(submit_password(browser, first_form(wrong.body), kAlicePassword)));
}

TEST_CASE("empty fields are asked for again", "[hosted]") {
  TestProvider provider;
  TestBrowser browser(provider);
  const auto identify = first_form(browser.authorize(kDefaultServer, web_request()).body);
  const auto blank = submit(browser, identify, "identifier", "  ");
  CHECK(blank.status == 200);
  CHECK_THAT(blank.body, ContainsSubstring("This field cannot be left blank"));
  CHECK(first_form(blank.body).action == "/signin/identify");

  const auto step = begin_password_step(browser);
  const auto empty = submit_password(browser, step.form, "");
  CHECK(visible_problem(empty) == "This field cannot be left blank");
  CHECK(provider.org.people.find_by_login(kAlice)->value.failed_attempts == 0);
}

TEST_CASE("pages do not tell an unknown, a suspended and a known person apart", "[hosted]") {
  TestProvider provider;
  TestBrowser known_browser(provider), unknown_browser(provider), suspended_browser(provider);
  const auto known = begin_password_step(known_browser);
  const auto unknown = begin_password_step(unknown_browser, "nobody@example.com");
  const auto suspended = begin_password_step(suspended_browser, kSuspended);
  CHECK(without_values(known.page.body) == without_values(unknown.page.body));
  CHECK(without_values(known.page.body) == without_values(suspended.page.body));

  const auto wrong = without_values(submit_password(known_browser, known.form, "wrong").body);
  CHECK(wrong == without_values(submit_password(unknown_browser, unknown.form, "wrong").body));
  CHECK(wrong == without_values(submit_password(suspended_browser, suspended.form, kSuspendedPassword).body));
}

TEST_CASE("where the org tells, an unknown username stays on its page", "[hosted]") {
  TestProvider provider;
  provider.change([](Directory& directory) { directory.org.switches.prevent_user_enumeration = false; });
  TestBrowser browser(provider);
  const auto identify = first_form(browser.authorize(kDefaultServer, web_request()).body);
  const auto page = submit(browser, identify, "identifier", "<nobody>");
  CHECK(page.status == 200);
  CHECK_THAT(page.body, ContainsSubstring("There is no account with the Username &lt;nobody&gt;."));
}

TEST_CASE("ten wrong passwords lock a person out, and the right one does not help", "[hosted]") {
  TestProvider provider;
  TestBrowser browser(provider);
  const auto step = begin_password_step(browser);
  for (int i = 0; i < 10; ++i) CHECK(submit_password(browser, step.form, "wrong").status == 200);
  CHECK(provider.org.people.find_by_login(kAlice)->value.status == PersonStatus::LOCKED_OUT);
  CHECK(submit_password(browser, step.form, kAlicePassword).status == 200);
  TestBrowser another(provider);
  CHECK(submit_password(another, begin_password_step(another).form, kAlicePassword).status == 200);
}

TEST_CASE("the form of one browser cannot be answered in another", "[hosted]") {
  TestProvider provider;
  TestBrowser attacker(provider), victim(provider);
  const auto step = begin_password_step(attacker);

  const auto without_cookie = submit_password(victim, step.form, kAlicePassword);
  CHECK(without_cookie.status == 403);
  CHECK(set_cookie(without_cookie, "idx").empty());

  victim.authorize(kDefaultServer, web_request());
  CHECK(submit_password(victim, step.form, kAlicePassword).status == 403);
  CHECK(victim.get("/signin?stateToken=" + std::string(step.form.fields.get("stateToken"))).status == 403);
  CHECK(victim.get("/login/token/redirect?stateToken=" + std::string(step.form.fields.get("stateToken")))
            .status == 403);
  CHECK(was_sent_to_the_client(submit_password(attacker, step.form, kAlicePassword)));
}

TEST_CASE("a form without its token changes nothing", "[hosted]") {
  TestProvider provider;
  TestBrowser browser(provider);
  auto step = begin_password_step(browser);
  const auto wrong = GENERATE(as<const char*>{}, static_cast<const char*>(nullptr), "", "guessed");
  step.form.fields = with(step.form.fields, "csrf", wrong);
  CHECK(submit_password(browser, step.form, "wrong").status == 403);
  CHECK(submit_password(browser, step.form, kAlicePassword).status == 403);
  CHECK(provider.org.people.find_by_login(kAlice)->value.failed_attempts == 0);
}

TEST_CASE("a sign-in is answered once: the same form later says that it is over", "[hosted]") {
  TestProvider provider;
  TestBrowser browser(provider);
  const auto step = begin_password_step(browser);
  REQUIRE(was_sent_to_the_client(submit_password(browser, step.form, kAlicePassword)));
  const auto idx = browser.cookie("idx");

  const auto again = submit_password(browser, step.form, kAlicePassword);
  CHECK(again.status == 400);
  CHECK_THAT(again.body, ContainsSubstring("This sign-in is over."));
  const auto back = browser.get("/signin?stateToken=" + std::string(step.form.fields.get("stateToken")));
  CHECK(back.status == 400);
  CHECK(browser.cookie("idx") == idx);
}

TEST_CASE("refreshing a page shows it again, and going back lets another person be named", "[hosted]") {
  TestProvider provider;
  TestBrowser browser(provider);
  const auto identify = first_form(browser.authorize(kDefaultServer, web_request()).body);
  const auto answered = submit(browser, identify, "identifier", "bob@example.com");
  const auto page = browser.get(answered.header("Location"));
  CHECK(without_values(browser.get(answered.header("Location")).body) == without_values(page.body));

  const auto corrected = submit(browser, identify, "identifier", kAlice);
  const auto password = first_form(browser.get(corrected.header("Location")).body);
  CHECK(was_sent_to_the_client(submit_password(browser, password, kAlicePassword)));
}

TEST_CASE("back to sign in asks who it is", "[hosted]") {
  TestProvider provider;
  TestBrowser browser(provider);
  const auto step = begin_password_step(browser);
  const auto second_form = step.page.body.substr(step.page.body.find("</form>") + 7);
  const auto start_over = first_form(second_form);
  CHECK(start_over.action == "/signin/start-over");
  const auto answered = browser.post(start_over.action, start_over.fields);
  const auto page = browser.get(answered.header("Location"));
  CHECK(first_form(page.body).action == "/signin/identify");
  CHECK(first_form(page.body).fields.get("identifier").empty());
}

TEST_CASE("a sign-in that took too long says so and offers the app's own start", "[hosted]") {
  TestProvider provider;
  provider.change_app(kWebApp,
                      [](AppIntegration& app) { app.initiate_login_uri = "http://localhost:8080/login"; });
  TestBrowser browser(provider);
  const auto step = begin_password_step(browser);
  provider.clock.advance(kTransactionLifetime - std::chrono::seconds(1));
  CHECK(submit_password(browser, step.form, "wrong").status == 200);
  provider.clock.advance(std::chrono::seconds(1));
  const auto late = submit_password(browser, step.form, kAlicePassword);
  CHECK(late.status == 400);
  CHECK_THAT(late.body, ContainsSubstring("You have been logged out due to inactivity."));
  CHECK_THAT(late.body, ContainsSubstring("href=\"http://localhost:8080/login\""));
  CHECK(set_cookie(late, "idx").empty());
}

TEST_CASE("a script as the app's start is not linked", "[hosted]") {
  TestProvider provider;
  provider.change_app(kWebApp, [](AppIntegration& app) { app.initiate_login_uri = "javascript:alert(1)"; });
  TestBrowser browser(provider);
  const auto step = begin_password_step(browser);
  provider.clock.advance(kTransactionLifetime);
  CHECK(submit_password(browser, step.form, kAlicePassword).body.find("javascript:") == std::string::npos);
}

TEST_CASE("an unknown or absent state token is a page, not a crash", "[hosted]") {
  TestProvider provider;
  TestBrowser browser(provider);
  for (const auto* target : {"/signin", "/signin?stateToken=", "/signin?stateToken=02unknown", "/signin?%zz",
                             "/login/token/redirect"}) {
    CAPTURE(target);
    const auto page = browser.get(target);
    CHECK(page.status == 400);
    CHECK_THAT(std::string(page.header("Content-Type")), ContainsSubstring("text/html"));
  }
  auto request = post_request("/signin/identify", {});
  request.body = "identifier=%zz";
  CHECK(provider.send(request).status == 400);
  request = get_request("/signin/identify");
  request.method = "POST";
  request.body = "{}";
  CHECK(provider.send(request).status == 400);
}

TEST_CASE("what was typed is shown as text", "[hosted]") {
  TestProvider provider;
  TestBrowser browser(provider);
  const auto step = begin_password_step(browser, "\"><script>alert(1)</script>");
  CHECK(step.page.body.find("<script>alert") == std::string::npos);
  CHECK_THAT(step.page.body, ContainsSubstring("value=\"&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;\""));
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

TEST_CASE("keep me signed in remembers the username in this browser", "[hosted]") {
  TestProvider provider;
  TestBrowser browser(provider);
  const auto identify = first_form(browser.authorize(kDefaultServer, web_request()).body);
  const auto answered =
      browser.post(identify.action, with(filled(identify, "identifier", kAlice), "rememberMe", "true"));
  const auto password = first_form(browser.get(answered.header("Location")).body);
  const auto done = submit_password(browser, password, kAlicePassword);
  CHECK_THAT(set_cookie(done, "ln"), ContainsSubstring("Max-Age="));

  const auto anew = with(web_request(), "prompt", "login");
  const auto next = browser.authorize(kDefaultServer, anew);
  CHECK(first_form(next.body).fields.get("identifier") == kAlice);
  CHECK_THAT(next.body, ContainsSubstring(" checked"));

  browser.sign_in(next, kAlice, kAlicePassword);  // the box is not ticked now
  CHECK(browser.cookie("ln").empty());
}

TEST_CASE("a page's headers allow what it needs and nothing else", "[hosted]") {
  TestProvider provider;
  const auto redirect_uri = GENERATE(as<std::string>{}, "http://localhost:8080/authorization-code/callback",
                                     "com.example.app:/callback");
  provider.change_app(kWebApp, [&](AppIntegration& app) { app.redirect_uris = {redirect_uri}; });
  const auto page = provider.get("/oauth2/default/v1/authorize?" +
                                 protocol::encode_form(with(web_request(), "redirect_uri", redirect_uri)));
  const std::string policy(page.header("Content-Security-Policy"));
  CHECK(policy.starts_with("default-src 'none'; style-src 'sha256-"));
  CHECK_THAT(policy, ContainsSubstring("base-uri 'none'"));
  CHECK_THAT(policy, ContainsSubstring("frame-ancestors 'self'"));
  CHECK_THAT(policy,
             ContainsSubstring(redirect_uri.starts_with("http") ? "form-action 'self' http: https:;"
                                                                : "form-action 'self' com.example.app:;"));
  CHECK(policy.find("unsafe") == std::string::npos);
  const auto nonce = html_attribute(page.body.substr(page.body.find("<script")), "nonce");
  CHECK(nonce.size() == 22);
  CHECK_THAT(policy, ContainsSubstring("script-src 'nonce-" + nonce + "'"));
  CHECK(page.header("Cache-Control") == "no-cache, no-store");
  CHECK(page.header("Referrer-Policy") == "no-referrer");
  CHECK(page.header("X-Robots-Tag") == "noindex,nofollow");
  CHECK(page.header("X-Content-Type-Options") == "nosniff");
  for (const auto* once :
       {"Content-Security-Policy", "Referrer-Policy", "Cache-Control", "X-Content-Type-Options"}) {
    CAPTURE(once);
    CHECK(std::count_if(page.headers.begin(), page.headers.end(),
                        [&](const auto& header) { return header.first == once; }) == 1);
  }
}

TEST_CASE("an error that no client may hear is Okta's page", "[hosted]") {
  TestProvider provider;
  const auto page =
      provider.get("/oauth2/default/v1/authorize?" +
                   protocol::encode_form(with(web_request(), "redirect_uri", "https://evil.example/")));
  CHECK(page.status == 400);
  CHECK_THAT(page.body, ContainsSubstring("400 Bad Request"));
  CHECK_THAT(page.body, ContainsSubstring("Your request resulted in an error."));
  CHECK_THAT(
      page.body,
      ContainsSubstring(
          "The &apos;redirect_uri&apos; parameter must be a Login redirect URI in the client app settings"));
  CHECK_THAT(page.body, ContainsSubstring("Go to Homepage"));
  CHECK(page.body.find("evil.example") == std::string::npos);
}

TEST_CASE("the journal tells a sign-in from page to page, without its secrets", "[hosted]") {
  TestProvider provider;
  TestBrowser browser(provider);
  const auto step = begin_password_step(browser);
  submit_password(browser, step.form, "Wrong-password-1");
  REQUIRE(was_sent_to_the_client(submit_password(browser, step.form, kAlicePassword)));
  submit_password(browser, step.form, kAlicePassword);

  std::vector<protocol::Json> entries;
  for (const auto& entry : provider.org.journal.read(0, 100)) {
    CHECK(entry.json.find("Wrong-password-1") == std::string::npos);
    CHECK(entry.json.find(kAlicePassword) == std::string::npos);
    CHECK(entry.json.find(std::string(step.form.fields.get("stateToken"))) == std::string::npos);
    CHECK(entry.json.find(std::string(step.form.fields.get("csrf"))) == std::string::npos);
    auto parsed = protocol::parse_json(entry.json);
    REQUIRE(parsed);
    entries.push_back(*std::move(parsed));
  }
  struct Expected {
    const char* endpoint;
    const char* person;
    const char* decided;
    const char* failed;
  };
  const Expected expected[] = {
      {"authorize", "", "identify", ""},
      {"hosted.identify", "alice@example.com", "challenge okta_password", ""},
      {"hosted.page", "alice@example.com", "challenge okta_password", ""},
      {"hosted.challenge", "alice@example.com", "challenge okta_password", "wrong_password"},
      {"hosted.challenge", "alice@example.com", "done", ""},
      {"hosted.challenge", "", "", "session_expired"},
  };
  REQUIRE(entries.size() == std::size(expected));
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const auto& entry = entries[i];
    CAPTURE(i, protocol::to_text(entry));
    CHECK(*protocol::json_string(entry, "endpoint") == expected[i].endpoint);
    CHECK(*protocol::json_string(entry, "person") == expected[i].person);
    const auto& decided = *protocol::json_member(entry, "decided");
    CHECK((decided.empty() ? "" : *protocol::json_string(decided[0], "what")) == expected[i].decided);
    const auto& failed = *protocol::json_member(entry, "failed");
    CHECK((failed.is_null() ? "" : *protocol::json_string(failed, "internal_code")) == expected[i].failed);
    const bool over = i + 1 == entries.size();  // nothing is known any more of a transaction that is gone
    CHECK(*protocol::json_string(entry, "flow") == (over ? "" : *protocol::json_string(entries[0], "flow")));
    CHECK(*protocol::json_string(entry, "client_id") == (over ? "" : std::string(kWebApp)));
  }
}
