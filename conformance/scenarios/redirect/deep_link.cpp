#include "conformance/scenarios/signing_in.h"

namespace conformance::redirect {

Scenario deep_link() {
  return {.id = "REDIR-08",
          .title = "Somebody follows a link to a guarded page with a query, and signs in on the way",
          .requirement = "They arrive at that page, its query as it was written.",
          .why =
              "Links in mails and bookmarks lead past the front page; a query that is lost, or encoded "
              "twice, is another page.",
          .level = Level::should,
          .clauses = {{"OpenID Connect Core 1.0", "3.1.2.1"}},
          .applies_to = {Profile::web_app},
          .run = [](Run& run) {
            const auto wanted = deep_link_of(run);
            const auto person = run.idp().new_person();
            const auto landed = run.continue_as(run.browser(), begin_sign_in_at(run, wanted), person);
            run.expect(landed.url == wanted, "the sign-in ends at " + wanted, landed.url);
            expect_person(run, run.browser(), person);
          }};
}

}  // namespace conformance::redirect
