#include "conformance/oracle/url.h"
#include "conformance/scenarios/signing_in.h"

namespace conformance::okta {

namespace {

// While they choose a new password they look at the client in other tabs, which begins further sign-ins.
void look_around(Run& run, UserAgent& browser) {
  const auto& manifest = run.client().manifest();
  if (!manifest.public_path.empty()) browser.get(run.client().url(manifest.public_path));
  for (const auto& path : manifest.protected_paths) asked_after(run, browser, run.client().url(path));
}

void sign_in_with_expired_password(Run& run) {
  const auto person = run.idp().new_person();
  run.idp().set_status(person, "PASSWORD_EXPIRED");
  auto& browser = run.browser();
  const auto asked = run.leave_for_provider(browser);
  const auto first_page = browser.get(asked);
  look_around(run, browser);
  const auto landed = run.continue_as(browser, first_page, person);
  run.expect(same_origin(landed.url, run.client().url("/")) && landed.status < 500,
             "the sign-in ends on a page of the client",
             "status " + std::to_string(landed.status) + " at " + landed.url);
  if (run.who(browser).is(person)) return;
  run.begin_sign_in(browser);
  if (expect_person(run, browser, person, "the person is signed in, at once or after a second try"))
    run.warn("a sign-in that takes long is lost when the app is opened in another tab meanwhile");
}

}  // namespace

Scenario long_way_at_provider() {
  return {
      .id = "OKTA-04",
      .title =
          "The provider keeps somebody for long: their password has expired. Meanwhile they open the client "
          "in other tabs",
      .requirement = "The sign-in goes on to its end, or can cleanly be begun anew.",
      .why =
          "A new password, a new phone, a mail to wait for: people lose patience with an app that answers "
          "all that with an error.",
      .level = Level::must,
      .clauses = {{"RFC 6749", "4.1.2"}, {"Okta Identity Engine", "Remediation steps of a sign-in"}},
      .applies_to = {Profile::web_app},
      .control = "CB-01",
      .run = sign_in_with_expired_password};
}

}  // namespace conformance::okta
