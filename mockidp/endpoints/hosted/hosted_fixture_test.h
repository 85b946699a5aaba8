#pragma once
// A person at the pages of a sign-in.

#include <string>

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

// A request of its own, for what sign_in.h offers below the routes.
struct TestExchange {
  explicit TestExchange(TestProvider& provider, http::Headers headers = {})
      : request(get_request("/", std::move(headers))),
        exchange{provider.org, request, 0, provider.org.directory(), provider.org.clock.now(), {}, "id"} {}
  http::Request request;
  Exchange exchange;
};

}  // namespace mockidp::testing
