#include "conformance/run.h"

namespace conformance::token {

namespace {

using std::chrono::seconds;

// How long a person looks at a blank page before giving up on the app. Thirty seconds is also what libraries
// grant a provider by default; the page that says so may come a little later.
constexpr seconds kPatience{30}, kToSaySo{5};

void sign_in_without_an_answer(Run& run) {
  const auto callback = run.sign_in_up_to_callback(run.browser(), run.idp().new_person());
  run.idp().enable("endpoint_slow", {{"endpoint", "token"}, {"milliseconds", "120000"}});
  const auto begun = std::chrono::steady_clock::now();
  const auto page = run.deliver(run.browser(), callback);
  const auto took = std::chrono::duration_cast<seconds>(std::chrono::steady_clock::now() - begun);
  run.idp().disable_faults();
  run.expect(
      page.status != 0 && took <= kPatience + kToSaySo,
      "the client gives up after " + std::to_string(kPatience.count()) + " s and says so",
      (page.status == 0 ? "no answer after " : "an answer after ") + std::to_string(took.count()) + " s");
  expect_nobody(run, run.browser());
}

}  // namespace

Scenario endpoint_that_never_answers() {
  return {.id = "TOK-13",
          .title = "The token endpoint takes the request and does not answer",
          .requirement = "The client gives up within 30 seconds, tells the person and starts no session.",
          .why = "Otherwise one slow provider holds every worker of the app, and the app is down too.",
          .level = Level::must,
          .clauses = {{"RFC 9110", "15.6.5"}},
          .applies_to = {Profile::web_app},
          .control = "CB-01",
          .run = sign_in_without_an_answer};
}

}  // namespace conformance::token
