#include "conformance/oracle/url.h"
#include "conformance/scenarios/stepping_up.h"

namespace conformance::step_up {

namespace {

constexpr const char* kLongAgo = "2592000";  // seconds: older than any page will have it

// How the provider answers: as faults of its catalogue.
struct WrongAnswer {
  std::string fault;
  std::map<std::string, std::string> parameters{};
};

// A page that asks for more, by the manifest's key.
struct PageForMore {
  std::string Manifest::*path;
  std::string key;
  Factors factors = Factors::one;

  std::string address(Run& run) const { return page_for_more(run, run.client().manifest().*path, key); }
};

const PageForMore kRecent{&Manifest::recent_sign_in_path, "recent_sign_in_path"};
const PageForMore kSecondFactor{&Manifest::second_factor_path, "second_factor_path", Factors::two};
const PageForMore kMfa{&Manifest::mfa_path, "mfa_path", Factors::two};
const PageForMore kAsksAgain{&Manifest::asks_again_path, "asks_again_path"};

Scenario opens(std::string id, std::string title, const PageForMore& page, std::string clause) {
  return {.id = std::move(id),
          .title = std::move(title),
          .requirement = "The client asks the provider for what the page needs, and then shows it.",
          .why = "A page that nobody can open passes every test of refusing.",
          .level = Level::must,
          .clauses = {{"OpenID Connect Core 1.0", std::move(clause)}},
          .applies_to = {Profile::web_app},
          .run = [page](Run& run) { content_for_more(run, page.address(run), page.factors); }};
}

// The sign-in was long ago, and the page is opened without a word to the provider.
void come_with_old_sign_in(Run& run) {
  const auto address = kRecent.address(run);
  const auto content = content_for_more(run, address, kRecent.factors);
  auto& browser = run.browser();
  const auto person = run.idp().new_person();
  run.idp().enable("id_token_other_auth_time", {{"seconds", kLongAgo}});
  run.sign_in(browser, person);
  run.idp().disable_faults();
  if (!expect_person(run, browser, person, "the person is signed in to begin with")) return;
  expect_kept_back(run, browser, content, address, run.deliver(browser, address),
                   "to whoever signed in long ago");
}

void step_up_in_vain(Run& run, const PageForMore& page, const WrongAnswer& wrong) {
  const auto address = page.address(run);
  const auto content = content_for_more(run, address, page.factors);
  auto& browser = run.browser();
  const auto person = run.idp().new_person();
  give_factors(run, person, page.factors);
  // Of a page that minds how long ago it was the session has to be too old, or nothing is asked for.
  const bool minds_time = page.path == &Manifest::recent_sign_in_path;
  if (minds_time) run.idp().enable(wrong.fault, wrong.parameters);
  if (!sign_in_to_step_up(run, browser, person)) return;
  run.idp().enable(wrong.fault, wrong.parameters);
  const auto answer = open_and_step_up(run, browser, address, person);
  run.idp().disable_faults();
  expect_kept_back(run, browser, content, address, answer, "after that answer");
}

Scenario in_vain(std::string id, std::string title, std::string control, std::string clause,
                 const PageForMore& page, WrongAnswer wrong) {
  return {
      .id = std::move(id),
      .title = std::move(title),
      .requirement = "The client looks at what came back, keeps the page closed, and does not ask in a loop.",
      .why =
          "What was asked for is no promise. Whoever only asks, and does not look, opens the page to "
          "somebody who took over an old session, or knows no more than a password.",
      .level = Level::must,
      .clauses = {{"OpenID Connect Core 1.0", std::move(clause)}},
      .applies_to = {Profile::web_app},
      .control = std::move(control),
      .run = [page, wrong = std::move(wrong)](Run& run) { step_up_in_vain(run, page, wrong); }};
}

}  // namespace

std::vector<Scenario> pages_that_ask_for_more() {
  const WrongAnswer old{"id_token_other_auth_time", {{"seconds", kLongAgo}}};
  return {
      opens("STEP-01-control", "Somebody opens the page that asks for a recent sign-in", kRecent, "3.1.2.1"),
      {.id = "STEP-01",
       .title = "Somebody whose sign-in was long ago opens the page that asks for a recent one",
       .requirement = "The client refuses, or asks the provider anew.",
       .why = "The page is there for the case that somebody else sits down at an open session.",
       .level = Level::must,
       .clauses = {{"OpenID Connect Core 1.0", "3.1.3.7 (13)"}},
       .applies_to = {Profile::web_app},
       .control = "STEP-01-control",
       .run = come_with_old_sign_in},
      in_vain("STEP-02", "The provider ignores max_age and answers from the old sign-in", "STEP-01-control",
              "3.1.3.7 (13)", kRecent, old),
      opens("STEP-03-control", "Somebody opens the page that asks for two factors", kSecondFactor, "3.1.2.1"),
      in_vain("STEP-03", "The provider answers a request for two factors with the acr of one",
              "STEP-03-control", "3.1.3.7 (12)", kSecondFactor,
              {"id_token_wrong_acr", {{"variant", "weaker"}}}),
      in_vain("STEP-04", "The provider answers a request for two factors without an acr", "STEP-03-control",
              "3.1.3.7 (12)", kSecondFactor, {"id_token_wrong_acr", {{"variant", "missing"}}}),
      opens("STEP-05-control", "Somebody opens the page that asks for mfa", kMfa, "2"),
      in_vain("STEP-05", "The provider's answer names the password as the only method", "STEP-05-control",
              "2 (amr)", kMfa, {"id_token_wrong_amr", {{"variant", "password"}}}),
      opens("STEP-07-control", "Somebody opens the page that asks who it is every time", kAsksAgain,
            "3.1.2.1"),
      in_vain("STEP-07", "The provider ignores prompt=login and answers from the sign-in that there was",
              "STEP-07-control", "3.1.2.1, prompt", kAsksAgain, old)};
}

}  // namespace conformance::step_up
