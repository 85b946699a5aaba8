#include "conformance/scenarios/bent_sign_in.h"
#include "conformance/scenarios/renewing.h"

namespace conformance::refresh {

namespace {

// Two refreshes, of which the first brings a token that soon runs out again.
bool refresh_twice(Run& run, const ShortSignIn& signed_in) {
  if (!visit_until_refreshed(run, signed_in, 1)) return false;
  run.idp().disable_faults();
  return visit_until_refreshed(run, signed_in, 2);
}

void refresh_with_rotation(Run& run) {
  run.idp().set_refresh_tokens("ROTATE", std::chrono::seconds(0));
  const auto signed_in = sign_in_for_a_moment(run);
  if (!signed_in.done) return;
  keep_tokens_short(run);
  if (!refresh_twice(run, signed_in)) return;
  const auto asked = refreshes(run, signed_in);
  run.expect(received_at(asked[1], "refresh_token") == sent_in(asked[0], "refresh_token"),
             "the next refresh presents the token that the last one brought");
  expect_person(run, *signed_in.browser, signed_in.person, "the page goes on showing the person");
}

void refresh_without_new_token(Run& run) {
  const auto signed_in = sign_in_for_a_moment(run);
  if (!signed_in.done) return;
  const auto held = sent_by_token_endpoint(run, "refresh_token");
  keep_tokens_short(run);
  run.idp().enable("token_response_without_refresh_token");
  if (!refresh_twice(run, signed_in)) return;
  run.expect(received_at(refreshes(run, signed_in)[1], "refresh_token") == held,
             "the next refresh presents the token that the client had before once more");
  expect_person(run, *signed_in.browser, signed_in.person, "the page goes on showing the person");
}

}  // namespace

std::vector<Scenario> newest_token_is_kept() {
  return {{.id = "RT-02",
           .title = "Refresh tokens rotate, and a used one is not forgiven",
           .requirement = "The client keeps the refresh token of the latest answer, and presents that one.",
           .why = "To present the old one is theft in the provider's eyes: it ends the sign-in at the second "
                  "refresh.",
           .level = Level::must,
           .clauses = {{"RFC 9700", "4.14.2"},
                       {"Okta: Refresh access tokens and rotate refresh tokens", "Rotation"}},
           .applies_to = {Profile::web_app},
           .needs = {"refresh"},
           .control = "RT-01",
           .run = refresh_with_rotation,
           .path = {}},
          {.id = "RT-03",
           .title = "The answer to a refresh has no refresh token",
           .requirement = "The client goes on with the one it has.",
           .why = "The provider may leave it out; a client that forgets its own cannot refresh any more.",
           .level = Level::must,
           .clauses = {{"RFC 6749", "6"}},
           .applies_to = {Profile::web_app},
           .needs = {"refresh"},
           .control = "RT-01",
           .run = refresh_without_new_token,
           .path = {}}};
}

}  // namespace conformance::refresh
