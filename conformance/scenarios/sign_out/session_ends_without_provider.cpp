#include "conformance/oracle/url.h"
#include "conformance/scenarios/signing_out.h"

namespace conformance::sign_out {

namespace {

void expect_nobody_left(Run& run, UserAgent& browser, const std::string& when) {
  run.expect(!run.who(browser).anyone, "nobody is signed in at the client when " + when);
}

void sign_out_without_provider(Run& run) {
  landing_after_sign_out(run);
  auto& first = run.browser();
  if (!sign_somebody_in(run, first)) return;
  first.stop_before([here = run.client().url("/")](const std::string&, const std::string& url) {
    return same_origin(url, here);
  });
  sign_out_of_client(run, first);
  first.stop_before({});
  expect_nobody_left(run, first, "the browser never reaches the provider");

  auto& second = run.another_browser();
  if (!sign_somebody_in(run, second)) return;
  run.idp().enable("endpoint_status", {{"endpoint", "logout"}, {"status", "503"}});
  sign_out_of_client(run, second);
  run.idp().disable_faults();
  expect_nobody_left(run, second, "the provider answers the sign-out with an error");
}

}  // namespace

Scenario session_ends_without_provider() {
  return {.id = "LO-05",
          .title = "A person signs out while the provider cannot",
          .requirement = "The client's own session is over all the same.",
          .why = "A session that ends only after the provider agreed goes on whenever the provider is away.",
          .level = Level::must,
          .clauses = {{"OpenID Connect RP-Initiated Logout 1.0", "2"}, {"OWASP ASVS 4.0", "3.3.1"}},
          .applies_to = {Profile::web_app},
          .needs = {},
          .control = "LO-01",
          .run = sign_out_without_provider,
          .path = {}};
}

}  // namespace conformance::sign_out
