#include "conformance/scenarios/guarded_content.h"

namespace conformance::access_control {

// What every refusal of this chapter is measured against.
Scenario signed_in_people_pass() {
  return {.id = "AC-01-control",
          .title = "Somebody who is signed in opens each guarded page",
          .requirement = "Whoever is signed in gets the pages that ask for no more than that.",
          .why = "A client that refuses everybody would look perfectly guarded.",
          .level = Level::must,
          .clauses = {{"OpenID Connect Core 1.0", "3.1.2.5"}},
          .applies_to = {Profile::web_app},
          .needs = {},
          .control = {},
          .run =
              [](Run& run) {
                for (const auto& page : guarded_pages(run)) {
                  const auto status = page.seen.status;
                  run.expect(status >= 200 && status < 300 && page.seen.hops.size() == 1,
                             page.path + " is shown to the person who signed in", outcome_of(page.seen));
                }
              },
          .path = {}};
}

}  // namespace conformance::access_control
