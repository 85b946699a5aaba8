#include "conformance/oracle/url.h"
#include "conformance/scenarios/signing_in.h"

namespace conformance::okta {

namespace {

constexpr std::size_t kTriesInOneSignIn = 2;

// One sign-in while this endpoint answers 429 to whatever asks it.
void sign_in_against_limit(Run& run, const std::string& endpoint) {
  const auto before = run.idp().journal(endpoint).size();
  auto& browser = run.another_browser();
  const auto person = run.idp().new_person();
  run.idp().enable("endpoint_status", {{"endpoint", endpoint}, {"status", "429"}});
  run.sign_in(browser, person);
  run.idp().disable_faults();
  const auto asked = run.idp().journal(endpoint).size() - before;
  run.expect(asked <= kTriesInOneSignIn, "the client does not ask " + endpoint + " again at once",
             std::to_string(asked) + " times in one sign-in");
  // Whoever did not ask was refused nothing: a client that leaves signatures to TLS needs no keys.
  if (asked > 0) expect_nobody(run, browser, "nobody is signed in without an answer of " + endpoint);
}

void meet_limits(Run& run) {
  sign_in_against_limit(run, "authorize");
  sign_in_against_limit(run, "token");
  auto& browser = run.browser();
  const auto person = run.idp().new_person();
  run.sign_in(browser, person);
  expect_person(run, browser, person, "once the limit is over, people sign in again");
  run.idp().rotate_keys();  // or nobody would ask for keys
  sign_in_against_limit(run, "keys");
}

}  // namespace

Scenario rate_limited() {
  return {
      .id = "OKTA-09",
      .title = "The org's rate limit is used up: authorize, token and keys answer 429",
      .requirement = "The client gives up this sign-in, does not ask again at once, and works once it may.",
      .why =
          "Rate limits count for the whole org. A client that asks again at once keeps everybody out, for as "
          "long as it goes on.",
      .level = Level::must,
      .clauses = {{"RFC 6585", "4"}, {"Okta: Rate limits", "429 Too Many Requests"}},
      .applies_to = {Profile::web_app},
      .control = "CB-01",
      .run = meet_limits};
}

}  // namespace conformance::okta
