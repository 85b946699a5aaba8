#include "conformance/oracle/url.h"
#include "conformance/scenarios/signing_in.h"

namespace conformance::okta {

namespace {

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
  const auto callback = query_value(asked, "redirect_uri") + "?" +
                        form_encoded({{"state", query_value(asked, "state")},
                                      {"error", answer.error},
                                      {"error_description", answer.description}});
  const auto landed = run.deliver(browser, callback);
  run.expect(
      landed.status != 0 && same_origin(landed.url, run.client().url("/")),
      "a page of the client tells of " + answer.error + ", and the browser is not sent back to the provider",
      "status " + std::to_string(landed.status) + " at " + landed.url);
  expect_nobody(run, browser, "nobody is signed in after " + answer.error);
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
        for (const auto& answer : kAnswers) come_back_with(run, answer);
      }};
}

}  // namespace conformance::okta
