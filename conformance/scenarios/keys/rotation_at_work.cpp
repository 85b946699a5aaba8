#include <algorithm>
#include <thread>

#include "conformance/scenarios/bearer_calls.h"
#include "conformance/scenarios/bent_sign_in.h"
#include "conformance/scenarios/changing_keys.h"
#include "conformance/scenarios/renewing.h"

namespace conformance::keys {

namespace {

constexpr std::size_t kStrangers = 6;      // tokens with a kid that no key set has, one after the other
constexpr std::size_t kFetchesOfCalm = 2;  // for all of them together

std::size_t key_set_fetches(Run& run) { return run.idp().journal("keys").size(); }

// To ask once a token is what a library without a cool-down does; more often is a loop.
void judge_fetches(Run& run, std::size_t fetches) {
  const auto observed = std::to_string(fetches) + " times for " + std::to_string(kStrangers) + " such tokens";
  if (!run.expect(fetches <= kStrangers, "a token with an unknown kid makes the client ask for keys once",
                  observed))
    return;
  if (fetches > kFetchesOfCalm)
    run.warn("every token with an unknown kid makes the client ask for the key set: " + observed);
}

void come_with_unpublished_key(Run& run) {
  auto& browser = run.another_browser();
  const auto person = run.idp().new_person();
  run.idp().enable("id_token_unknown_kid");
  run.sign_in(browser, person);
  run.idp().disable_faults();
  const auto who = run.who(browser);
  if (who.anyone && tolerance(run, "id_token_signature") == "by_tls")
    return run.warn("the client relies on TLS in place of the signature");
  run.expect(!who.anyone, "nobody is signed in by a token of a key that was never published", described(who));
}

void rotate_between_sign_ins(Run& run) {
  if (!run.expect(signs_in(run, run.idp().new_person()), "a sign-in works before the rotation")) return;
  if (key_set_fetches(run) == 0) run.skip("the client signs in without asking for keys");
  run.idp().rotate_keys();
  if (!expect_sign_in_with_new_key(run)) return;
  const auto before = key_set_fetches(run);
  for (std::size_t i = 0; i < kStrangers; ++i) come_with_unpublished_key(run);
  judge_fetches(run, key_set_fetches(run) - before);
  run.expect(signs_in(run, run.idp().new_person()), "people sign in with the new key all the while");
}

void rotate_before_renewal(Run& run) {
  const auto signed_in = sign_in_for_a_moment(run);
  if (!signed_in.done) return;
  const auto fetched = key_set_fetches(run);
  if (fetched == 0) run.skip("the client signs in without asking for keys");
  std::this_thread::sleep_for(keys_cool_down(run));
  run.idp().rotate_keys();
  if (!visit_until_refreshed(run, signed_in, 1)) return;
  if (sent_in(refreshes(run).back(), "id_token").empty())
    run.skip("the client refreshes without openid, so there is no ID token");
  expect_person(run, *signed_in.browser, signed_in.person, "the person is still signed in");
  run.expect(refreshes(run, signed_in).size() == 1, "one renewal is enough",
             std::to_string(refreshes(run, signed_in).size()) + " times");
  run.expect(key_set_fetches(run) - fetched <= kFetchesOfCalm, "the client asks for the new keys once",
             std::to_string(key_set_fetches(run) - fetched) + " times");
}

void rotate_between_calls(Run& run) {
  BearerCalls calls(run);
  if (key_set_fetches(run) == 0) run.skip("the API serves without asking for keys");
  const auto old_token = calls.token();
  std::this_thread::sleep_for(keys_cool_down(run));
  run.idp().rotate_keys();
  const auto with_new_key = calls.ask_with(calls.token());
  run.expect(calls.serves(with_new_key), "the API takes a token of the new key", outcome_of(with_new_key));
  const auto with_old_key = calls.ask_with(old_token);
  run.expect(calls.serves(with_old_key), "and one of the old key, which is still published",
             outcome_of(with_old_key));
  const auto before = key_set_fetches(run);
  run.idp().enable("access_token_unknown_kid");
  for (std::size_t i = 0; i < kStrangers; ++i)
    calls.expect_refused(calls.token(), "a token of a key that was never published");
  run.idp().disable_faults();
  judge_fetches(run, key_set_fetches(run) - before);
}

constexpr const char* kRotation = "Okta: Key rotation";

}  // namespace

std::vector<Scenario> rotation_at_work() {
  return {
      {.id = "OKTA-14",
       .title =
           "The provider signs with a new key, under a new kid; then tokens come of a key that it never had",
       .requirement =
           "The client fetches the key set for the new kid, refuses what no published key signed, and "
           "does not ask for keys at every such token.",
       .why = "Okta rotates keys by itself, several times a year. A client that asks at every unknown kid "
              "can be "
              "made to ask as often as anybody likes, until the org's rate limit keeps everybody out.",
       .level = Level::must,
       .clauses = {{"OpenID Connect Core 1.0", "10.1.1"}, {"RFC 8725", "3.10"}, {kRotation, ""}},
       .applies_to = {Profile::web_app},
       .needs = {},
       .control = "CB-01",
       .needs_restart = true,
       .run = rotate_between_sign_ins,
       .path = {}},
      {.id = "OKTA-14-refresh",
       .title = "The provider changes its key between a sign-in and the renewal of its tokens",
       .requirement =
           "The client verifies the renewed ID token with the new key, and the person notices nothing.",
       .why = "Otherwise each rotation signs out everybody who is at work.",
       .level = Level::must,
       .clauses = {{"OpenID Connect Core 1.0", "10.1.1"},
                   {"OpenID Connect Core 1.0", "12.2"},
                   {kRotation, ""}},
       .applies_to = {Profile::web_app},
       .needs = {"refresh"},
       .control = "RT-01",
       .needs_restart = true,
       .run = rotate_before_renewal,
       .path = {}},
      {.id = "OKTA-14-api",
       .title =
           "The provider signs access tokens with a new key, under a new kid; then tokens come of a key that "
           "it never had",
       .requirement =
           "The API fetches the key set for the new kid, serves old and new tokens, refuses what no "
           "published key signed, and does not ask for keys at every such token.",
       .why = "Callers bring tokens of both keys for an hour after each rotation; and anybody may bring one "
              "with a "
              "kid of their own, which must not make the API a way to use up the org's rate limit.",
       .level = Level::must,
       .clauses = {{"OpenID Connect Core 1.0", "10.1.1"}, {"RFC 8725", "3.10"}, {kRotation, ""}},
       .applies_to = {Profile::api},
       .needs = {},
       .control = "API-01",
       .needs_restart = true,
       .run = rotate_between_calls,
       .path = {}}};
}

}  // namespace conformance::keys
