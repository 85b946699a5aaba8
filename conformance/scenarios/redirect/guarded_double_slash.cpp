#include "conformance/scenarios/redirect_targets.h"

namespace conformance::redirect {

Scenario guarded_double_slash() {
  return {.id = "REDIR-01",
          .title = "The page that was asked for has an address beginning with two slashes",
          .requirement = "After the sign-in the browser stays with the client.",
          .why =
              "Sent back as it came, \"//host/\" is another site's address: the victim signs in at the "
              "right place and lands at the attacker's.",
          .level = Level::must,
          .clauses = {{"RFC 9700", "4.11.1"}, {"CWE-601", ""}},
          .applies_to = {Profile::web_app},
          .control = "CB-01",
          .run = [](Run& run) {
            const auto path = "//" + beacon_host(run) + "/conformance";
            const auto page = run.browser().get(run.client().url(path));
            const auto landed = run.continue_as(run.browser(), page, run.idp().new_person());
            expect_no_visit(run, landed, "asking for " + path);
          }};
}

}  // namespace conformance::redirect
