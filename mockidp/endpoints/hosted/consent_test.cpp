#include <nlohmann/json.hpp>

#include "mockidp/endpoints/hosted/hosted_fixture_test.h"

using namespace mockidp;
using namespace mockidp::testing;

namespace {

// The sample web app asks people before it reads the API for them.
void ask_for_consent(TestProvider& provider, ScopeConsent consent = ScopeConsent::REQUIRED) {
  provider.change([&](Directory& directory) {
    for (auto& app : directory.apps) app.consent_method = ConsentMethod::REQUIRED;
    for (auto& server : directory.authorization_servers)
      for (auto& scope : server.scopes)
        if (scope.name == "api.read") scope.consent = consent;
  });
}

Params reading_request() { return with(web_request(), "scope", "openid profile api.read"); }

http::Response asked_for_consent(TestBrowser& browser, const Params& request = reading_request()) {
  auto page = identify(browser, browser.authorize(kDefaultServer, request));
  page = press_answer(browser, page, kAlicePassword);
  REQUIRE(heading(page) == "Sample web app would like to:");
  return page;
}

http::Response answer_consent_page(TestBrowser& browser, const http::Response& page, const char* answer) {
  return press(browser, page, "/signin/consent", {{"consent", answer}});
}

}  // namespace

TEST_CASE("a person is asked for consent once, and reads what for", "[hosted][consent]") {
  TestProvider provider;
  ask_for_consent(provider);
  TestBrowser browser(provider);
  const auto page = asked_for_consent(browser);
  CHECK(page.body.find("<strong>api.read</strong>") != std::string::npos);
  CHECK(page.body.find("profile information") == std::string::npos);  // implicit
  const auto done = answer_consent_page(browser, page, "true");
  CHECK(was_sent_to_the_client(done));
  CHECK(was_sent_to_the_client(browser.authorize(kDefaultServer, reading_request())));
  CHECK(was_sent_to_the_client(browser.authorize(kDefaultServer, with(reading_request(), "prompt", "none"))));

  const auto again = browser.authorize(kDefaultServer, with(reading_request(), "prompt", "consent"));
  CHECK(heading(again) == "Sample web app would like to:");
  CHECK(was_sent_to_the_client(answer_consent_page(browser, again, "true")));
  CHECK(provider.org.people.find_by_login(kAlice)->value.consents.size() == 1);
}

TEST_CASE("who does not allow it sends the client away, with Okta's words", "[hosted][consent]") {
  TestProvider provider;
  ask_for_consent(provider);
  TestBrowser browser(provider);
  const auto page = asked_for_consent(browser);
  const auto denied = answer_consent_page(browser, page, "false");
  const auto answer = redirect_params(denied);
  CHECK(answer.get("error") == "access_denied");
  CHECK(answer.get("error_description") == "The resource owner or authorization server denied the request.");
  CHECK(answer.get("state") == "s-1");
  CHECK(browser.get("/api/v1/sessions/me").status == 200);
  CHECK_FALSE(was_sent_to_the_client(answer_consent_page(browser, page, "true")));  // it was answered already
  CHECK(provider.org.people.find_by_login(kAlice)->value.consents.empty());
}

TEST_CASE("a consent form of another browser grants nothing", "[hosted][consent]") {
  TestProvider provider;
  ask_for_consent(provider);
  TestBrowser browser(provider), another(provider);
  const auto page = asked_for_consent(browser);
  CHECK(another.post("/signin/consent", with(form_to(page.body, "/signin/consent").fields, "consent", "true"))
            .status >= 400);
  CHECK(provider.org.people.find_by_login(kAlice)->value.consents.empty());
}

TEST_CASE("prompt=none hears which scopes need consent", "[hosted][consent]") {
  TestProvider provider;
  TestBrowser browser(provider);
  REQUIRE(was_sent_to_the_client(browser.sign_in_to(kDefaultServer, web_request())));
  ask_for_consent(provider, GENERATE(ScopeConsent::REQUIRED, ScopeConsent::FLEXIBLE));
  const auto answer =
      redirect_params(browser.authorize(kDefaultServer, with(reading_request(), "prompt", "none")));
  CHECK(answer.get("error") == "consent_required");
  CHECK(answer.get("error_description") == "The following scopes require user consent: [api.read].");
}

TEST_CASE("an app that signs in by itself gets through the consent page", "[hosted][consent]") {
  TestProvider provider;
  ask_for_consent(provider);
  provider.change([](Directory& directory) {
    for (auto& app : directory.apps) app.auto_sign_in = kAlice;
  });
  TestBrowser browser(provider);
  CHECK(was_sent_to_the_client(browser.authorize(kDefaultServer, reading_request())));
}

TEST_CASE("a service gets no scope that somebody would have to be asked for", "[token][client_credentials]") {
  TestProvider provider;
  const auto consent = GENERATE(ScopeConsent::REQUIRED, ScopeConsent::FLEXIBLE);
  ask_for_consent(provider, consent);
  const auto response =
      provider.post("/oauth2/default/v1/token", {{"grant_type", "client_credentials"}, {"scope", "api.read"}},
                    {{"Authorization", basic_credentials(kService, kServiceSecret)}});
  const auto body = json_of(response);
  if (consent == ScopeConsent::FLEXIBLE) {
    CHECK(response.status == 200);
    return;
  }
  CHECK(response.status == 400);
  CHECK(body["error"] == "consent_required");
  CHECK(body["error_description"] ==
        "The following scopes require user consent and cannot be granted for the client credentials grant "
        "type: [api.read].");
}
