#include "conformance/oracle/url.h"
#include "conformance/scenarios/guarded_content.h"
#include "conformance/scenarios/signing_in.h"

namespace conformance::access_control {

namespace {

const std::vector<std::pair<std::string, std::string>> kAsScript{{"Accept", "application/json"},
                                                                 {"X-Requested-With", "XMLHttpRequest"}};

Page stay_on_client(Run& run, UserAgent& browser, const std::string& path,
                    const std::vector<std::pair<std::string, std::string>>& headers = {}) {
  const auto address = run.client().url(path);
  browser.stop_before(
      [address](const std::string&, const std::string& url) { return same_origin(url, address); });
  auto page = browser.get(address, headers);
  browser.stop_before({});
  return page;
}

// With a restart the client forgets what it kept of its sessions; the browser keeps its cookies.
void go_on_after_the_end(Run& run) {
  const auto pages = guarded_pages(run);
  auto& browser = run.browser();
  const auto person = run.idp().new_person();
  run.sign_in(browser, person);
  if (!expect_person(run, browser, person, "the person is signed in to begin with")) return;
  run.client().restart();
  if (run.who(browser).is(person)) run.skip("the client's sessions outlive a restart");
  for (const auto& page : pages) {
    // What anybody is told is AC-01's.
    if (page.content.told_by(visit_as_stranger(run, page.path))) continue;
    for (const auto& headers : {std::vector<std::pair<std::string, std::string>>{}, kAsScript}) {
      const auto answer = stay_on_client(run, browser, page.path, headers);
      run.expect(!page.content.told_by(answer), "nothing of " + page.path + " is told any more",
                 outcome_of(answer) + ", with content of the page");
      run.expect(answer.hops.empty() || answer.hops.front().status < 500,
                 page.path + " answers a browser whose session is gone", outcome_of(answer));
    }
  }
  run.sign_in(browser, person);
  expect_person(run, browser, person, "the person can sign in again");
}

}  // namespace

Scenario session_ends_in_mid_use() {
  return {
      .id = "AC-13",
      .title = "The session ends at the client while the browser goes on with its cookie",
      .requirement =
          "Guarded pages are closed as to a stranger, and the person can sign in again in the same browser.",
      .why =
          "A cookie that still opens pages makes every limit of a session void; one that breaks the next "
          "sign-in locks people out until they clear their browser.",
      .level = Level::must,
      .clauses = {{"OWASP ASVS 4.0", "3.3.1"}, {"CWE-613", ""}},
      .applies_to = {Profile::web_app},
      .needs = {"restart"},
      .control = "AC-01-control",
      .run = go_on_after_the_end};
}

}  // namespace conformance::access_control
