#include <algorithm>
#include <nlohmann/json.hpp>

#include "conformance/oracle/url.h"
#include "conformance/scenarios/signing_in.h"
#include "conformance/scenarios/signing_out.h"

namespace conformance::okta {

namespace {

using nlohmann::json;

void come_from_another_app(Run& run) {
  auto& browser = run.browser();
  const auto person = run.idp().new_person();
  run.sign_in_elsewhere(browser, person);
  expect_nobody(run, browser, "a session at the provider is none at the client yet");
  const auto page = run.begin_sign_in(browser);
  run.expect(same_origin(page.url, run.client().url("/")), "the provider asks nothing again",
             std::to_string(page.status) + " at " + page.url);
  expect_person(run, browser, person, "the client shows whoever signed in to the other app");
}

void ask_at_every_sign_in(json& org, const std::string& client_id) {
  auto& policies = org["policies"]["sign_on"];
  if (policies.empty()) policies = {{{"name", "Default Policy"}}};
  policies.push_back({{"name", "Every time"},
                      {"apps", {client_id}},
                      {"rules", {{{"name", "Every time"}, {"reauthenticate_in", "PT0S"}}}}});
}

bool was_prompted(Run& run, const Page& page) {
  return std::any_of(page.hops.begin(), page.hops.end(), [&](const Hop& hop) {
    return hop.method == "POST" && same_origin(hop.url, run.idp().org_url());
  });
}

// Signed out of the client only, so that the provider decides alone whether to ask.
void leave_client_only(Run& run, UserAgent& browser) {
  browser.stop_before([here = run.client().url("/")](const std::string&, const std::string& url) {
    return same_origin(url, here);
  });
  sign_out_of_client(run, browser);
  browser.stop_before({});
}

void sign_in_every_time(Run& run) {
  const auto& manifest = run.client().manifest();
  run.idp().change_org([&](json& org) { ask_at_every_sign_in(org, run.client().client_id()); });
  auto& browser = run.browser();
  const auto person = run.idp().new_person();
  run.sign_in(browser, person);
  if (!expect_person(run, browser, person, "the person is signed in to begin with")) return;
  if (!manifest.logout_path.empty()) leave_client_only(run, browser);
  const auto again = run.sign_in(browser, person);
  run.expect(was_prompted(run, again), "the person is asked at the provider again",
             std::to_string(again.status) + " at " + again.url);
  expect_person(run, browser, person, "the person is signed in again");
}

}  // namespace

std::vector<Scenario> session_at_provider() {
  return {
      {.id = "OKTA-05",
       .title = "Somebody who is signed in to another app of the org comes to the client",
       .requirement = "They are signed in as themselves, without being asked again.",
       .why = "That is what single sign-on is for; and nobody wants to be somebody else.",
       .level = Level::should,
       .clauses = {{"OpenID Connect Core 1.0", "3.1.2.3"}},
       .applies_to = {Profile::web_app},
       .control = "CB-01",
       .run = come_from_another_app},
      {.id = "OKTA-06",
       .title = "The client's sign-in policy asks at every sign-in, though the provider has a session",
       .requirement = "The client lets the provider ask, and signs the person in.",
       .why = "A client that counts on the provider's session, and only asks by prompt=none, never gets past "
              "the first time.",
       .level = Level::must,
       .clauses = {{"OpenID Connect Core 1.0", "3.1.2.3"},
                   {"Okta: App sign-in policies", "Re-authentication frequency"}},
       .applies_to = {Profile::web_app},
       .control = "CB-01",
       .run = sign_in_every_time}};
}

}  // namespace conformance::okta
