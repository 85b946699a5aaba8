#include "conformance/oracle/url.h"
#include "conformance/run.h"

namespace conformance::access_control {

namespace {

void open_public_page(Run& run) {
  const auto& path = run.client().manifest().public_path;
  if (path.empty()) run.skip("the manifest names no public_path");
  const auto page = run.browser().get(run.client().url(path));
  run.expect(page.status >= 200 && page.status < 300 && same_origin(page.url, run.client().url("/")),
             path + " is shown to a stranger", std::to_string(page.status) + " at " + page.url);
  run.expect(run.idp().journal("authorize").empty(), "the provider is not asked for it");
}

}  // namespace

Scenario open_pages_stay_open() {
  return {.id = "AC-05",
          .title = "Somebody who is not signed in opens the public page",
          .requirement = "It is shown at once, without a visit to the provider.",
          .why = "A front page that asks every visitor to sign in loses them, and crawlers with them.",
          .level = Level::must,
          .clauses = {{"Okta guide: Sign users in to your web app using the redirect model",
                       "Allow anonymous access"}},
          .applies_to = {Profile::web_app},
          .needs = {},
          .control = {},
          .run = open_public_page,
          .path = {}};
}

}  // namespace conformance::access_control
