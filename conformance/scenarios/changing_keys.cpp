#include "conformance/scenarios/changing_keys.h"

#include <algorithm>
#include <thread>

namespace conformance {

namespace {

using std::chrono::seconds;
using std::chrono::steady_clock;

constexpr int kAttemptsInCoolDown = 4;

}  // namespace

bool signs_in(Run& run, const Needle& person) {
  auto& browser = run.another_browser();
  run.sign_in(browser, person);
  return run.who(browser).is(person);
}

seconds keys_cool_down(Run& run) {
  return tolerated_seconds(run.client().manifest(), "jwks_cooldown_seconds");
}

bool expect_sign_in_with_new_key(Run& run) {
  const auto person = run.idp().new_person();
  if (signs_in(run, person)) return true;
  const auto cool_down = keys_cool_down(run);
  const auto until = steady_clock::now() + cool_down;
  while (steady_clock::now() < until) {
    std::this_thread::sleep_for(std::max(cool_down / kAttemptsInCoolDown, seconds(1)));
    if (!signs_in(run, person)) continue;
    run.warn("the client takes the new key only after a cool-down of up to " +
             std::to_string(cool_down.count()) + " s");
    return true;
  }
  return run.expect(false, "a sign-in works after the provider has changed its keys",
                    "nobody is signed in; the key set was asked for " +
                        std::to_string(run.idp().journal("keys").size()) +
                        " times; a library that asks only so often has \"jwks_cooldown_seconds\" in its "
                        "manifest");
}

}  // namespace conformance
