#include "conformance/scenarios/signing_in.h"

#include "conformance/oracle/url.h"

namespace conformance {

std::string asked_after(Run& run, UserAgent& browser, const std::string& address) {
  browser.stop_before([provider = run.idp().org_url()](const std::string&, const std::string& url) {
    return !same_origin(url, provider);
  });
  const auto left = address_asked(browser.get(address));
  browser.stop_before({});
  return left;
}

std::string deep_link_of(Run& run) {
  const auto& link = run.client().manifest().deep_link;
  if (link.empty()) run.skip("the manifest names no deep_link");
  return run.client().url(link);
}

Page begin_sign_in_at(Run& run, const std::string& address) {
  auto page = run.browser().get(address);
  const bool rests = page.status >= 200 && page.status < 500 && (page.status < 300 || page.status >= 400);
  if (rests && !page.is_led_on && same_origin(page.url, address))
    run.skip("a stranger at " + run.client().manifest().deep_link +
             " is shown a page of the client (status " + std::to_string(page.status) +
             "), and no sign-in begins by itself");
  return page;
}

void expect_rest_after_refusal(Run& run, UserAgent& browser, const Page& landed) {
  const auto asked = run.idp().journal("authorize").size();
  run.expect(!landed.is_led_on, "the browser comes to rest",
             "after " + std::to_string(asked) + " authorization requests it is still led on");
  run.expect(landed.status != 0 && same_origin(landed.url, run.client().url("/")),
             "a page of the client tells of the refusal",
             "status " + std::to_string(landed.status) + " at " + landed.url);
  if (asked > 1 && !landed.is_led_on)
    run.warn("the client asked " + std::to_string(asked) + " times for what had been refused");
  expect_nobody(run, browser);
}

}  // namespace conformance
