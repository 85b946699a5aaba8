#include "conformance/oracle/url.h"
#include "conformance/scenarios/guarded_content.h"

namespace conformance::access_control {

namespace {

std::string restricted_page(Run& run) {
  const auto& path = run.client().manifest().restricted_path;
  if (path.empty()) run.skip("the manifest names no restricted_path");
  return run.client().url(path);
}

// What is shown to the one person who may see it.
Page page_for_member(Run& run, const std::string& address) {
  auto& browser = run.another_browser();
  run.sign_in(browser, run.idp().member());
  return browser.get(address);
}

void open_as_member(Run& run) {
  const auto address = restricted_page(run);
  const auto page = page_for_member(run, address);
  run.expect(page.status >= 200 && page.status < 300 && page.url == address,
             "the page is shown to the person of whom the client was told", outcome_of(page));
}

void open_without_role(Run& run) {
  const auto address = restricted_page(run);
  const auto shown = page_for_member(run, address);
  const auto person = run.idp().new_person();
  auto& browser = run.browser();
  run.sign_in(browser, person);
  if (!expect_person(run, browser, person, "the person is signed in")) return;
  const auto open = browser.get(run.client().url(run.client().manifest().protected_path));
  const GuardedContent content(shown.body, {open.body}, run.idp().member());

  const auto asked_before = run.idp().journal("authorize").size();
  const auto answer = browser.get(address);
  const bool told =
      content.is_empty() ? answer.status < 300 && answer.url == address : content.told_by(answer);
  run.expect(!told, "nothing of the page is told to somebody without the role", outcome_of(answer));
  run.expect(answer.status != 0 && !answer.is_led_on && same_origin(answer.url, address),
             "the browser comes to rest on a page of the client", outcome_of(answer));
  run.expect(run.idp().journal("authorize").size() == asked_before,
             "who is signed in is not sent to sign in once more");
  expect_person(run, browser, person, "the person is still signed in");
}

Scenario role_row(std::string id, std::string title, std::string requirement, std::string control,
                  void (*play)(Run&)) {
  return {.id = std::move(id),
          .title = std::move(title),
          .requirement = std::move(requirement),
          .why =
              "Whoever may sign in may not yet see everything; and to sign in once more gives nobody a role, "
              "it only sends the browser round and round.",
          .level = Level::must,
          .clauses = {{"OWASP ASVS 4.0", "4.1.3"}, {"RFC 9110", "15.5.4"}, {"CWE-862", ""}},
          .applies_to = {Profile::web_app},
          .control = std::move(control),
          .run = play};
}

}  // namespace

std::vector<Scenario> role_is_required() {
  return {role_row("AC-11-control", "Somebody who has the role opens the page that asks for it",
                   "It is shown to them.", "", open_as_member),
          role_row("AC-11", "Somebody who is signed in opens a page for a role that they do not have",
                   "The client refuses on a page of its own, without a new sign-in, and they stay signed in.",
                   "AC-11-control", open_without_role)};
}

}  // namespace conformance::access_control
