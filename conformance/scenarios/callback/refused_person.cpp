#include "conformance/oracle/url.h"
#include "conformance/run.h"

namespace conformance::callback {

namespace {

bool is_redirect(int status) { return status >= 300 && status < 400; }

void come_unassigned(Run& run) {
  const auto page = run.sign_in(run.browser(), run.idp().new_unassigned_person());
  const auto asked = run.idp().journal("authorize").size();
  run.expect(!is_redirect(page.status), "the browser comes to rest",
             "after " + std::to_string(asked) + " authorization requests it is still redirected");
  run.expect(page.status != 0 && same_origin(page.url, run.client().url("/")),
             "a page of the client tells of the refusal",
             "status " + std::to_string(page.status) + " at " + page.url);
  if (asked > 1 && !is_redirect(page.status))
    run.warn("the client asked " + std::to_string(asked) + " times for what had been refused");
  expect_nobody(run, run.browser());
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
