#include "conformance/scenarios/signing_in.h"

namespace conformance::okta {

namespace {

bool was_refused(Run& run, const std::string& error) {
  for (const auto& entry : run.idp().journal("authorize"))
    for (const auto& [name, value] : entry.sent)
      if (name == "error" && value == error) return true;
  return false;
}

void sign_in_at_org_server(Run& run) {
  run.client().restart_with_issuer(run.idp().org_url());
  auto& browser = run.browser();
  const auto person = run.idp().new_person();
  const auto page = run.sign_in(browser, person);
  if (was_refused(run, "invalid_scope"))
    run.skip("the client asks for scopes that only a custom authorization server has");
  run.expect(page.status >= 200 && page.status < 400, "the sign-in ends on a page of the client",
             "status " + std::to_string(page.status) + " at " + page.url);
  expect_person(run, browser, person);
}

}  // namespace

Scenario token_of_org_server() {
  return {.id = "OKTA-12",
          .title = "The issuer is the org itself, whose access tokens say nothing to the client",
          .requirement = "The client takes the access token as it is, and reads nothing in it.",
          .why =
              "Its audience, its claims and its key are the org's own affair and change without notice; a "
              "client that reads them stops working that day.",
          .level = Level::must,
          .clauses = {{"RFC 6749", "1.4"}, {"Okta: Authorization servers", "Org authorization server"}},
          .applies_to = {Profile::web_app},
          .needs = {"restart"},
          .control = "CB-01",
          .run = sign_in_at_org_server};
}

}  // namespace conformance::okta
