// The defects of the chapter step_up: each opens the page that it says to a weaker sign-in, and the correct
// client opens it to none.

#include <nlohmann/json.hpp>
#include <set>

#include "client/breakable/broken_shop_for_test.h"
#include "mockidp/testing/catch.h"

using namespace breakable;
using namespace std::chrono_literals;
using protocol::Json;

namespace {

constexpr const char* kTwoFactors = "urn:okta:loa:2fa:any";

// Somebody who signed in by password, at a shop with pages that ask for more.
struct StrictVisit {
  explicit StrictVisit(const std::string& defect) {
    auto parts = test_webapp();
    parts.options.idle_limit = parts.options.session_limit = 24h;
    parts.options.recent_sign_in = 300s;
    parts.options.step_up_acr = kTwoFactors;
    parts.options.step_up_amr = "mfa";
    parts.options.invoices_url = "https://api.example/invoices";
    if (!defect.empty()) std::get<BreakWebApp>(find_defect(defect)->apply)(parts);
    shop.app = assemble(parts, {shop.provider, shop.clock, shop.random});
    browser.sign_in();
    shop.clock.advance(1000s);
  }

  // The page is left for the provider, which answers with these claims.
  http::Response answer_with(const std::string& page, const Json& changed) {
    const auto state = browser.leave(page);
    shop.provider.claims["amr"] = {"pwd", "sms", "mfa"};
    shop.provider.claims["acr"] = kTwoFactors;
    for (const auto& [name, value] : changed.items())
      if (value.is_null())
        shop.provider.claims.erase(name);
      else
        shop.provider.claims[name] = value;
    return browser.come_back_with_code(state);
  }

  BrokenShop shop{""};
  TestBrowser browser{shop};
};

struct StepUpCase {
  const char* defect;
  const char* page;
  Json changed;
};

std::vector<StepUpCase> step_up_cases() {
  const auto long_ago = protocol::to_unix(protocol::SystemClock().now()) - 100000;
  return {{"age_of_sign_in_unchecked", "/vault", {}},
          {"answer_to_max_age_unchecked", "/safe", {{"auth_time", long_ago}}},
          {"acr_of_session_unchecked", "/vault", {{"acr", "urn:okta:loa:1fa:any"}}},
          {"answer_to_acr_values_unchecked", "/vault", {{"acr", nullptr}}},
          {"any_acr_enough", "/vault", {{"acr", "urn:okta:loa:1fa:any"}}},
          {"wishes_of_api_ignored", "/invoices", {}},
          {"api_asked_for_ever", "/invoices", {}},
          {"methods_unchecked", "/vault", {{"amr", {"pwd"}}}},
          {"unchanged_sign_in_counts_as_new", "/confirm", {{"auth_time", long_ago}}}};
}

// An API that wants more, whatever the sign-in.
bool leaves_for_provider_in_vain(StrictVisit& visit, int times) {
  visit.shop.provider.instead["invoices"] = [] {
    return rp::HttpAnswer{.status = 401,
                          .headers = {{"www-authenticate",
                                       "Bearer error=\"insufficient_user_authentication\", max_age=\"9\""}}};
  };
  for (int i = 0; i < times; ++i) {
    if (visit.browser.get("/invoices").status != 302) return false;
    visit.answer_with("/invoices", {});
  }
  return true;
}

// The page opened at once, or the weak answer was taken for what it was not.
bool is_taken_in(const StepUpCase& one, const std::string& defect) {
  StrictVisit visit(defect);
  if (std::string_view(one.defect) == "wishes_of_api_ignored") return !leaves_for_provider_in_vain(visit, 1);
  if (std::string_view(one.defect) == "api_asked_for_ever") return leaves_for_provider_in_vain(visit, 2);
  if (std::string_view(one.defect) == "age_of_sign_in_unchecked")
    return visit.browser.get("/safe").status == 200;
  return visit.answer_with(one.page, one.changed).status == 303;
}

}  // namespace

TEST_CASE("a weaker sign-in is enough where its check was taken out, and only there", "[breakable]") {
  for (const auto& one : step_up_cases()) {
    CAPTURE(one.defect);
    CHECK_FALSE(is_taken_in(one, ""));
    CHECK(is_taken_in(one, one.defect));
  }
}

TEST_CASE("every defect of the chapter step_up is tried", "[breakable]") {
  std::set<std::string_view> tried;
  const auto cases = step_up_cases();
  for (const auto& one : cases) tried.insert(one.defect);
  for (const auto& defect : all_defects()) {
    CAPTURE(defect.name);
    CHECK((defect.chapter != "step_up" || tried.contains(defect.name)));
  }
}
