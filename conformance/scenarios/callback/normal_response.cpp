#include "conformance/run.h"

namespace conformance::callback {

Scenario normal_response() {
  return {.id = "CB-01",
          .title = "The provider answers a sign-in as it should",
          .requirement = "The client signs the person in and shows the page that was asked for.",
          .why = "A client that cannot do this passes every test of refusing.",
          .level = Level::must,
          .clauses = {{"OpenID Connect Core 1.0", "3.1.2.5"}},
          .applies_to = {Profile::web_app},
          .run = [](Run& run) {
            const auto person = run.idp().new_person();
            run.expect(!run.who(run.browser()).anyone, "nobody is signed in before");
            const auto page = run.sign_in(run.browser(), person);
            run.expect(page.status == 200, "the sign-in ends on a page of the client",
                       std::to_string(page.status) + " at " + page.url);
            run.expect(run.who(run.browser()).is(person),
                       "the protected page shows the person who signed in");
          }};
}

}  // namespace conformance::callback
