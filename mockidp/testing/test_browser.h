#pragma once
// A browser for TestProvider: keeps cookies, fills in forms, and stops at what leaves the org.

#include <string>
#include <string_view>
#include <vector>

#include "mockidp/testing/test_provider.h"

namespace mockidp::testing {

// The first form of a page: where it goes and what it holds.
struct PageForm {
  std::string action;
  Params fields;
};

PageForm first_form(std::string_view html);
// The form that posts there; without an action if the page has none.
PageForm form_to(std::string_view html, std::string_view action);

class TestBrowser {
 public:
  explicit TestBrowser(TestProvider& provider) : provider_(provider) {}

  http::Response get(std::string_view target);
  http::Response post(std::string_view target, const Params& form);
  http::Response authorize(std::string_view server, const Params& params);

  // Answers the pages of a sign-in until a response is none of them.
  http::Response sign_in(http::Response page, std::string_view login, std::string_view password);
  http::Response sign_in_to(std::string_view server, const Params& params, std::string_view login = kAlice,
                            std::string_view password = kAlicePassword);

  std::string cookie(std::string_view name) const;
  std::string user_agent;  // sent if it is not empty

 private:
  std::string target_inside(const http::Response& response) const;  // of a redirect within the org, or ""
  http::Headers cookies() const;
  http::Response keep(http::Response response);

  TestProvider& provider_;
  std::vector<std::pair<std::string, std::string>> jar_;
};

}  // namespace mockidp::testing
