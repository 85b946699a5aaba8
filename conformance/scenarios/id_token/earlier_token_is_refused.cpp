#include "conformance/scenarios/bent_sign_in.h"

namespace conformance::id_token {

namespace {

// The same person both times: only what ties the token to this sign-in can tell it from a good one.
void sign_in_with_earlier_token(Run& run) {
  const auto person = run.idp().new_person();
  run.sign_in(run.browser(), person);
  if (sent_to_authorize(run, "nonce").empty()) run.skip("the client sends no nonce");
  const auto earlier = sent_by_token_endpoint(run, "id_token");
  if (!run.expect(!earlier.empty(), "the first sign-in gets an ID token")) return;
  run.idp().enable("id_token_replaced", {{"token", earlier}});
  auto& browser = run.another_browser();
  run.sign_in(browser, person);
  run.idp().disable_faults();
  expect_nobody(run, browser, "nobody is signed in with the ID token of an earlier sign-in");
}

}  // namespace

Scenario earlier_token_is_refused() {
  return {.id = "IDT-19",
          .title = "The provider answers with the ID token of an earlier sign-in",
          .requirement = "The client refuses the sign-in and starts no session.",
          .why = "Otherwise a token that somebody got hold of signs in a second time.",
          .level = Level::must,
          .clauses = {{"OpenID Connect Core 1.0", "3.1.3.7 (11)"}, {"OpenID Connect Core 1.0", "15.5.2"}},
          .applies_to = {Profile::web_app},
          .control = "CB-01",
          .run = sign_in_with_earlier_token};
}

}  // namespace conformance::id_token
