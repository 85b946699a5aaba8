#include "conformance/oracle/url.h"
#include "conformance/scenarios/redirect_targets.h"
#include "conformance/scenarios/signing_in.h"

namespace conformance::okta {

namespace {

std::string initiated_by(Run& run, const std::string& issuer) {
  static const std::string base = "{base_url}";
  auto address = run.client().manifest().initiate_login_uri;
  if (address.empty()) run.skip("the manifest names no initiate_login_uri");
  if (const auto at = address.find(base); at != std::string::npos)
    address.replace(at, base.size(), run.client().url(""));
  return address + (address.find('?') == std::string::npos ? "?" : "&") + "iss=" + percent_encoded(issuer);
}

void begin_at_provider(Run& run) {
  const auto address = initiated_by(run, run.idp().issuer());
  auto& browser = run.browser();
  const auto asked = asked_after(run, browser, address);
  if (!run.expect(same_origin(asked, run.idp().org_url()), "the browser is led to the provider", asked))
    return;
  const auto state = query_value(asked, "state");
  run.expect(!state.empty(), "the authorization request carries a state", asked);
  const auto other = query_value(asked_after(run, run.another_browser(), address), "state");
  run.expect(state != other, "another browser gets another state", state);
  const auto person = run.idp().new_person();
  run.continue_as(browser, browser.get(asked), person);
  expect_person(run, browser, person);
}

void begin_at_another_provider(Run& run) {
  auto& browser = run.browser();
  expect_no_visit(run, browser.get(initiated_by(run, run.beacon_url())), "a sign-in begun by another issuer");
}

}  // namespace

Scenario sign_in_begun_by_provider() {
  return {.id = "OKTA-03",
          .title = "The provider begins a sign-in, as its dashboard does, and so does somebody else",
          .requirement =
              "The client begins a sign-in of its own, with a state of its own, at the issuer that it is set "
              "up for, whatever iss says.",
          .why =
              "A tile that leads nowhere is a broken app; and a client that believes iss sends its people to "
              "the sign-in page of whoever made the link.",
          .level = Level::must,
          .clauses = {{"OpenID Connect Core 1.0", "4"}, {"RFC 9700", "4.7"}},
          .applies_to = {Profile::web_app},
          .control = "CB-01",
          .run = [](Run& run) {
            begin_at_provider(run);
            begin_at_another_provider(run);
          }};
}

}  // namespace conformance::okta
