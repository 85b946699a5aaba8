#include <nlohmann/json.hpp>

#include "conformance/oracle/jwt.h"
#include "conformance/oracle/url.h"
#include "conformance/scenarios/signing_out.h"

namespace conformance::sign_out {

namespace {

std::string received_in(const JournalEntry& entry, const std::string& name) {
  const auto found = entry.received.find(name);
  return found == entry.received.end() ? std::string() : found->second;
}

// The client's call of the end-session endpoint; nothing if there was none, which is unmet.
std::vector<JournalEntry> end_session_calls(Run& run) {
  landing_after_sign_out(run);
  if (!sign_somebody_in(run, run.browser())) return {};
  sign_out_of_client(run, run.browser());
  auto calls = run.idp().journal("logout");
  run.expect(!calls.empty(), "the browser is sent to the provider's end-session endpoint");
  return calls;
}

void look_at_hint(Run& run) {
  for (const auto& call : end_session_calls(run)) {
    const auto hint = received_in(call, "id_token_hint");
    const auto audience = claims_of(hint);
    run.expect(audience.is_object() && audience.value("aud", std::string()) == run.client().client_id(),
               "the call carries an ID token of this client as id_token_hint", hint.empty() ? "none" : hint);
    const auto landing = received_in(call, "post_logout_redirect_uri");
    run.expect(landing == landing_after_sign_out(run),
               "the call names the registered post_logout_redirect_uri", landing.empty() ? "none" : landing);
    run.expect(call.status < 400, "the provider ends its session", call.failed);
  }
}

void look_at_state(Run& run) {
  for (const auto& call : end_session_calls(run))
    run.expect(!received_in(call, "state").empty(), "the call carries a state");
}

}  // namespace

std::vector<Scenario> provider_is_asked() {
  return {
      {.id = "LO-02",
       .title = "A person signs out, and the client asks the provider to end its session too",
       .requirement = "The call carries id_token_hint and a registered post_logout_redirect_uri.",
       .why = "Without the hint Okta refuses, and the person stays on an error page, still signed in there.",
       .level = Level::must,
       .clauses = {{"OpenID Connect RP-Initiated Logout 1.0", "2"},
                   {"Okta: OpenID Connect & OAuth 2.0 API", "/logout"}},
       .applies_to = {Profile::web_app},
       .needs = {},
       .control = "LO-01",
       .run = look_at_hint,
       .path = {}},
      {.id = "LO-03",
       .title = "The client asks the provider to end its session",
       .requirement = "The call carries a state, by which the client knows its own sign-out on return.",
       .why = "Without it nobody can tell a finished sign-out from a link that somebody sent.",
       .level = Level::should,
       .clauses = {{"OpenID Connect RP-Initiated Logout 1.0", "2"}},
       .applies_to = {Profile::web_app},
       .needs = {},
       .control = "LO-01",
       .run = look_at_state,
       .path = {}}};
}

}  // namespace conformance::sign_out
