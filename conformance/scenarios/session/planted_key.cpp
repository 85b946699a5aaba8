#include "conformance/run.h"

namespace conformance::session {

namespace {

// What the client keeps for somebody who only looked around and began to sign in.
std::vector<Cookie> cookies_of_stranger(Run& run, UserAgent& browser) {
  const auto& manifest = run.client().manifest();
  if (!manifest.public_path.empty()) browser.get(run.client().url(manifest.public_path));
  run.leave_for_provider(browser);
  return browser.cookies(run.client().url(manifest.protected_path));
}

void plant(Run& run) {
  auto& attacker = run.another_browser();
  const auto cookies = cookies_of_stranger(run, attacker);
  if (cookies.empty()) run.skip("the client gives strangers no cookie");
  auto& victim = run.browser();
  for (const auto& cookie : cookies) victim.set_cookie(run.client().url("/"), cookie);
  const auto person = run.idp().new_person();
  run.sign_in(victim, person);
  if (!run.who(victim).is(person)) run.note("with a planted cookie nobody can sign in");
  expect_nobody(run, attacker, "who planted the cookie is not signed in with the victim");
}

}  // namespace

Scenario planted_key() {
  return {.id = "SESS-01",
          .title = "An attacker plants their own, anonymous cookie before the victim signs in",
          .requirement = "The session goes on under a new key; the old one stays anonymous.",
          .why = "Whoever planted the key would hold the key to the victim's session.",
          .level = Level::must,
          .clauses = {{"CWE-384", ""}, {"RFC 6265", "8.4"}},
          .applies_to = {Profile::web_app},
          .control = "CB-01",
          .run = plant};
}

}  // namespace conformance::session
