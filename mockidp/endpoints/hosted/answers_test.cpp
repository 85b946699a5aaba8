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
  CHECK_THAT(provider.newest_entry(), ContainsSubstring("switch prevent_user_enumeration"));
}

TEST_CASE("the address that a proxy names counts by the switch alone, and the journal says so", "[hosted]") {
  TestProvider provider;
  const auto authorize = "/oauth2/default/v1/authorize?" + protocol::encode_form(web_request());
  const std::string by_switch = R"("by":"switch client_ip_from_forwarded_for","closest":"10.1.2.3")";
  provider.get(authorize, {{"X-Forwarded-For", "10.1.2.3"}});
  CHECK(provider.newest_entry().find(by_switch) == std::string::npos);
  provider.change([](Directory& directory) { directory.org.switches.client_ip_from_forwarded_for = true; });
  provider.get(authorize, {{"X-Forwarded-For", "10.1.2.3"}});
  CHECK_THAT(provider.newest_entry(), ContainsSubstring(by_switch));
  provider.get(authorize);
  CHECK(provider.newest_entry().find("client_ip_from_forwarded_for") == std::string::npos);
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
  const auto start_over = form_to(step.page.body, "/signin/start-over");
  REQUIRE(start_over.action == "/signin/start-over");
  const auto answered = browser.post(start_over.action, start_over.fields);
  const auto page = browser.get(answered.header("Location"));
  CHECK(first_form(page.body).action == "/signin/identify");
  CHECK(first_form(page.body).fields.get("identifier").empty());
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

TEST_CASE("a client hears once that the person may not use it", "[hosted]") {
  TestProvider provider;
  TestBrowser browser(provider);
  const auto step = begin_password_step(browser, "erin@example.com");
  const auto refused = submit_password(browser, step.form, "Redirect-flow-5");
  CHECK(refused.status == 302);
  CHECK(refused.header("Location").starts_with(kWebCallback));
  CHECK(redirect_params(refused).get("state") == "s-1");
  CHECK(redirect_params(refused).get("error") == "access_denied");
  CHECK(redirect_params(refused).get("error_description") ==
        "User is not assigned to the client application.");
  CHECK(submit_password(browser, step.form, "Redirect-flow-5").status == 400);
}

TEST_CASE("who is refused at the end of a sign-in is signed in to the org all the same", "[hosted]") {
  TestProvider provider;
  TestBrowser browser(provider);
  const auto step = begin_password_step(browser, "erin@example.com");
  const auto refused = submit_password(browser, step.form, "Redirect-flow-5");
  REQUIRE(redirect_params(refused).get("error") == "access_denied");
  CHECK_THAT(set_cookie(refused, "idx"), ContainsSubstring("HttpOnly"));
  CHECK(browser.get("/api/v1/sessions/me").status == 200);
  const auto silent = browser.authorize(kDefaultServer, with(web_request(), "prompt", "none"));
  CHECK(redirect_params(silent).get("error_description") ==
        "User is not assigned to the client application.");
  CHECK(
      provider.org.sessions.list_of(provider.org.people.find_by_login("erin@example.com")->value.id).size() ==
      1);
}

TEST_CASE("who reads on the page that an app is not theirs has not come to the end of the sign-in",
          "[hosted]") {
  TestProvider provider;
  provider.change([](Directory& directory) { directory.org.switches.not_assigned_as_page = true; });
  TestBrowser browser(provider);
  const auto step = begin_password_step(browser, "erin@example.com");
  const auto stopped = submit_password(browser, step.form, "Redirect-flow-5");
  CHECK(stopped.status == 200);
  CHECK(set_cookie(stopped, "idx").empty());
  CHECK_THAT(provider.newest_entry(), ContainsSubstring("switch not_assigned_as_page"));
}

TEST_CASE("a refused sign-in carries a session on under a new cookie", "[hosted]") {
  TestProvider provider;
  TestBrowser browser(provider);
  browser.sign_in_to(kDefaultServer, web_request());
  const auto planted = browser.cookie("idx");
  const auto id = json_of(browser.get("/api/v1/sessions/me"))["id"];
  provider.change_app(kWebApp, [](AppIntegration& app) { app.assignment = {}; });
  const auto refused = browser.sign_in_to(kDefaultServer, with(web_request(), "prompt", "login"));
  REQUIRE(redirect_params(refused).get("error") == "access_denied");
  CHECK(browser.cookie("idx") != planted);
  CHECK(json_of(browser.get("/api/v1/sessions/me"))["id"] == id);
  CHECK_FALSE(provider.org.sessions.find(planted));
}

TEST_CASE("an app that was deactivated meanwhile stops the sign-in on its page", "[hosted]") {
  TestProvider provider;
  TestBrowser browser(provider);
  const auto step = begin_password_step(browser);
  provider.change_app(kWebApp, [](AppIntegration& app) { app.active = false; });
  const auto stopped = submit_password(browser, step.form, kAlicePassword);
  CHECK(stopped.status == 200);
  CHECK_THAT(stopped.body, ContainsSubstring("You do not have permission to perform the requested action."));
  CHECK(first_form(stopped.body).action == "/signin/start-over");
  CHECK(set_cookie(stopped, "idx").empty());
}
