#include <algorithm>

#include "conformance/runner/redirect_uri_fit.h"
#include "conformance/scenarios/bent_sign_in.h"

namespace conformance::okta {

namespace {

constexpr const char* kCaution =
    ": whoever gets hold of any such subdomain receives codes and tokens of the people who use the app; Okta "
    "discourages it. Register each redirect URI in full";

void look_for_wildcards(Run& run) {
  const auto& registered = run.client().manifest().registered_redirect_uris;
  if (std::none_of(registered.begin(), registered.end(), has_wildcard)) return;
  for (const auto& uri : registered)
    if (has_wildcard(uri)) run.warn("the administrator allows a wildcard, " + uri + kCaution);
  run.sign_in(run.browser(), run.idp().new_person());
  if (const auto sent = sent_to_authorize(run, "redirect_uri"); !sent.empty())
    run.note("the client sends " + sent);
}

}  // namespace

Scenario wildcard_redirect_uri() {
  return {
      .id = "OKTA-17",
      .title = "The client's redirect URIs, as the administrator has registered them",
      .requirement = "Each is written out in full, without a wildcard.",
      .why =
          "A forgotten subdomain that somebody takes over, or another tenant's, can begin sign-ins in the "
          "client's name and is sent what only the client should get.",
      .level = Level::should,
      .clauses = {{"RFC 9700", "2.1"},
                  {"RFC 9700", "4.1.3"},
                  {"Okta: OpenID Connect apps", "Allow wildcard * in sign-in redirect URI"}},
      .applies_to = {Profile::web_app},
      .run = look_for_wildcards};
}

}  // namespace conformance::okta
