#include "conformance/scenarios/bent_tokens.h"

namespace conformance::api {

namespace {

const std::vector<Bend>& foreign_issuers() {
  static const std::vector<Bend> all{
      {.fault = "access_token_wrong_issuer",
       .what = "a token that names another issuer",
       .variants = {"other_host", "one_more_character", "other_server", "missing", "empty"}},
      {.fault = "access_token_of_another_server",
       .what = "a token of another authorization server of the org"},
      {.fault = "access_token_of_another_org", .what = "a token of another org"}};
  return all;
}

void show_foreign_tokens(Run& run) {
  BearerCalls calls(run);
  for (const auto& bend : foreign_issuers()) expect_refusal_of(run, calls, bend);
  calls.expect_refused(calls.token({{"server", "org"}, {"scope", "openid profile"}}),
                       "a token of the org's own authorization server");
}

}  // namespace

Scenario issuer_is_checked() {
  return {
      .id = "API-09",
      .title = "The access token comes from another issuer",
      .requirement = "The API takes tokens of the one authorization server that it trusts.",
      .why = "Another server of the org, or another org, has other policies, and maybe anybody as a client.",
      .level = Level::must,
      .clauses = {{"RFC 9068", "4"}, {"Okta: Validate access tokens", "Verify the claims"}},
      .applies_to = {Profile::api},
      .needs = {},
      .control = "API-01",
      .run = show_foreign_tokens,
      .path = {}};
}

}  // namespace conformance::api
