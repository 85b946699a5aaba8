#include <algorithm>
#include <nlohmann/json.hpp>

#include "mockidp/endpoints/hosted/hosted_fixture_test.h"

using namespace mockidp;
using namespace mockidp::testing;

TEST_CASE("what was typed is shown as text", "[hosted]") {
  TestProvider provider;
  TestBrowser browser(provider);
  const auto step = begin_password_step(browser, "\"><script>alert(1)</script>");
  CHECK(step.page.body.find("<script>alert") == std::string::npos);
  CHECK_THAT(step.page.body, ContainsSubstring("value=\"&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;\""));
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
  const auto nonce = first_attribute(page.body.substr(page.body.find("<script")), "nonce");
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
