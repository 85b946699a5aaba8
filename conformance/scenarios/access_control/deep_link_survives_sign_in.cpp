#include "conformance/scenarios/signing_in.h"

namespace conformance::access_control {

namespace {

void sign_in_from_deep_link(Run& run) {
  const auto wanted = deep_link_of(run);
  const auto person = run.idp().new_person();
  const auto page = run.continue_as(run.browser(), begin_sign_in_at(run, wanted), person);
  run.expect(page.url == wanted, "the sign-in ends at " + wanted, page.url);
  run.expect(run.who(run.browser()).is(person), "the protected page shows the person who signed in");
}

}  // namespace

Scenario deep_link_survives_sign_in() {
  return {.id = "AC-04",
          .title = "A sign-in begins at a guarded page with a query",
          .requirement = "After the sign-in the client shows that page, with that query.",
          .why = "A link in a mail that ends on the front page is a broken link.",
          .level = Level::should,
          .clauses = {{"Okta guide: Sign users in to your web app using the redirect model",
                       "Require authentication for a specific route"}},
          .applies_to = {Profile::web_app},
          .needs = {},
          .control = {},
          .run = sign_in_from_deep_link,
          .path = {}};
}

}  // namespace conformance::access_control
