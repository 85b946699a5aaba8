#include "conformance/scenarios/guarded_content.h"

namespace conformance::access_control {

namespace {

void expect_nothing_told(Run& run, const GuardedPage& page, const std::string& who, const Page& answer) {
  run.expect(!page.content.told_by(answer),
             "nothing of " + page.path + " is told to " + who + ", in no answer on the way",
             outcome_of(answer) + ", with content of the page");
}

void ask_for_every_page(Run& run) {
  for (const auto& page : guarded_pages(run)) {
    const auto asked = visit_as_stranger(run, page.path);
    expect_nothing_told(run, page, "a stranger", asked);
    expect_nothing_told(run, page, "a script without a session",
                        visit_as_stranger(run, page.path, {{"Accept", "application/json"}}));
    if (page.content.is_empty())
      run.expect(asked.last().status != page.seen.status,
                 page.path + " answers a stranger otherwise than a person who is signed in",
                 outcome_of(asked));
  }
}

}  // namespace

Scenario strangers_get_nothing() {
  return {.id = "AC-01",
          .title = "Somebody who is not signed in asks for each guarded page",
          .requirement = "The client leads to the sign-in or refuses, and sends nothing of the page along.",
          .why = "A redirect hides its body from browsers, not from whoever reads the answer itself.",
          .level = Level::must,
          .clauses = {{"OWASP ASVS 4.0", "4.1.1"}, {"CWE", "862"}},
          .applies_to = {Profile::web_app},
          .needs = {},
          .control = "AC-01-control",
          .run = ask_for_every_page,
          .path = {}};
}

}  // namespace conformance::access_control
