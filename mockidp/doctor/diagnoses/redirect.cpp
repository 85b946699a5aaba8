// The sign-in redirect URI, and what else stands in an authorization request.

#include <algorithm>

#include "mockidp/doctor/diagnoses/subjects.h"
#include "mockidp/policy/redirect_uri.h"
#include "mockidp/protocol/oauth.h"

namespace mockidp {
namespace {

using Sights = std::vector<Seen>;

Sights unregistered(const Patient& patient) {
  const auto* app = app_of(patient);
  const auto& uri = patient.settings.redirect_uri;
  if (app == nullptr || uri.empty() || app->application_type == ApplicationType::service) return {};
  const auto match = decide_redirect_uri(patient.directory.org.switches, *app, uri);
  return match ? Sights() : seen_if(true, uri, match.error().closest);
}

bool is_still_unregistered(const Patient& patient, const JournalLine& line) {
  const auto* app = app_of(patient, line);
  const auto uri = asked_with(patient, line, "redirect_uri");
  return app == nullptr || uri.empty() || !decide_redirect_uri(patient.directory.org.switches, *app, uri);
}

bool has_response_type(const AppIntegration& app, const std::string& word) {
  return std::find(app.response_types.begin(), app.response_types.end(), word) != app.response_types.end();
}

// None enrols authenticators.
bool is_response_type(std::string_view text) {
  return text == "none" || protocol::parse_response_type(text).has_value();
}

Sights unknown_response_type(const Patient& patient) {
  const auto& text = patient.settings.response_type;
  return seen_if(!text.empty() && !is_response_type(text), "response_type " + text,
                 protocol::likely_response_type(text));
}

bool asks_for_a_response_type(const Patient&, const JournalLine& line) {
  const auto asked = line.received.find("response_type");
  return asked != line.received.end() && is_response_type(asked->second);
}

Sights missing_grant(const Patient& patient) {
  const auto* app = app_of(patient);
  if (app == nullptr || !unknown_response_type(patient).empty()) return {};
  Sights sights;
  for (const auto& word : protocol::split_words(patient.settings.response_type))
    if (word != "none" && !has_response_type(*app, word))
      sights.push_back({"response_type " + word, protocol::join_words(app->response_types)});
  const bool signs_in = !patient.settings.redirect_uri.empty() && patient.settings.response_type.empty();
  if (signs_in && app->application_type != ApplicationType::service && !has_response_type(*app, "code"))
    sights.push_back({app->label + " does not have the grant type Authorization Code", ""});
  return sights;
}

Sights missing_refresh_grant(const Patient& patient) {
  const auto* app = app_of(patient);
  const auto& scopes = patient.settings.scopes;
  const bool wants = std::find(scopes.begin(), scopes.end(), "offline_access") != scopes.end();
  return seen_if(app != nullptr && wants && !app->allows(protocol::GrantType::refresh_token),
                 "offline_access is asked for, and no refresh token will come");
}

bool refreshes(const Patient&, const JournalLine& line) {
  const auto grant = line.received.find("grant_type");
  return grant != line.received.end() && grant->second == to_string(protocol::GrantType::refresh_token);
}

bool may_still_not_refresh(const Patient& patient, const JournalLine& line) {
  const auto* app = app_of(patient, line);
  return app == nullptr || !app->allows(protocol::GrantType::refresh_token);
}

// By the grant type that a token request names, or those that a response type needs.
bool lacks_the_grant_still(const Patient& patient, const JournalLine& line) {
  const auto* app = app_of(patient, line);
  if (app == nullptr) return true;
  if (const auto named = line.received.find("grant_type"); named != line.received.end()) {
    const auto grant = protocol::parse_grant_type(named->second);
    return !grant || !app->allows(*grant);
  }
  const auto type = protocol::parse_response_type(asked_with(patient, line, "response_type"));
  if (!type) return true;
  for (const auto& word : protocol::split_words(to_string(*type)))
    if (!has_response_type(*app, word)) return true;
  return (type->code && !app->allows(protocol::GrantType::authorization_code)) ||
         (type->has_tokens() && !app->allows(protocol::GrantType::implicit));
}

// Of one that there is, but not for this answer.
bool names_a_response_mode(const Patient&, const JournalLine& line) {
  const auto mode = line.received.find("response_mode");
  return mode != line.received.end() && protocol::parse_response_mode(mode->second).has_value();
}

bool is_pkce_still_demanded(const Patient& patient, const JournalLine& line) {
  const auto* app = app_of(patient, line);
  return app == nullptr || !app->confidential() || app->pkce_required;
}

bool names_no_client(const Patient&, const JournalLine& line) {
  return line.endpoint == "authorize" && line.client_id.empty();
}

bool names_no_redirect_uri(const Patient&, const JournalLine& line) {
  const auto uri = line.received.find("redirect_uri");
  return line.endpoint == "authorize" && (uri == line.received.end() || uri->second.empty());
}

// A page was not wanted, or the app itself had asked who it is.
bool wants_no_page(const JournalLine& line) {
  const auto prompt = line.received.find("prompt");
  const bool silent = prompt != line.received.end() && prompt->second == "none";
  return silent || line.received.find("sessionToken") != line.received.end();
}

// Without a page: the browser was signed in already.
Sights skipped_page(const Patient& patient) {
  Seen seen;
  for (const auto& line : patient.journal) {
    const bool ours = patient.settings.client_id.empty() || line.client_id == patient.settings.client_id;
    if (!ours || line.endpoint != "authorize" || !line.failed.empty() || wants_no_page(line)) continue;
    for (const auto& decision : line.decided)
      if (decision.starts_with("done: ") && decision.ends_with(": session"))
        seen = {line.person + " was signed in already", "", line.sequence};
  }
  return seen.entry == 0 ? Sights() : Sights{seen};
}

}  // namespace

std::vector<Diagnosis> diagnoses_of_redirect() {
  using enum FindingKind;
  return {
      {"authorization_request_incomplete",
       mistake,
       "An authorization request lacks client_id or redirect_uri.",
       "Send both, in the query of a GET or in the form of a POST: Okta takes no redirect URI for granted, "
       "not even where the app has only one.",
       nullptr,
       {},
       {{"invalid_client", names_no_client, "of authorize without client_id"},
        {"illegal_redirect_uri", names_no_redirect_uri, "of authorize without redirect_uri"}}},
      {"redirect_uri_not_registered",
       mistake,
       "The sign-in redirect URI is not one of the app's.",
       "Add it under Applications > the app > General > Sign-in redirect URIs, exactly as the app sends it: "
       "scheme, host, port, path, case and trailing slash are compared. Or change what the app sends.",
       unregistered,
       {"illegal_redirect_uri"},
       {},
       is_still_unregistered},
      {"response_type_unknown",
       mistake,
       "The response type is missing, or there is none of that name.",
       "Send response_type=code; id_token, token, or several of the three, for an app with the grant type "
       "Implicit.",
       unknown_response_type,
       {"unsupported_response_type"}},
      {"grant_type_missing",
       mistake,
       "The app lacks the grant type that its requests need.",
       "Tick it under Applications > the app > General > Grant type: Authorization Code for code, Implicit "
       "for tokens from authorize; Client Credentials is for an app that acts for itself.",
       missing_grant,
       {"unauthorized_client"},
       {{"unsupported_response_type", asks_for_a_response_type, "of one that there is"}},
       lacks_the_grant_still},
      {"refresh_token_grant_missing",
       mistake,
       "The app asks for refresh tokens and may not have them.",
       "Tick Refresh Token under Applications > the app > General > Grant type. Apps made by the command "
       "line tool do not have it.",
       missing_refresh_grant,
       {},
       {{"unauthorized_client", refreshes, "of a refresh"}},
       may_still_not_refresh},
      {"state_missing",
       mistake,
       "The authorization request has no state.",
       "Send a fresh value with each request, and compare it at the callback: Okta requires it.",
       nullptr,
       {"invalid_state"}},
      {"nonce_missing",
       mistake,
       "Tokens are asked of authorize without a nonce.",
       "Send a fresh value with each request, and compare it with the ID token's nonce.",
       nullptr,
       {"invalid_nonce"}},
      {"pkce_missing",
       mistake,
       "The app does not use Proof Key for Code Exchange, and has to.",
       "Send code_challenge and code_challenge_method=S256; every current Okta SDK does. Of a web app the "
       "box Require PKCE as additional verification may be unticked.",
       nullptr,
       {"pkce_missing_challenge"},
       {},
       is_pkce_still_demanded},
      {"code_challenge_unfit",
       mistake,
       "The code challenge is of another kind than Okta takes.",
       "Send code_challenge_method=S256 with it, and as code_challenge the SHA-256 of the verifier in "
       "base64url without padding (RFC 7636 4.2): plain, which it is without a method, is not taken.",
       nullptr,
       {"pkce_unsupported_code_challenge_method", "pkce_invalid_challenge"}},
      {"parameter_repeated",
       mistake,
       "A request has one parameter twice.",
       "Send each parameter once (RFC 6749 3.1): in the query or in the body, and lists such as scope as one "
       "value with blanks. Look for what a library adds by itself to what the app has set.",
       nullptr,
       {"illegal_duplicated_parameters"}},
      {"response_mode_unknown",
       mistake,
       "There is no response mode of that name.",
       "Send query, fragment, form_post or okta_post_message, or leave response_mode out: codes come in the "
       "query, tokens in the fragment.",
       nullptr,
       {"unsupported_response_mode"}},
      {"response_mode_unfit",
       mistake,
       "What is asked for does not come in that response mode.",
       "Tokens do not travel in a query: use fragment or form_post. okta_post_message is for pages, and for "
       "a code with PKCE.",
       nullptr,
       {"unsupported_response_mode_query_with_tokens",
        "unsupported_response_mode_okta_post_message_with_code"},
       {{"unsupported_response_mode", names_a_response_mode, "of one that there is"}}},
      {"prompt_unknown",
       mistake,
       "There is no prompt of that name, or not together with the others.",
       "Okta knows none, login, consent and enroll_authenticator; none goes with no other. It has no "
       "select_account: to let the person sign in as somebody else send prompt=login.",
       nullptr,
       {"invalid_prompt", "invalid_prompt_idp_refresh_without_idp_param"}},
      {"max_age_unfit",
       mistake,
       "max_age is no number of seconds, or 0 with prompt=none.",
       "Send whole seconds, or leave it out. 0 asks for a fresh sign-in, which prompt=none does not allow: "
       "use prompt=login.",
       nullptr,
       {"invalid_max_age", "invalid_prompt_for_zero_max_age"}},
      {"page_skipped",
       note,
       "No sign-in page was shown: the browser was signed in to the org already.",
       "Okta's session outlives the app's own. To see the page again sign out of Okta too, use a private "
       "window, or send prompt=login. To be asked each time set Re-authentication frequency is to Every "
       "sign-in attempt in the rule of the app's authentication policy.",
       skipped_page,
       {}},
      {"silent_sign_in_failed",
       note,
       "A silent request found no session that would do.",
       "With prompt=none that is an answer, not a failure: send the person to authorize without it. Where "
       "the browser blocks third-party cookies an iframe never has a session: use refresh tokens, or a "
       "custom domain.",
       nullptr,
       {"login_required", "app_sign_on_required"}},
  };
}

}  // namespace mockidp
