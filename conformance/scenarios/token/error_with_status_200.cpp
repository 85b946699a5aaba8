#include "conformance/run.h"

namespace conformance::token {

namespace {

// Userinfo answers anybody: a client that goes on without tokens would else stop there, and look careful.
void sign_in_without_tokens(Run& run) {
  const auto person = run.idp().new_person(), victim = run.idp().new_person();
  run.idp().enable("token_response_error_with_200");
  run.idp().enable("userinfo_unguarded", {{"person", victim.login}});
  run.sign_in(run.browser(), person);
  run.idp().disable_faults();
  expect_nobody(run, run.browser());
}

}  // namespace

Scenario error_with_status_200() {
  return {.id = "TOK-05",
          .title = "The token endpoint refuses the code, but with status 200",
          .requirement = "The client takes an answer without tokens for a refusal, and starts no session.",
          .why = "A client that looks at the status alone signs in whoever userinfo names (CVE-2021-41580).",
          .level = Level::must,
          .clauses = {{"RFC 6749", "5.1"}, {"OpenID Connect Core 1.0", "3.1.3.5"}},
          .applies_to = {Profile::web_app},
          .control = "CB-01",
          .run = sign_in_without_tokens};
}

}  // namespace conformance::token
