#include "conformance/run.h"

namespace conformance::callback {

Scenario browser_without_cookies() {
  return {.id = "CB-13",
          .title = "The callback arrives without any cookie",
          .requirement = "The client refuses: it cannot know that this browser began the sign-in.",
          .why = "A sign-in that is bound to no browser can be finished in anybody's.",
          .level = Level::must,
          .clauses = {{"RFC 9700", "4.7"}, {"RFC 6749", "10.12"}},
          .applies_to = {Profile::web_app},
          .control = "CB-01",
          .run = [](Run& run) {
            const auto callback = run.sign_in_up_to_callback(run.browser(), run.idp().new_person());
            run.browser().forget_cookies();
            run.deliver(run.browser(), callback);
            expect_nobody(run, run.browser());
          }};
}

}  // namespace conformance::callback
