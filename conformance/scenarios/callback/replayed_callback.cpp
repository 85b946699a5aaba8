#include "conformance/run.h"

namespace conformance::callback {

Scenario replayed_callback() {
  return {.id = "CB-12",
          .title = "The same callback is opened again in the same browser",
          .requirement = "The client redeems the code once, and whoever is signed in stays so.",
          .why =
              "People reload pages. A code that is redeemed twice has the provider revoke the tokens of "
              "the first time, and a session that ends for it ends for nothing.",
          .level = Level::must,
          .clauses = {{"RFC 6749", "4.1.2"}, {"RFC 6749", "10.5"}},
          .applies_to = {Profile::web_app},
          .control = "CB-01",
          .run = [](Run& run) {
            const auto person = run.idp().new_person();
            const auto callback = run.sign_in_up_to_callback(run.browser(), person);
            run.deliver(run.browser(), callback);
            expect_person(run, run.browser(), person, "the callback signs the person in");
            run.deliver(run.browser(), callback);
            const auto redeemed = run.idp().journal("token").size();
            run.expect(redeemed <= 1, "the code is redeemed once",
                       std::to_string(redeemed) + " requests to the token endpoint");
            expect_person(run, run.browser(), person, "the person is still signed in");
          }};
}

}  // namespace conformance::callback
