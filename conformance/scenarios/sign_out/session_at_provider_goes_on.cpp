#include "conformance/oracle/url.h"
#include "conformance/scenarios/signing_in.h"
#include "conformance/scenarios/signing_out.h"

namespace conformance::sign_out {

namespace {

void sign_in_after_leaving_client(Run& run) {
  auto& browser = run.browser();
  const auto person = run.idp().new_person();
  run.sign_in(browser, person);
  if (!expect_person(run, browser, person, "the person is signed in before signing out")) return;
  bool asked_provider = false;
  browser.stop_before([&](const std::string&, const std::string& url) {
    const bool at_client = same_origin(url, run.client().url("/"));
    asked_provider = asked_provider || !at_client;
    return at_client;
  });
  sign_out_of_client(run, browser);
  browser.stop_before({});
  expect_nobody(run, browser, "nobody is signed in after the sign-out");
  const auto page = run.begin_sign_in(browser);
  const bool asked = same_origin(page.url, run.idp().org_url());
  if (asked) return run.note("the next sign-in asks who it is");
  expect_person(run, browser, person, "the next sign-in is that of whoever is signed in at the provider");
  if (!asked_provider)
    run.warn(
        "signing out ends the client's own session alone, and the next sign-in asks nobody for a password: "
        "say so on the page that people see then");
}

}  // namespace

Scenario session_at_provider_goes_on() {
  return {
      .id = "LO-12",
      .title = "A person signs out, but the provider's session goes on; then somebody signs in",
      .requirement =
          "The client asks the provider to end its session too; where it does not, it tells people that the "
          "next sign-in needs no password.",
      .why = "On a shared computer the next person is signed in as the one who left.",
      .level = Level::info,
      .clauses = {{"OpenID Connect RP-Initiated Logout 1.0", "2"}},
      .applies_to = {Profile::web_app},
      .control = "LO-01",
      .run = sign_in_after_leaving_client};
}

}  // namespace conformance::sign_out
