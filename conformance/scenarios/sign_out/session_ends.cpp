#include "conformance/scenarios/signing_out.h"

namespace conformance::sign_out {

Scenario session_ends() {
  return {.id = "LO-01",
          .title = "A person signs out",
          .requirement = "The client's session is over: its guarded page asks to sign in again.",
          .why = "Whoever sits down at that computer next would be the person who signed out.",
          .level = Level::must,
          .clauses = {{"OpenID Connect RP-Initiated Logout 1.0", "2"}, {"OWASP ASVS 4.0", "3.3.1"}},
          .applies_to = {Profile::web_app},
          .needs = {},
          .control = {},
          .run =
              [](Run& run) {
                if (!sign_somebody_in(run, run.browser())) return;
                sign_out_of_client(run, run.browser());
                const auto after = run.who(run.browser());
                run.expect(!after.anyone, "nobody is signed in after the sign-out",
                           after.seen.empty() ? "the protected page opens" : "still " + after.seen.front());
              },
          .path = {}};
}

}  // namespace conformance::sign_out
