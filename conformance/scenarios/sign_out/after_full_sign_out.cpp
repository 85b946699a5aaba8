#include "conformance/oracle/url.h"
#include "conformance/scenarios/signing_out.h"

namespace conformance::sign_out {

namespace {

void sign_in_again(Run& run) {
  landing_after_sign_out(run);
  auto& browser = run.browser();
  if (!sign_somebody_in(run, browser)) return;
  sign_out_of_client(run, browser);
  const auto page = run.begin_sign_in(browser);
  run.expect(same_origin(page.url, run.idp().org_url()) && first_form(page.body, page.url).has_value(),
             "the next sign-in waits at the provider for somebody to say who they are",
             std::to_string(page.status) + " at " + page.url);
  run.expect(!run.who(browser).anyone, "nobody is signed in without having been asked");
}

void land(Run& run) {
  const auto landing = landing_after_sign_out(run);
  auto& browser = run.browser();
  if (!sign_somebody_in(run, browser)) return;
  const auto asked_before = run.idp().journal("authorize").size();
  sign_out_of_client(run, browser);
  const auto page = browser.get(landing);
  run.expect(page.status >= 200 && page.status < 400 && same_origin(page.url, landing),
             "the page after the sign-out needs no sign-in", std::to_string(page.status) + " at " + page.url);
  run.expect(run.idp().journal("authorize").size() == asked_before,
             "the browser is not led into a new sign-in");
}

}  // namespace

std::vector<Scenario> after_full_sign_out() {
  return {
      {.id = "LO-13",
       .title = "A person signs out of client and provider, and signs in again",
       .requirement = "The provider asks who it is.",
       .why = "On a shared computer the next person would be signed in as the one who left.",
       .level = Level::must,
       .clauses = {{"OpenID Connect RP-Initiated Logout 1.0", "2"}},
       .applies_to = {Profile::web_app},
       .needs = {},
       .control = "LO-01",
       .run = sign_in_again,
       .path = {}},
      {.id = "LO-16",
       .title = "The provider sends the browser back after the sign-out",
       .requirement = "The landing page is public, and leads into no new sign-in.",
       .why = "A guarded landing page asks people who just left to sign in, or signs them in again at once.",
       .level = Level::must,
       .clauses = {{"OpenID Connect RP-Initiated Logout 1.0", "3"}},
       .applies_to = {Profile::web_app},
       .needs = {},
       .control = "LO-01",
       .run = land,
       .path = {}}};
}

}  // namespace conformance::sign_out
