#include <algorithm>
#include <thread>

#include "conformance/scenarios/bent_sign_in.h"

namespace conformance::keys {

namespace {

using std::chrono::seconds;
using std::chrono::steady_clock;

constexpr int kAttempts = 4;

bool signs_in(Run& run, const Needle& person) {
  auto& browser = run.another_browser();
  run.sign_in(browser, person);
  return run.who(browser).is(person);
}

// Good libraries ask for keys only so often. How long theirs waits is the client's to say.
void wait_out_cool_down(Run& run, const Needle& person) {
  const seconds cool_down(std::atol(tolerance(run, "jwks_cooldown_seconds").c_str()));
  const auto until = steady_clock::now() + cool_down;
  while (steady_clock::now() < until) {
    std::this_thread::sleep_for(std::max(cool_down / kAttempts, seconds(1)));
    if (signs_in(run, person))
      return run.warn("the client takes the new key only after a cool-down of up to " +
                      std::to_string(cool_down.count()) + " s");
  }
  run.expect(false, "a sign-in works after the provider has changed its keys",
             "nobody is signed in; the key set was asked for " +
                 std::to_string(run.idp().journal("keys").size()) +
                 " times; a library that asks only so often has \"jwks_cooldown_seconds\" in its manifest");
}

void sign_in_before_and_after_rotation(Run& run) {
  const auto person = run.idp().new_person();
  if (!run.expect(signs_in(run, person), "a sign-in works before the rotation")) return;
  if (run.idp().journal("keys").empty()) run.skip("the client signs in without asking for keys");
  // Twice: the key before the current one is still published.
  run.idp().rotate_keys();
  run.idp().rotate_keys();
  const auto another = run.idp().new_person();
  if (!signs_in(run, another)) wait_out_cool_down(run, another);
}

}  // namespace

Scenario new_keys_are_fetched() {
  return {.id = "KEY-01",
          .title = "The provider has changed its keys since the last sign-in, and the old ones are gone",
          .requirement = "The client fetches the key set again, when it meets a kid that it does not know.",
          .why = "Otherwise nobody signs in any more, from the provider's next rotation until a restart.",
          .level = Level::must,
          .clauses = {{"OpenID Connect Core 1.0", "10.1.1"}},
          .applies_to = {Profile::web_app},
          .control = "CB-01",
          .needs_restart = true,
          .run = sign_in_before_and_after_rotation};
}

}  // namespace conformance::keys
