#include "conformance/scenarios/bent_sign_in.h"
#include "conformance/scenarios/renewing.h"

namespace conformance::refresh {

namespace {

void refresh_under(Run& run, const ProviderFault& bent) {
  const auto signed_in = sign_in_for_a_moment(run);
  if (!signed_in.done) return;
  run.idp().enable(bent.fault, bent.parameters);
  if (!visit_until_refreshed(run, signed_in, 1)) return;
  run.idp().disable_faults();
  const auto sent = refreshes(run).back();
  if (sent_in(sent, "id_token").empty())
    run.skip("the client refreshes without openid, so there is no ID token");
  expect_nobody(run, *signed_in.browser, "the session is over after " + bent.fault);
}

void refresh_as_another(Run& run) {
  const auto victim = run.idp().new_person();
  refresh_under(run, {"id_token_of_another_person", {{"person", victim.login}}});
}

void refresh_from_elsewhere(Run& run) {
  refresh_under(run, {"id_token_wrong_issuer", {{"variant", "other_host"}}});
  refresh_under(run, {"id_token_wrong_audience", {{"variant", "other_client"}}});
  refresh_under(run, {"id_token_other_auth_time", {}});
}

}  // namespace

std::vector<Scenario> renewed_id_token() {
  return {
      {.id = "RT-08",
       .title = "The ID token of a refresh is another person's",
       .requirement = "The client refuses the answer and ends the session.",
       .why =
           "The tokens beside it are the other person's too: what is done from now on is done in that name.",
       .level = Level::must,
       .clauses = {{"OpenID Connect Core 1.0", "12.2"}},
       .applies_to = {Profile::web_app},
       .needs = {"refresh"},
       .control = "RT-01",
       .run = refresh_as_another,
       .path = {}},
      {.id = "RT-09",
       .title =
           "The ID token of a refresh has another issuer, another audience or the time of another sign-in",
       .requirement = "The client refuses the answer and ends the session.",
       .why = "It does not belong to this sign-in, and so neither do the tokens beside it.",
       .level = Level::should,
       .clauses = {{"OpenID Connect Core 1.0", "12.2"}},
       .applies_to = {Profile::web_app},
       .needs = {"refresh"},
       .control = "RT-01",
       .run = refresh_from_elsewhere,
       .path = {}}};
}

}  // namespace conformance::refresh
