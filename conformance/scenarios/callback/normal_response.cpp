#include "conformance/run.h"

namespace conformance::callback {

Scenario normal_response() {
  return {.id = "CB-01",
          .title = "The provider answers a sign-in as it should",
          .requirement = "The client signs the person in and ends on a page of its own.",
          .why = "A client that cannot do this passes every test of refusing.",
          .level = Level::must,
          .clauses = {{"OpenID Connect Core 1.0", "3.1.2.5"}},
          .applies_to = {Profile::web_app},
          .run = [](Run& run) {
            expect_nobody(run, run.browser(), "nobody is signed in before");
            const auto person = run.idp().new_person();
            const auto page = run.sign_in(run.browser(), person);
            run.expect(page.status >= 200 && page.status < 400, "the sign-in ends on a page of the client",
                       "status " + std::to_string(page.status) + " at " + page.url);
            expect_person(run, run.browser(), person);
          }};
}

}  // namespace conformance::callback
