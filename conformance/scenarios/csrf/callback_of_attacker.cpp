#include <algorithm>

#include "conformance/run.h"

namespace conformance::csrf {

namespace {

struct Attack {
  Needle attacker;
  Callback callback;  // good, unused, and of another browser
};

Attack prepare_attack(Run& run) {
  Attack attack{run.idp().new_person(), {}};
  attack.callback = run.sign_in_up_to_callback(run.another_browser(), attack.attacker);
  return attack;
}

bool shows(const SignedInAs& who, const Needle& person) {
  return std::find(who.seen.begin(), who.seen.end(), person.login) != who.seen.end();
}

void into_fresh_browser(Run& run) {
  const auto attack = prepare_attack(run);
  run.deliver(run.browser(), attack.callback);
  expect_nobody(run, run.browser(), "the victim is not signed in as the attacker");
}

void into_pending_sign_in(Run& run) {
  const auto attack = prepare_attack(run);
  run.leave_for_provider(run.browser());
  run.deliver(run.browser(), attack.callback);
  expect_nobody(run, run.browser(), "the victim is not signed in as the attacker");
}

void into_live_session(Run& run) {
  const auto victim = run.idp().new_person();
  run.sign_in(run.browser(), victim);
  if (!expect_person(run, run.browser(), victim, "the victim is signed in before")) return;
  const auto attack = prepare_attack(run);
  run.deliver(run.browser(), attack.callback);
  const auto who = run.who(run.browser());
  run.expect(!shows(who, attack.attacker) && (!who.anyone || who.is(victim)), "the victim stays who they are",
             described(who) + ", the attacker being " + attack.attacker.login);
  if (!who.anyone) run.warn("a stranger's link signs people out");
}

Scenario row(std::string id, std::string title, void (*play)(Run&)) {
  return {.id = std::move(id),
          .title = std::move(title),
          .requirement = "The client refuses what this browser did not begin.",
          .why =
              "The victim works in the attacker's account without noticing, and leaves there what they "
              "search, upload and pay with.",
          .level = Level::must,
          .clauses = {{"RFC 6749", "10.12"}, {"RFC 9700", "4.7"}},
          .applies_to = {Profile::web_app},
          .control = "CB-01",
          .run = play};
}

}  // namespace

std::vector<Scenario> callback_of_attacker() {
  return {
      row("CSRF-01", "An attacker's own callback is opened in a victim's fresh browser", into_fresh_browser),
      row("CSRF-02", "An attacker's own callback is opened while the victim's sign-in is under way",
          into_pending_sign_in),
      row("CSRF-05", "An attacker's own callback is opened by a victim who is signed in", into_live_session)};
}

}  // namespace conformance::csrf
