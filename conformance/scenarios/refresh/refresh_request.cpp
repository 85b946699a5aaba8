#include <algorithm>
#include <set>
#include <sstream>

#include "conformance/scenarios/renewing.h"

namespace conformance::refresh {

namespace {

constexpr std::chrono::seconds kGoodFor{180};

std::set<std::string> words_of(const std::string& text) {
  std::istringstream words(text);
  std::set<std::string> all;
  for (std::string word; words >> word;) all.insert(word);
  return all;
}

std::string granted_scope(Run& run) {
  for (const auto& entry : run.idp().journal("token"))
    if (received_at(entry, "grant_type") == "authorization_code") return sent_in(entry, "scope");
  return {};
}

void look_at_scope(Run& run) {
  const auto signed_in = sign_in_for_a_moment(run);
  if (!signed_in.done || !visit_until_refreshed(run, signed_in, 1)) return;
  const auto granted = words_of(granted_scope(run));
  for (const auto& entry : refreshes(run)) {
    const auto asked = words_of(received_at(entry, "scope"));
    run.expect(std::includes(granted.begin(), granted.end(), asked.begin(), asked.end()),
               "a refresh asks for no scope that the sign-in did not bring", received_at(entry, "scope"));
  }
}

void look_at_authentication(Run& run) {
  const auto signed_in = sign_in_for_a_moment(run);
  if (!signed_in.done || !visit_until_refreshed(run, signed_in, 1)) return;
  for (const auto& entry : refreshes(run)) {
    run.expect(entry.client_id == run.client().client_id(), "a refresh names the client", entry.client_id);
    run.expect(entry.status != 401, "a refresh authenticates the client as it is registered", entry.failed);
  }
}

// The answers to refreshes are dated back, and their tokens seem to have run out on arrival to whoever
// compares exp with a clock of his own. They are good for longer than anybody refreshes early.
void refresh_from_a_slow_clock(Run& run) {
  const auto signed_in = sign_in_for_a_moment(run);
  if (!signed_in.done) return;
  run.idp().advance_clock(-2 * kGoodFor);
  keep_tokens_short(run, kGoodFor.count());
  if (!visit_until_refreshed(run, signed_in, 1)) return;
  constexpr int kVisits = 5;
  for (int i = 0; i < kVisits; ++i) visit_client_only(run, *signed_in.browser);
  const auto asked = refreshes(run, signed_in).size();
  run.expect(asked <= 2, "the client does not refresh at every request", std::to_string(asked) + " times");
  run.idp().disable_faults();
}

}  // namespace

std::vector<Scenario> refresh_request() {
  return {{.id = "RT-13",
           .title = "The client refreshes",
           .requirement = "It asks for no more scopes than the sign-in brought.",
           .why = "The provider refuses the whole refresh, and the person is thrown out.",
           .level = Level::must,
           .clauses = {{"RFC 6749", "6"}},
           .applies_to = {Profile::web_app},
           .needs = {"refresh"},
           .control = "CB-01",
           .run = look_at_scope,
           .path = {}},
          {.id = "RT-14",
           .title = "The client refreshes",
           .requirement =
               "It authenticates as it is registered: by its secret, or by naming itself if it has none.",
           .why = "A refresh token is bound to its client; without proof of that the provider refuses.",
           .level = Level::must,
           .clauses = {{"RFC 6749", "6"}},
           .applies_to = {Profile::web_app},
           .needs = {"refresh"},
           .control = "CB-01",
           .run = look_at_authentication,
           .path = {}},
          {.id = "RT-15",
           .title = "The provider's clock is six minutes behind the client's",
           .requirement =
               "The client goes by expires_in and its own clock, and does not refresh at every request.",
           .why = "Clocks differ; a client that compares the token's exp asks the provider at every click.",
           .level = Level::should,
           .clauses = {{"RFC 6749", "5.1"}},
           .applies_to = {Profile::web_app},
           .needs = {"refresh"},
           .control = "RT-01",
           .run = refresh_from_a_slow_clock,
           .path = {}}};
}

}  // namespace conformance::refresh
