// Signing out of Okta.

#include "mockidp/doctor/diagnoses/subjects.h"
#include "mockidp/policy/redirect_uri.h"

namespace mockidp {
namespace {

std::vector<Seen> unregistered_sign_out(const Patient& patient) {
  const auto* app = app_of(patient);
  const auto& uri = patient.settings.post_logout_redirect_uri;
  if (app == nullptr || uri.empty()) return {};
  const auto refusal = decide_post_logout_redirect_uri(*app, uri);
  return refusal ? seen_if(true, uri, refusal->closest) : std::vector<Seen>();
}

bool is_sign_out_still_unregistered(const Patient& patient, const JournalLine& line) {
  const auto* app = app_of(patient, line);
  const auto uri = asked_with(patient, line, "post_logout_redirect_uri");
  return app == nullptr || uri.empty() || decide_post_logout_redirect_uri(*app, uri).has_value();
}

}  // namespace

std::vector<Diagnosis> diagnoses_of_sign_out() {
  using enum FindingKind;
  return {
      {"post_logout_redirect_uri_not_registered",
       mistake,
       "The sign-out redirect URI is not one of the app's.",
       "Add it under Applications > the app > General > Sign-out redirect URIs, exactly as the app sends it. "
       "The SDK for browsers sends the page's origin without a slash.",
       unregistered_sign_out,
       {"illegal_post_logout_redirect_uri"},
       {},
       is_sign_out_still_unregistered},
      {"id_token_hint_missing",
       mistake,
       "A sign-out has no ID token, or another server's.",
       "Keep the ID token of the sign-in and send it as id_token_hint to the end_session_endpoint of the "
       "same issuer; it "
       "may have expired.",
       nullptr,
       {"id_token_invalid"}},
      {"sign_out_of_another_person",
       mistake,
       "The ID token of a sign-out is not of the person who is signed in.",
       "Somebody else has signed in to Okta in this browser meanwhile. End the app's own session and send "
       "the person to "
       "/login/signout.",
       nullptr,
       {"id_token_does_not_match_session"}},
  };
}

}  // namespace mockidp
