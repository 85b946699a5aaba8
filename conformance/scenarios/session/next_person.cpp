#include "conformance/run.h"

namespace conformance::session {

namespace {

bool shows_any_claim(const std::string& text, const Needle& person) {
  for (const auto& claim : {person.sub, person.login, person.name, person.email})
    if (text.find(claim) != std::string::npos) return true;
  return false;
}

// On top of a live session: the provider is asked in another browser, where its own session is nobody's.
void sign_in_on_top(Run& run, const Needle& person) {
  const auto asked = run.leave_for_provider(run.browser());
  run.deliver(run.browser(), run.callback_for(run.another_browser(), asked, person));
}

void follow(Run& run) {
  const auto first = run.idp().new_person(), second = run.idp().new_person();
  auto& browser = run.browser();
  run.sign_in(browser, first);
  if (!expect_person(run, browser, first, "the first person is signed in")) return;
  sign_in_on_top(run, second);
  const auto who = run.who(browser);
  if (who.is(first)) run.skip("the client keeps whoever is signed in until they sign out");
  if (!run.expect(who.is(second), "the second person is signed in, and nothing is left of the first",
                  described(who) + ", the first being " + first.login))
    return;
  for (const auto& path : run.client().manifest().protected_paths) {
    const auto page = run.deliver(browser, run.client().url(path));
    run.expect(!shows_any_claim(page.body, first), path + " shows nothing of the first person", page.url);
  }
}

}  // namespace

Scenario next_person() {
  return {.id = "SESS-03",
          .title = "Somebody else signs in in the same browser",
          .requirement = "The client shows the second person, and nothing of the first.",
          .why = "On a shared computer one person reads, or changes, what is another's.",
          .level = Level::must,
          .clauses = {{"CWE-488", ""}, {"OpenID Connect Core 1.0", "2"}},
          .applies_to = {Profile::web_app},
          .control = "CB-01",
          .run = follow};
}

}  // namespace conformance::session
