#include "conformance/scenarios/changing_keys.h"

namespace conformance::keys {

namespace {

void sign_in_before_and_after_rotation(Run& run) {
  if (!run.expect(signs_in(run, run.idp().new_person()), "a sign-in works before the rotation")) return;
  if (run.idp().journal("keys").empty()) run.skip("the client signs in without asking for keys");
  // Twice: the key before the current one is still published.
  run.idp().rotate_keys();
  run.idp().rotate_keys();
  expect_sign_in_with_new_key(run);
}

}  // namespace

Scenario new_keys_are_fetched() {
  return {.id = "KEY-01",
          .title = "The provider has changed its keys since the last sign-in, and the old ones are gone",
          .requirement = "The client fetches the key set again, when it meets a kid that it does not know.",
          .why = "Otherwise nobody signs in any more, from the provider's next rotation until a restart.",
          .level = Level::must,
          .clauses = {{"OpenID Connect Core 1.0", "10.1.1"}},
          .applies_to = {Profile::web_app},
          .control = "CB-01",
          .needs_restart = true,
          .run = sign_in_before_and_after_rotation};
}

}  // namespace conformance::keys
