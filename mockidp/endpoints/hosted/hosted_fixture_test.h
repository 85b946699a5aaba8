#pragma once
// A person at the pages of a sign-in.

#include <string>
#include <utility>
#include <vector>

#include "mockidp/testing/catch.h"
#include "mockidp/testing/test_browser.h"

namespace mockidp::testing {

inline constexpr std::string_view kSuspended = "dave@example.com";
inline constexpr std::string_view kSuspendedPassword = "Redirect-flow-4";

// A sign-in up to the password page, and what its form holds.
struct PasswordStep {
  http::Response page;
  PageForm form;
};

inline Params filled(const PageForm& form, std::string_view name, std::string_view value) {
  return with(form.fields, name, std::string(value));
}

inline http::Response submit(TestBrowser& browser, const PageForm& form, std::string_view name,
                             std::string_view value) {
  return browser.post(form.action, filled(form, name, value));
}

inline PasswordStep begin_password_step(TestBrowser& browser, std::string_view login = kAlice,
                                        const Params& request = web_request()) {
  const auto identify = first_form(browser.authorize(kDefaultServer, request).body);
  const auto answered = submit(browser, identify, "identifier", login);
  REQUIRE(answered.status == 302);
  auto page = browser.get(answered.header("Location"));
  REQUIRE(page.status == 200);
  auto form = first_form(page.body);
  REQUIRE(form.action == "/signin/challenge/answer");
  return {std::move(page), std::move(form)};
}

inline http::Response submit_password(TestBrowser& browser, const PageForm& form, std::string_view password) {
  return submit(browser, form, "credentials.passcode", password);
}

inline std::string set_cookie(const http::Response& response, std::string_view name) {
  for (const auto& [key, value] : response.headers)
    if (key == "Set-Cookie" && value.starts_with(std::string(name) + '=')) return value;
  return {};
}

// The value of the first attribute of that name.
inline std::string first_attribute(const std::string& html, std::string_view name) {
  const auto marker = ' ' + std::string(name) + "=\"";
  const auto begin = html.find(marker);
  if (begin == std::string::npos) return {};
  const auto value = html.substr(begin + marker.size());
  return value.substr(0, value.find('"'));
}

inline bool was_sent_to_the_client(const http::Response& response) {
  return response.status == 302 && response.header("Location").starts_with(kWebCallback) &&
         redirect_params(response).has("code");
}

// Presses the button of the form that posts to `action`, with these fields filled in, and goes where that
// leads within the org.
inline http::Response press(TestBrowser& browser, const http::Response& page, std::string_view action,
                            const std::vector<std::pair<std::string, std::string>>& answers = {}) {
  auto form = form_to(page.body, action);
  CAPTURE(page.body, action);
  REQUIRE(form.action == action);
  for (const auto& [name, value] : answers) form.fields = with(form.fields, name, value);
  auto answered = browser.post(form.action, form.fields);
  const std::string location(answered.header("Location"));
  return answered.status == 302 && location.starts_with("/signin") ? browser.get(location) : answered;
}

inline http::Response press_answer(TestBrowser& browser, const http::Response& page,
                                   std::string_view passcode) {
  return press(browser, page, "/signin/challenge/answer", {{"credentials.passcode", std::string(passcode)}});
}

inline http::Response identify(TestBrowser& browser, const http::Response& page,
                               std::string_view login = kAlice) {
  return press(browser, page, "/signin/identify", {{"identifier", std::string(login)}});
}

inline std::string heading(const http::Response& page) {
  const auto begin = page.body.find("<h1>") + 4;
  return page.body.substr(begin, page.body.find("</h1>") - begin);
}

// The last mail or text.
inline Message newest_message(const TestProvider& provider, std::string_view to = {}) {
  const auto messages = provider.org.messages.list(to);
  REQUIRE_FALSE(messages.empty());
  return messages.front();
}
inline std::string path_of_link(const TestProvider& provider, const Message& message) {
  const auto& org = provider.org.directory()->org.url;
  REQUIRE(message.link.starts_with(org + '/'));
  return message.link.substr(org.size());
}

// An org that has all authenticators for everything, lets people set up what they like, and asks for two
// factors.
inline void offer_all_authenticators(Directory& directory) {
  directory.authenticators.clear();
  directory.enrolment_policies.back().authenticators.clear();
  for (const auto key : {kPasswordKey, kEmailKey, kPhoneKey, kGoogleOtpKey, kQuestionKey}) {
    AuthenticatorSetting setting;
    setting.id = "aut" + std::string(key);
    setting.key = key;
    setting.name = authenticator_name(key);
    setting.methods = methods_of(key);
    directory.authenticators.push_back(std::move(setting));
    directory.enrolment_policies.back().authenticators.push_back({std::string(key), SelfEnrolment::OPTIONAL});
  }
}
inline void ask_for_two_factors(Directory& directory) {
  for (auto& policy : directory.sign_on_policies) {
    auto& verification = policy.rules.back().verification;
    verification = {};
    verification.factor_mode = FactorMode::two_factors;
    FactorConstraint password;
    password.required = true;
    password.types = {"password"};
    verification.constraints.emplace_back();
    verification.constraints.back().knowledge = password;
  }
}

// A request of its own, for what sign_in.h offers below the routes.
struct TestExchange {
  explicit TestExchange(TestProvider& provider, http::Headers headers = {})
      : request(get_request("/", std::move(headers))),
        exchange{provider.org, request, 0, provider.org.directory(), provider.org.clock.now(), {}, "id"} {}
  http::Request request;
  Exchange exchange;
};

}  // namespace mockidp::testing
