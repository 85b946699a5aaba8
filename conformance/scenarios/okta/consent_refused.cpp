#include <algorithm>
#include <nlohmann/json.hpp>

#include "conformance/oracle/url.h"
#include "conformance/scenarios/signing_in.h"

namespace conformance::okta {

namespace {

using nlohmann::json;
constexpr const char* kDialog = "/signin/consent";  // where its form goes

struct Answer {
  std::string error, description;
};

const std::vector<Answer> kAnswers{
    {"access_denied", "The resource owner or authorization server denied the request."},
    {"consent_required", "The following scopes require user consent: [email]."},
    {"unmet_authentication_requirements",
     "Unable to meet the authentication requirements imposed by 'acr_values' parameter."}};

// As the provider sends it to this browser, in answer to this sign-in.
void come_back_with(Run& run, const Answer& answer) {
  auto& browser = run.another_browser();
  const auto asked = run.leave_for_provider(browser);
  const auto callback = answer_to(asked, {{"state", query_value(asked, "state")},
                                          {"error", answer.error},
                                          {"error_description", answer.description}});
  const auto landed = run.deliver(browser, callback);
  run.expect(
      landed.status != 0 && same_origin(landed.url, run.client().url("/")),
      "a page of the client tells of " + answer.error + ", and the browser is not sent back to the provider",
      "status " + std::to_string(landed.status) + " at " + landed.url);
  expect_nobody(run, browser, "nobody is signed in after " + answer.error);
}

// Whatever scopes the client asks for; openid alone needs nobody's consent.
void ask_for_consent(json& org, const std::string& client_id) {
  for (auto& app : org["apps"])
    if (app.value("client_id", "") == client_id) app["consent_method"] = "REQUIRED";
  for (auto& server : org["authorization_servers"]) {
    auto& scopes = server["scopes"];
    for (auto& scope : scopes) scope["consent"] = "REQUIRED";
    for (const auto* name : {"profile", "email", "address", "phone", "offline_access"})
      if (std::none_of(scopes.begin(), scopes.end(),
                       [&](const auto& scope) { return scope.at("name") == name; }))
        scopes.push_back({{"name", name}, {"consent", "REQUIRED"}});
  }
}

// The provider's dialog, not yet answered; a page without one, if the person was not asked.
Page sign_in_up_to_dialog(Run& run, UserAgent& browser, const Needle& person) {
  browser.stop_before([](const std::string&, const std::string& url) {
    const auto asked = parse_url(url);
    return !asked || asked->path != kDialog;
  });
  auto stopped = run.sign_in(browser, person);
  browser.stop_before({});
  const auto last = stopped.last();
  return {.url = last.url, .status = last.status, .body = last.response_body, .hops = stopped.hops};
}

void refuse_in_dialog(Run& run) {
  auto& browser = run.browser();
  const auto asked = run.leave_for_provider(browser);
  if (!asked.starts_with(run.idp().issuer() + "/") || query_value(asked, "scope") == "openid")
    return run.note("Not asked in the provider's dialog: there is none for what this client asks for.");
  run.idp().change_org([&](json& org) { ask_for_consent(org, run.client().client_id()); });
  const auto dialog = sign_in_up_to_dialog(run, browser, run.idp().new_person());
  if (!run.expect(form_that_posts_to(run.idp().org_url() + kDialog, dialog).has_value(),
                  "the provider asks for consent",
                  "status " + std::to_string(dialog.status) + " at " + dialog.url))
    return;
  expect_rest_after_refusal(run, browser, browser.submit(dialog, {{"consent", "false"}}));
}

}  // namespace

Scenario consent_refused() {
  return {
      .id = "OKTA-07",
      .title =
          "The person does not consent, or their consent or a stronger sign-in would be needed: the callback "
          "says "
          "so",
      .requirement = "The client says so on a page, starts no session and does not ask again by itself.",
      .why =
          "The answer will be the same: who does not know an error code, and takes it for a reason to begin "
          "anew, sends the browser round and round.",
      .level = Level::must,
      .clauses = {{"RFC 6749", "4.1.2.1"},
                  {"OpenID Connect Core 1.0", "3.1.2.6"},
                  {"OpenID Connect Unmet Authentication Requirements 1.0", "2"}},
      .applies_to = {Profile::web_app},
      .control = "CB-01",
      .run = [](Run& run) {
        refuse_in_dialog(run);
        for (const auto& answer : kAnswers) come_back_with(run, answer);
      }};
}

}  // namespace conformance::okta
