// What goes wrong when a code or a refresh token is redeemed.

#include "mockidp/doctor/diagnoses/subjects.h"

namespace mockidp {

std::vector<Diagnosis> diagnoses_of_token_requests() {
  using enum FindingKind;
  return {
      {"code_not_redeemable",
       mistake,
       "A code was shown late, twice, or is none.",
       "Redeem a code once, within five minutes. A callback that runs twice, as React's strict mode makes "
       "it, or a page "
       "that is reloaded shows it again.",
       nullptr,
       {"invalid_authorization_code"}},
      {"grant_of_another_client",
       mistake,
       "A code was redeemed by another client than had asked for it.",
       "Use one client id for both requests.",
       nullptr,
       {"mismatched_client"}},
      {"code_verifier_wrong",
       mistake,
       "The code verifier is missing or is not that of the challenge.",
       "Keep the verifier where the callback finds it, one for each request, and send it with the code.",
       nullptr,
       {"pkce_missing_verifier", "pkce_verification_failed", "pkce_missing_challenge_verifier_present"}},
      {"refresh_token_dead",
       mistake,
       "A refresh token is not good any more.",
       "Where tokens rotate keep the newest one, for all tabs and processes at once: an old one that is "
       "shown after the "
       "grace period ends the sign-in. Otherwise it lay idle for too long, or was revoked: sign in again.",
       nullptr,
       {"invalid_refresh_token", "refresh_scopes_denied"}},
      {"token_request_incomplete",
       mistake,
       "A token request lacks a parameter.",
       "Send grant_type, and with a code also code and redirect_uri, as a form "
       "(application/x-www-form-urlencoded).",
       nullptr,
       {"missing_token_request_parameter", "token_request_missing_grant_type", "E0000021"}},
      {"access_token_refused",
       mistake,
       "An access token was refused.",
       "It has expired, was revoked, or is no access token: an ID token is none. Get a new one.",
       nullptr,
       {"access_token_invalid", "access_token_revoked", "token_expired", "access_token_missing",
        "insufficient_scope"}},
  };
}

}  // namespace mockidp
