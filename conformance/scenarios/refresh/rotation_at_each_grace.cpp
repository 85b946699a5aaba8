#include <algorithm>

#include "conformance/scenarios/renewing.h"

namespace conformance::refresh {

namespace {

constexpr std::chrono::seconds kGraces[] = {std::chrono::seconds(0), std::chrono::seconds(30),
                                            std::chrono::seconds(60)};

// What an earlier refresh brought; not what the sign-in did, which was used up by the first one.
bool was_brought_before(const std::vector<JournalEntry>& asked, const std::string& token) {
  return std::any_of(asked.begin(), asked.end() - 1,
                     [&](const JournalEntry& entry) { return sent_in(entry, "refresh_token") == token; });
}

// One person, at one grace: a burst of requests when the token has run out, and one more renewal.
// False: the client does not renew, and would not at the next grace either.
bool renew_at(Run& run, std::chrono::seconds grace) {
  const auto within = " within a grace of " + std::to_string(grace.count()) + " s";
  run.idp().set_refresh_tokens("ROTATE", grace);
  const auto signed_in = sign_in_for_a_moment(run);
  if (!signed_in.done) return false;
  keep_tokens_short(run);
  visit_at_once_past_the_token(run, *signed_in.browser);
  if (!visit_until_refreshed(run, signed_in, 1)) return false;
  auto asked = refreshes(run, signed_in);
  for (const auto& entry : asked)
    if (!run.expect(entry.status == 200, "no refresh of parallel requests is refused" + within, entry.failed))
      return true;
  // A client that renews in the background may have gone on meanwhile.
  const bool went_on = was_brought_before(asked, received_at(asked.back(), "refresh_token"));
  if (!went_on && !visit_until_refreshed(run, signed_in, asked.size() + 1)) return false;
  asked = refreshes(run, signed_in);
  run.expect(was_brought_before(asked, received_at(asked.back(), "refresh_token")),
             "the next refresh presents the token that the last one brought" + within);
  run.expect(asked.back().status == 200, "the next refresh is granted" + within, asked.back().failed);
  expect_person(run, *signed_in.browser, signed_in.person, "the person is still signed in" + within);
  return true;
}

}  // namespace

Scenario rotation_at_each_grace() {
  return {
      .id = "OKTA-08",
      .title = "Refresh tokens rotate, and a used one is forgiven for 0, for 30 and for 60 seconds",
      .requirement =
          "At each of them the client renews with the token that the last answer brought, and requests "
          "that come at once do not end the sign-in.",
      .why =
          "The grace is the administrator's to choose. A client that gets by only because a used token is "
          "forgiven signs its people out on the day that it is not.",
      .level = Level::must,
      .clauses = {{"RFC 9700", "4.14.2"},
                  {"Okta: Refresh access tokens and rotate refresh tokens", "Grace period"}},
      .applies_to = {Profile::web_app},
      .needs = {"refresh"},
      .control = "RT-01",
      .run = [](Run& run) {
        for (const auto grace : kGraces)
          if (!renew_at(run, grace)) return;
      }};
}

}  // namespace conformance::refresh
