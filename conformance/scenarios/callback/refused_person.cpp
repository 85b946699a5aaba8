#include "conformance/scenarios/signing_in.h"

namespace conformance::callback {

namespace {

void come_unassigned(Run& run) {
  auto& browser = run.browser();
  expect_rest_after_refusal(run, browser, run.sign_in(browser, run.idp().new_unassigned_person()));
}

}  // namespace

Scenario refused_person() {
  return {.id = "CB-08",
          .title = "Somebody signs in who is not assigned to the client (access_denied)",
          .requirement = "The client says so on a page, starts no session and does not try again by itself.",
          .why =
              "The provider's session goes on, so that a client which tries again at once sends the "
              "browser round and round.",
          .level = Level::must,
          .clauses = {{"RFC 6749", "4.1.2.1"}, {"OpenID Connect Core 1.0", "3.1.2.6"}},
          .applies_to = {Profile::web_app},
          .control = "CB-01",
          .run = come_unassigned};
}

}  // namespace conformance::callback
