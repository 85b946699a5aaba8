#include "conformance/scenarios/renewing.h"

namespace conformance::refresh {

namespace {

void refresh_for_many(Run& run, std::chrono::seconds leeway) {
  run.idp().set_refresh_tokens("ROTATE", leeway);
  const auto signed_in = sign_in_for_a_moment(run);
  if (!signed_in.done) return;
  visit_at_once_past_the_token(run, *signed_in.browser);
  if (!visit_until_refreshed(run, signed_in, 1)) return;
  for (const auto& entry : refreshes(run, signed_in))
    run.expect(entry.status == 200, "no refresh is refused", entry.failed);
  expect_person(run, *signed_in.browser, signed_in.person, "the person is still signed in");
}

}  // namespace

std::vector<Scenario> parallel_requests() {
  return {
      {.id = "RT-04",
       .title = "Ten requests come at once when the access token has run out; a used refresh token is not "
                "forgiven",
       .requirement = "One refresh serves all of them.",
       .why = "Each further use of the token looks like theft: the provider ends the sign-in, at random to "
              "people.",
       .level = Level::must,
       .clauses = {{"RFC 9700", "4.14.2"}},
       .applies_to = {Profile::web_app},
       .needs = {"refresh"},
       .control = "RT-05",
       .run = [](Run& run) { refresh_for_many(run, std::chrono::seconds(0)); },
       .path = {}},
      {.id = "RT-05",
       .title = "Ten requests come at once when the access token has run out, within a grace of 30 seconds",
       .requirement = "All of them are served, and the person stays signed in.",
       .why = "It is what Okta does by default, and what people's browsers do all the time.",
       .level = Level::must,
       .clauses = {{"Okta: Refresh access tokens and rotate refresh tokens", "Grace period"}},
       .applies_to = {Profile::web_app},
       .needs = {"refresh"},
       .control = {},
       .run = [](Run& run) { refresh_for_many(run, std::chrono::seconds(30)); },
       .path = {}}};
}

}  // namespace conformance::refresh
