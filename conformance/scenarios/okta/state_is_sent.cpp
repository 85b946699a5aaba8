#include "conformance/oracle/url.h"
#include "conformance/scenarios/signing_in.h"

namespace conformance::okta {

namespace {

void expect_state(Run& run, const std::string& asked) {
  if (!same_origin(asked, run.idp().org_url())) return;  // this page does not lead to the provider by itself
  run.expect(!query_value(asked, "state").empty(), "the authorization request carries one state", asked);
}

void begin_everywhere(Run& run) {
  expect_state(run, run.leave_for_provider(run.another_browser()));
  for (const auto& path : run.client().manifest().protected_paths)
    expect_state(run, asked_after(run, run.another_browser(), run.client().url(path)));
}

}  // namespace

Scenario state_is_sent() {
  return {.id = "OKTA-11",
          .title = "Sign-ins begin at the login and at each guarded page",
          .requirement = "Every authorization request carries a state.",
          .why = "Okta refuses a request without one (invalid_request), and nobody gets any further.",
          .level = Level::must,
          .clauses = {{"RFC 6749", "10.12"}, {"Okta: OpenID Connect & OAuth 2.0 API", "/authorize, state"}},
          .applies_to = {Profile::web_app},
          .control = "CB-01",
          .run = begin_everywhere};
}

}  // namespace conformance::okta
