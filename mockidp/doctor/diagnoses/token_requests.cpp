// What goes wrong when a code or a refresh token is redeemed.

#include <algorithm>

#include "mockidp/doctor/diagnoses/subjects.h"

namespace mockidp {
namespace {

bool has_decided(const JournalLine& line, std::string_view decision) {
  return std::find(line.decided.begin(), line.decided.end(), decision) != line.decided.end();
}

bool is_of_another_client(const Patient&, const JournalLine& line) {
  return has_decided(line, "not active: it is another client's") ||
         has_decided(line, "not active: the refresh token is another client's");
}

// Whoever is right meets this once, and comes again with the nonce of the answer.
std::vector<Seen> unheard_nonce(const Patient& patient) {
  struct Run {
    std::size_t times = 0;
    std::uint64_t entry = 0;
  };
  std::map<std::string, Run> runs;  // by client: the last ones in a row
  const auto& ours = patient.settings.client_id;
  for (const auto& line : patient.journal) {
    if (line.endpoint != "token" || line.client_id.empty()) continue;
    if (!ours.empty() && line.client_id != ours) continue;
    Run& run = runs[line.client_id];
    const bool without = line.failed == "use_dpop_nonce" && line.refused_by == "the proof has no nonce";
    run = without ? Run{run.times + 1, line.sequence} : Run{};
  }
  std::vector<Seen> seen;
  for (const auto& [client, run] : runs)
    if (run.times > 1)
      seen.push_back({"client " + client + " was told use_dpop_nonce " + std::to_string(run.times) +
                          " times in a row, and sent no nonce",
                      "", run.entry});
  return seen;
}

}  // namespace

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
      {"redirect_uri_not_repeated",
       mistake,
       "A code was redeemed with another redirect_uri than had asked for it.",
       "Send the redirect_uri of the authorization request once more, character by character: that it is "
       "registered is not enough.",
       nullptr,
       {"mismatched_redirect_uri"}},
      {"code_verifier_wrong",
       mistake,
       "The code verifier is missing or is not that of the challenge.",
       "Keep the verifier where the callback finds it, one for each request, and send it with the code.",
       nullptr,
       {"pkce_missing_verifier", "pkce_verification_failed", "pkce_missing_challenge_verifier_present",
        "unsupported_auth_method_browser_request"}},
      {"refresh_token_dead",
       mistake,
       "A refresh token is not good any more.",
       "Where tokens rotate keep the newest one, for all tabs and processes at once: an old one that is "
       "shown after the "
       "grace period ends the sign-in. Otherwise it lay idle for too long, or was revoked: sign in again.",
       nullptr,
       {"invalid_refresh_token"}},
      {"refresh_asks_for_more",
       mistake,
       "A refresh asks for scopes that the sign-in was not granted.",
       "Ask for the scopes of the authorization request or fewer, or leave scope out: the refresh token is "
       "still good. For more send the person to authorize again.",
       nullptr,
       {"refresh_scopes_denied"}},
      {"dpop_proof_missing",
       mistake,
       "A token request has no proof of possession, and needs one.",
       "Turn DPoP on in the app's library, and keep its key for the refreshes. Otherwise clear Require "
       "Demonstrating "
       "Proof of Possession (DPoP) header in token requests in the General tab of the app.",
       nullptr,
       {"invalid_dpop_proof_missing_header"}},
      {"dpop_proof_refused",
       mistake,
       "A proof of possession was refused.",
       "The journal names the claim that decided. Each request has a proof of its own: htm and htu are its "
       "method and URL, iat is by a clock that is right, jti is new, and a refresh has the key of the "
       "sign-in.",
       nullptr,
       {"invalid_dpop_proof", "invalid_dpop_proof_invalid_htm", "invalid_dpop_proof_invalid_htu",
        "invalid_dpop_proof_invalid_iat", "invalid_dpop_proof_invalid_jti", "invalid_dpop_proof_invalid_jwt",
        "invalid_dpop_proof_invalid_public_key_binding", "invalid_dpop_proof_invalid_signature",
        "invalid_dpop_proof_invalid_signature_algorithm", "invalid_dpop_proof_invalid_type",
        "invalid_dpop_proof_jwt_expired", "invalid_dpop_proof_jwt_issued_in_future",
        "invalid_dpop_proof_jwt_too_old", "invalid_dpop_proof_multiple_headers_not_allowed",
        "dpop_proof_already_used"}},
      {"dpop_nonce_unheard",
       mistake,
       "Proofs of possession come without a nonce, however often one is given.",
       "Okta answers the first proof with use_dpop_nonce and the header dpop-nonce: send the request again "
       "with that value as the claim nonce of a new proof, and keep it for the next ones. From a page it can "
       "be read.",
       unheard_nonce,
       {}},
      {"bound_token_without_its_key",
       mistake,
       "An access token that is bound to a key came without proof of it.",
       "Send it as Authorization: DPoP, with a proof in the header DPoP whose ath is of this token, by the "
       "key of the sign-in. A bearer token goes as Bearer.",
       nullptr,
       {"access_token_not_dpop_bound", "dpop_authentication_scheme_required", "dpop_proof_invalid_ath",
        "dpop_proof_required_for_token", "invalid_access_token_dpop_binding"}},
      {"grant_type_unknown",
       mistake,
       "A token request names a grant type that there is not.",
       "Send grant_type=authorization_code with a code, refresh_token with a refresh token, or "
       "client_credentials for an app that acts for itself, letter by letter.",
       nullptr,
       {"unsupported_grant_type"}},
      {"body_is_no_form",
       mistake,
       "The body of a request is no form.",
       "Send the parameters as a form, with the header Content-Type: application/x-www-form-urlencoded, at "
       "token, introspect, revoke and authorize alike: Okta reads no JSON there.",
       nullptr,
       {"E0000021"}},
      {"token_request_incomplete",
       mistake,
       "A token request lacks a parameter.",
       "Send grant_type, and with a code also code and redirect_uri, in the body, as a form.",
       nullptr,
       {"missing_token_request_parameter", "token_request_missing_grant_type"}},
      {"token_parameter_missing",
       mistake,
       "Introspect or revoke was asked without a token.",
       "Send it as token, in the form body; token_type_hint may be left out.",
       nullptr,
       {"request_missing_token"}},
      {"token_of_another_client",
       mistake,
       "A client asks about a token that was issued to another.",
       "Okta tells a client of its own tokens alone, all others are not active: introspect with the client "
       "id that the app signs in with, or let the API validate the token by the server's keys.",
       nullptr,
       {},
       {{"not active", is_of_another_client, "since it is another client's"}}},
      {"access_token_misplaced",
       mistake,
       "An access token was sent in the query, or twice.",
       "Send it once, as Authorization: Bearer. In a URL it would stay in logs and histories (RFC 6750 5.3).",
       nullptr,
       {"access_token_in_query", "access_token_duplicate"}},
      {"access_token_refused",
       mistake,
       "An access token was refused.",
       "It has expired, was revoked, or is no access token: an ID token is none. Get a new one.",
       nullptr,
       {"access_token_invalid", "access_token_revoked", "token_expired", "access_token_missing"}},
      {"userinfo_without_openid",
       mistake,
       "Userinfo was asked with an access token that does not have the scope openid.",
       "Add openid to the scopes of the authorization request, with profile, email, address or phone for "
       "what userinfo is to tell. A token of client_credentials is nobody's, and has no userinfo.",
       nullptr,
       {"insufficient_scope"}},
  };
}

}  // namespace mockidp
