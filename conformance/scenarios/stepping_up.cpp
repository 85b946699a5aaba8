#include "conformance/scenarios/stepping_up.h"

#include <nlohmann/json.hpp>

#include "conformance/oracle/url.h"

namespace conformance {

namespace {

using nlohmann::json;

// One that asks who it is each time only does so from the next second on: auth_time counts seconds.
constexpr std::chrono::seconds kLater{2};

bool shows(const Page& page, const std::string& address) {
  return page.status >= 200 && page.status < 300 && page.url == address;
}

}  // namespace

std::string page_for_more(Run& run, const std::string& path, const std::string& key) {
  if (path.empty()) run.skip("the manifest names no " + key);
  return run.client().url(path);
}

void give_factors(Run& run, const Needle& person, Factors factors) {
  if (factors == Factors::one) return;
  run.idp().change_org([&](json& org) {
    org["authenticators"] = {{{"key", "phone_number"}, {"allowed_for", "any"}, {"methods", {"sms"}}}};
    for (auto& someone : org["people"])
      if (someone["login"] == person.login) someone["phone"] = person.phone;
  });
}

bool sign_in_to_step_up(Run& run, UserAgent& browser, const Needle& person) {
  run.sign_in(browser, person);
  if (!expect_person(run, browser, person, "the person is signed in to begin with")) return false;
  run.idp().advance_clock(kLater);
  return true;
}

Page open_and_step_up(Run& run, UserAgent& browser, const std::string& address, const Needle& person) {
  const auto landed = run.continue_as(browser, browser.get(address), person);
  // At rest, so that a loop stays one.
  const bool elsewhere = !landed.is_led_on && landed.url != address && same_origin(landed.url, address) &&
                         landed.status >= 200 && landed.status < 300;
  return elsewhere ? run.deliver(browser, address) : landed;
}

GuardedContent content_for_more(Run& run, const std::string& address, Factors factors) {
  auto& browser = run.another_browser();
  const auto person = run.idp().new_person();
  give_factors(run, person, factors);
  std::string usual, shown;
  if (sign_in_to_step_up(run, browser, person)) {
    usual = browser.get(run.client().url(run.client().manifest().protected_path)).body;
    const auto page = open_and_step_up(run, browser, address, person);
    if (run.expect(shows(page, address), "the page opens to whoever does what it asks for", outcome_of(page)))
      shown = page.body;
  }
  return {shown, {usual}, person};
}

void expect_kept_back(Run& run, UserAgent& browser, const GuardedContent& content, const std::string& address,
                      const Page& answer, const std::string& to_whom) {
  run.expect(!answer.is_led_on, "the browser comes to rest", outcome_of(answer));
  const bool told = content.is_empty() ? shows(answer, address) : content.told_by(answer);
  run.expect(!told, "nothing of the page is told " + to_whom, outcome_of(answer));
  const auto once_more = run.deliver(browser, address);
  run.expect(content.is_empty() ? !shows(once_more, address) : !content.told_by(once_more),
             "nothing of it is told when it is opened once more", outcome_of(once_more));
}

}  // namespace conformance
