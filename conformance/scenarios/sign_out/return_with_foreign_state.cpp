#include "conformance/oracle/url.h"
#include "conformance/scenarios/signing_out.h"

namespace conformance::sign_out {

namespace {

void come_back(Run& run, UserAgent& browser, const std::string& address, const std::string& how) {
  const auto asked_before = run.idp().journal("authorize").size();
  const auto page = browser.get(address);
  run.expect(page.status > 0 && page.status < 500 && same_origin(page.url, run.client().url("/")),
             "coming back " + how + " ends on a page of the client",
             std::to_string(page.status) + " at " + page.url);
  run.expect(run.idp().journal("authorize").size() == asked_before,
             "coming back " + how + " does not lead into a new sign-in");
  run.expect(!run.who(browser).anyone, "nobody is signed in after coming back " + how);
}

void come_back_twice(Run& run) {
  const auto landing = landing_after_sign_out(run);
  auto& browser = run.browser();
  if (!sign_somebody_in(run, browser)) return;
  browser.stop_before(
      [away = false, here = run.client().url("/")](const std::string&, const std::string& url) mutable {
        const bool at_client = same_origin(url, here);
        if (!at_client) away = true;
        return !(away && at_client);
      });
  sign_out_of_client(run, browser);
  browser.stop_before({});
  const auto separator = landing.find('?') == std::string::npos ? "?" : "&";
  come_back(run, browser, landing + separator + "state=of-somebody-else", "with a foreign state");
  come_back(run, browser, landing, "without a state");
}

}  // namespace

Scenario return_with_foreign_state() {
  return {.id = "LO-04",
          .title = "The provider sends the browser back from the sign-out with a wrong state, or with none",
          .requirement = "The client shows a page, starts nothing and stays signed out.",
          .why = "A loop or a broken page at the end leaves people unsure whether they are signed out.",
          .level = Level::must,
          .clauses = {{"OpenID Connect RP-Initiated Logout 1.0", "3"}},
          .applies_to = {Profile::web_app},
          .needs = {},
          .control = "LO-01",
          .run = come_back_twice,
          .path = {}};
}

}  // namespace conformance::sign_out
