#include <algorithm>

#include "conformance/run.h"

namespace conformance::userinfo {

namespace {

bool shows(const SignedInAs& who, const Needle& person) {
  return std::find(who.seen.begin(), who.seen.end(), person.login) != who.seen.end();
}

// To refuse the sign-in and to drop the answer are both right; to show the other person's claims is not.
void sign_in_with_anothers_userinfo(Run& run) {
  const auto person = run.idp().new_person(), victim = run.idp().new_person();
  run.idp().enable("userinfo_of_another_person", {{"person", victim.login}, {"variant", "other_sub"}});
  run.sign_in(run.browser(), person);
  run.idp().disable_faults();
  const auto who = run.who(run.browser());
  if (run.idp().journal("userinfo").empty()) run.skip("the client does not ask userinfo");
  run.expect(!shows(who, victim), "no claim of the other person is shown", described(who));
  run.note(who.anyone ? "the client signs in without userinfo's claims" : "the client refuses the sign-in");
}

}  // namespace

Scenario another_persons_answer_is_dropped() {
  return {
      .id = "UI-01",
      .title = "Userinfo answers with the claims of another person, and that person's sub",
      .requirement = "The client compares sub with the ID token's, and uses nothing of the answer.",
      .why = "Otherwise an access token that was slipped in makes the client show somebody else's account.",
      .level = Level::must,
      .clauses = {{"OpenID Connect Core 1.0", "5.3.2"}},
      .applies_to = {Profile::web_app},
      .control = "CB-01",
      .run = sign_in_with_anothers_userinfo};
}

}  // namespace conformance::userinfo
