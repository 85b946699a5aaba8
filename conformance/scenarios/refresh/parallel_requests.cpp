#include <memory>
#include <thread>

#include "conformance/scenarios/renewing.h"

namespace conformance::refresh {

namespace {

constexpr int kAtOnce = 10;
constexpr std::chrono::seconds kRunsOut{3};  // a second longer than the access token is good

// As a page does whose parts are all asked for at once.
void visit_at_once(Run& run, UserAgent& browser) {
  const auto address = run.client().url(run.client().manifest().protected_path);
  const auto cookies = browser.cookies(address);
  std::vector<std::jthread> visits;
  for (int i = 0; i < kAtOnce; ++i)
    visits.emplace_back([&] {
      const auto part = make_http_browser();
      for (const auto& cookie : cookies) part->set_cookie(address, cookie);
      part->stop_before([&](const std::string&, const std::string& url) { return url == address; });
      part->get(address);
    });
}

void refresh_for_many(Run& run, std::chrono::seconds leeway) {
  run.idp().set_refresh_tokens("ROTATE", leeway);
  const auto signed_in = sign_in_for_a_moment(run);
  if (!signed_in.done) return;
  std::this_thread::sleep_for(kRunsOut);
  // The answer takes its time, so that all of them are under way before it comes.
  run.idp().enable("endpoint_slow", {{"endpoint", "token"}, {"milliseconds", "500"}});
  visit_at_once(run, *signed_in.browser);
  run.idp().disable_faults();
  if (!visit_until_refreshed(run, signed_in, 1)) return;
  for (const auto& entry : refreshes(run))
    run.expect(entry.status == 200, "no refresh is refused", entry.failed);
  expect_person(run, *signed_in.browser, signed_in.person, "the person is still signed in");
}

}  // namespace

std::vector<Scenario> parallel_requests() {
  return {
      {.id = "RT-04",
       .title = "Ten requests come at once when the access token has run out; a used refresh token is not "
                "forgiven",
       .requirement = "One refresh serves all of them.",
       .why = "Each further use of the token looks like theft: the provider ends the sign-in, at random to "
              "people.",
       .level = Level::must,
       .clauses = {{"RFC 9700", "4.14.2"}},
       .applies_to = {Profile::web_app},
       .needs = {"refresh"},
       .control = "RT-05",
       .run = [](Run& run) { refresh_for_many(run, std::chrono::seconds(0)); },
       .path = {}},
      {.id = "RT-05",
       .title = "Ten requests come at once when the access token has run out, within a grace of 30 seconds",
       .requirement = "All of them are served, and the person stays signed in.",
       .why = "It is what Okta does by default, and what people's browsers do all the time.",
       .level = Level::must,
       .clauses = {{"Okta: Refresh access tokens and rotate refresh tokens", "Grace period"}},
       .applies_to = {Profile::web_app},
       .needs = {"refresh"},
       .control = {},
       .run = [](Run& run) { refresh_for_many(run, std::chrono::seconds(30)); },
       .path = {}}};
}

}  // namespace conformance::refresh
