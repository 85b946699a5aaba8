#include "conformance/scenarios/renewing.h"

namespace conformance::refresh {

namespace {

constexpr int kVisitsAfterwards = 3;

void use_the_client_past_the_token(Run& run) {
  const auto signed_in = sign_in_for_a_moment(run);
  if (!signed_in.done || !visit_until_refreshed(run, signed_in, 1)) return;
  for (int i = 0; i < kVisitsAfterwards; ++i) visit_client_only(run, *signed_in.browser);
  expect_person(run, *signed_in.browser, signed_in.person, "the page goes on showing the person");
  run.expect(refreshes(run, signed_in).size() == 1,
             "the client refreshes once, and not again while the new token is good",
             std::to_string(refreshes(run, signed_in).size()) + " times");
}

}  // namespace

Scenario access_token_runs_out() {
  return {
      .id = "RT-01",
      .title = "The access token runs out, and the client holds a refresh token",
      .requirement = "The client refreshes once, and the person notices nothing.",
      .why =
          "Otherwise people are thrown out of the app every hour, or the provider is asked at every click.",
      .level = Level::must,
      .clauses = {{"RFC 6749", "6"}},
      .applies_to = {Profile::web_app},
      .needs = {"refresh"},
      .run = use_the_client_past_the_token};
}

}  // namespace conformance::refresh
