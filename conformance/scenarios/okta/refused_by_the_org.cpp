#include <nlohmann/json.hpp>

#include "conformance/scenarios/signing_in.h"

namespace conformance::okta {

namespace {

using nlohmann::json;

// From a guarded page, so that the client knows where the person wanted to go, and may try to go there.
void come_from_guarded_page(Run& run, const Needle& person) {
  auto& browser = run.browser();
  const auto& manifest = run.client().manifest();
  const auto asked = browser.get(run.client().url(manifest.protected_path));
  expect_rest_after_refusal(run, browser, run.continue_as(browser, asked, person));
}

void come_unassigned_to_guarded_page(Run& run) {
  come_from_guarded_page(run, run.idp().new_unassigned_person());
}

// Rules for a group that nobody is in.
void let_access_policy_fit_nobody(json& org) {
  org["groups"].push_back({{"name", "Nobody"}});
  for (auto& server : org["authorization_servers"])
    for (auto& policy : server["access_policies"])
      for (auto& rule : policy["rules"]) rule["people"] = {{"groups", {"Nobody"}}};
}

void come_without_fitting_policy(Run& run) {
  run.idp().change_org(let_access_policy_fit_nobody);
  come_from_guarded_page(run, run.idp().new_person());
}

Scenario refusal(std::string id, std::string title, std::string section, void (*come)(Run&)) {
  return {.id = std::move(id),
          .title = std::move(title),
          .requirement =
              "The client says so on a page, starts no session, and does not lead back to the page that "
              "was asked for.",
          .why =
              "That page asks for a sign-in again, the provider refuses again without a page of its own, and "
              "the browser goes round and round.",
          .level = Level::must,
          .clauses = {{"RFC 6749", "4.1.2.1"}, {"Okta: OpenID Connect & OAuth 2.0 API", std::move(section)}},
          .applies_to = {Profile::web_app},
          .control = "CB-01",
          .run = come};
}

}  // namespace

std::vector<Scenario> refused_by_the_org() {
  return {refusal("OKTA-01", "Somebody who is not assigned to the client opens a guarded page",
                  "User is not assigned to the client application", come_unassigned_to_guarded_page),
          refusal("OKTA-02", "No rule of the access policies fits whoever opens a guarded page",
                  "Policy evaluation failed for this request", come_without_fitting_policy)};
}

}  // namespace conformance::okta
