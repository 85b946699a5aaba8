#include "conformance/run.h"
#include "conformance/runner/leisure.h"

namespace conformance {

std::string described(const SignedInAs& who) {
  if (!who.anyone) return "signed in as nobody";
  if (who.seen.empty()) return "signed in as somebody whose claims are not shown";
  std::string text;
  for (const auto& login : who.seen) text += (text.empty() ? "signed in as " : " and ") + login;
  return text;
}

bool expect_nobody(Run& run, UserAgent& browser, const std::string& what) {
  const auto who = run.who(browser);
  return run.expect(!who.anyone, what, described(who));
}

bool expect_person(Run& run, UserAgent& browser, const Needle& person, const std::string& what) {
  const auto who = run.who(browser);
  return run.expect(who.is(person), what, described(who) + ", wanted " + person.login);
}

bool expect_shown(Run& run, Window& window, const Needle& person, const std::string& what) {
  constexpr std::chrono::seconds kPatience{20};
  SignedInAs who;
  const bool shown = eventually_at_leisure(
      [&] {
        who = window.who();
        return who.is(person);
      },
      kPatience);
  return run.expect(shown, what, described(who) + ", wanted " + person.login);
}

}  // namespace conformance
