#include "conformance/run.h"

namespace conformance::callback {

Scenario error_beside_code() {
  return {.id = "CB-07",
          .title = "The callback carries an error beside a good code",
          .requirement = "The client takes it for the error that it says it is, and signs nobody in.",
          .why = "The provider refused; whoever put a code beside the refusal is not the provider.",
          .level = Level::must,
          .clauses = {{"RFC 6749", "4.1.2.1"}},
          .applies_to = {Profile::web_app},
          .control = "CB-01",
          .run = [](Run& run) {
            const auto callback = run.sign_in_up_to_callback(run.browser(), run.idp().new_person());
            run.deliver(run.browser(),
                        callback.with("error", "access_denied").with("error_description", "No."));
            expect_nobody(run, run.browser());
          }};
}

}  // namespace conformance::callback
