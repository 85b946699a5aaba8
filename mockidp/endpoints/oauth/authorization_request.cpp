#include "mockidp/endpoints/oauth/authorization_request.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "mockidp/endpoints/oauth/prompt.h"
#include "mockidp/endpoints/request_parameters.h"
#include "mockidp/policy/scopes.h"
#include "mockidp/protocol/nearest.h"
#include "mockidp/protocol/pkce.h"
#include "mockidp/protocol/uri.h"
#include "mockidp/signin/acr.h"

namespace mockidp {
namespace {

using protocol::Params;
using protocol::ResponseMode;
using protocol::ResponseType;
using Check = std::optional<Refusal>;

Check decide_unsupported_parameters(const Params& params) {
  if (auto repeated = refuse_repeated(params)) return repeated;
  if (has_value(params, "request")) return Refusal{.error = OktaError::request_not_supported};
  if (has_value(params, "request_uri")) return Refusal{.error = OktaError::request_uri_not_supported};
  return std::nullopt;
}

Check decide_application_type(const AppIntegration& app) {
  if (app.application_type != ApplicationType::service) return std::nullopt;
  return Refusal{.error = OktaError::invalid_client_application_type,
                 .arguments = {"authorize"},
                 .decided_by = "application_type of app " + app.label};
}

bool is_configured(const AppIntegration& app, std::string_view response_type) {
  return std::find(app.response_types.begin(), app.response_types.end(), response_type) !=
         app.response_types.end();
}

// Each word must be the app's; they may be combined.
bool allows_response_type(const AppIntegration& app, ResponseType type) {
  return (!type.code || is_configured(app, "code")) && (!type.id_token || is_configured(app, "id_token")) &&
         (!type.token || is_configured(app, "token"));
}

Check decide_grant_types(const AppIntegration& app, ResponseType type) {
  using protocol::GrantType;
  const bool has_code = !type.code || app.allows(GrantType::authorization_code);
  const bool has_tokens = !type.has_tokens() || app.allows(GrantType::implicit);
  if (has_code && has_tokens) return std::nullopt;
  std::vector<std::string> configured;
  for (const GrantType grant : app.grant_types) configured.emplace_back(protocol::to_string(grant));
  return Refusal{.error = OktaError::unauthorized_client,
                 .arguments = {protocol::join_words(configured, ", ")},
                 .decided_by = "grant_types of app " + app.label,
                 .closest = std::string(
                     protocol::to_string(has_code ? GrantType::implicit : GrantType::authorization_code))};
}

Refusal refuse_response_type(const AppIntegration& app, std::string_view text) {
  auto meant = text.empty() ? protocol::join_words(app.response_types) : protocol::likely_response_type(text);
  if (meant.empty()) meant = "code, id_token, token, or several of them";
  return {.error = OktaError::unsupported_response_type,
          .arguments = {protocol::join_words(app.response_types, ", ")},
          .decided_by = text.empty() ? "response_type is required" : "no such response type",
          .closest = std::move(meant)};
}

protocol::Result<ResponseType, Refusal> decide_response_type(const AppIntegration& app,
                                                             const Params& params) {
  const auto wanted = protocol::parse_response_type(params.get("response_type"));
  if (!wanted) return protocol::fail(refuse_response_type(app, params.get("response_type")));
  if (!allows_response_type(app, *wanted))
    return protocol::fail(Refusal{.error = OktaError::unsupported_response_type,
                                  .arguments = {protocol::join_words(app.response_types, ", ")},
                                  .decided_by = "response_types of app " + app.label,
                                  .closest = protocol::join_words(app.response_types)});
  if (auto refusal = decide_grant_types(app, *wanted)) return protocol::fail(*std::move(refusal));
  return *wanted;
}

// okta-auth-js renews silently by okta_post_message with PKCE; without PKCE Okta knows a refusal
// (docs/okta-behaviour.md, Authorize).
Check decide_response_mode(ResponseType type, const Params& params) {
  if (!has_value(params, "response_mode")) return std::nullopt;
  const auto mode = protocol::parse_response_mode(params.get("response_mode"));
  if (!mode)
    return Refusal{.error = OktaError::unsupported_response_mode,
                   .decided_by = "no such response mode",
                   .closest = protocol::likely_meant({"query", "fragment", "form_post", "okta_post_message"},
                                                     params.get("response_mode"))};
  if (*mode == ResponseMode::query && type.has_tokens())
    return Refusal{.error = OktaError::unsupported_response_mode_query_with_tokens,
                   .decided_by = "tokens do not travel in a query",
                   .closest = "fragment"};
  if (*mode == ResponseMode::okta_post_message && !can_hear_messages(params.get("redirect_uri")))
    return Refusal{.error = OktaError::unsupported_response_mode,
                   .decided_by = "no page of the redirect URI's scheme can be told by message",
                   .closest = "query"};
  if (*mode == ResponseMode::okta_post_message && type == ResponseType{.code = true} &&
      params.get("code_challenge").empty())
    return Refusal{.error = OktaError::unsupported_response_mode_okta_post_message_with_code};
  return std::nullopt;
}

bool has_documented_state_characters(std::string_view state) {
  return std::all_of(state.begin(), state.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == ',' ||
           c == '.' || c == '_' || c == '-';
  });
}

Check decide_state(const Switches& switches, std::string_view state) {
  if (state.empty()) return Refusal{.error = OktaError::invalid_state, .decided_by = "state is required"};
  if (switches.strict_state_characters && !has_documented_state_characters(state))
    return Refusal{.error = OktaError::invalid_state,
                   .decided_by = "switch strict_state_characters",
                   .closest = "letters, digits, comma, period, underscore, hyphen"};
  return std::nullopt;
}

// OpenID Connect Core 3.2.2.1 wants it for ID tokens from here; Okta for access tokens too.
Check decide_nonce(ResponseType type, std::string_view nonce) {
  if (!type.has_tokens() || !nonce.empty()) return std::nullopt;
  return Refusal{.error = OktaError::invalid_nonce,
                 .decided_by = "response_type " + protocol::to_string(type) + " wants a nonce"};
}

protocol::Result<std::optional<std::chrono::seconds>, Refusal> parse_max_age(const Params& params) {
  const std::string_view text = params.get("max_age");
  if (text.empty()) return std::optional<std::chrono::seconds>();
  if (text.front() == '-') return protocol::fail(Refusal{.error = OktaError::invalid_max_age});  // also -0
  std::int32_t seconds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (error != std::errc() || end != text.data() + text.size())
    return protocol::fail(Refusal{.error = OktaError::invalid_max_age});
  return std::optional(std::chrono::seconds(seconds));
}

std::string what_wants_a_challenge(const AppIntegration& app) {
  if (!app.confidential()) return "token_endpoint_auth_method none of app " + app.label;
  if (app.pkce_required) return "pkce_required of app " + app.label;
  return "code_challenge_method without a challenge";
}

// Proof Key for Code Exchange protects a code; there is nothing to prove for what comes without one.
Check decide_challenge(const AppIntegration& app, ResponseType type, const Params& params) {
  if (!type.code) return std::nullopt;
  const std::string_view challenge = params.get("code_challenge");
  const std::string_view method = params.get("code_challenge_method");
  if (challenge.empty()) {
    if (app.confidential() && !app.pkce_required && method.empty()) return std::nullopt;
    return Refusal{.error = OktaError::pkce_missing_challenge, .decided_by = what_wants_a_challenge(app)};
  }
  if (!protocol::is_code_verifier(challenge)) return Refusal{.error = OktaError::pkce_invalid_challenge};
  if (method != "S256")
    return Refusal{.error = OktaError::pkce_unsupported_code_challenge_method,
                   .arguments = {"S256"},
                   .decided_by = method.empty() ? "without code_challenge_method it is plain (RFC 7636 4.3)"
                                                : "code_challenge_method",
                   .closest = "S256"};
  return std::nullopt;
}

// Okta ignores offline_access where no code comes that a refresh token could be redeemed for.
std::vector<std::string> without_offline_access(std::vector<std::string> scopes) {
  scopes.erase(std::remove(scopes.begin(), scopes.end(), "offline_access"), scopes.end());
  return scopes;
}

protocol::Result<std::vector<std::string>, Refusal> decide_requested_scopes(const AuthorizationServer& server,
                                                                            ResponseType type,
                                                                            const Params& params) {
  const auto named = parse_scopes(params, kMaxAuthorizeScopeBytes);
  if (!named) return named;
  using protocol::GrantType;
  auto scopes =
      decide_scopes(server, type.code ? GrantType::authorization_code : GrantType::implicit, *named);
  if (!scopes) return scopes;
  const bool openid = std::find(scopes->begin(), scopes->end(), "openid") != scopes->end();
  if (type.id_token && !openid)
    return protocol::fail(Refusal{.error = OktaError::openid_scope_required,
                                  .decided_by = "response_type " + protocol::to_string(type),
                                  .closest = "openid"});
  return type.code ? scopes : without_offline_access(*std::move(scopes));
}

// Okta ignores those that it does not know; the first of the others is the one that is held to.
std::vector<std::string> known_acr_values(const Params& params) {
  std::vector<std::string> values = protocol::split_words(params.get("acr_values"));
  std::erase_if(values, [](const std::string& value) { return !is_known_acr(value); });
  return values;
}

AuthorizationRequest request_of(const AuthorizationServer& server, const AppIntegration& app,
                                ResponseType type, const Params& params) {
  AuthorizationRequest request;
  request.server_id = server.id;
  request.client_id = app.client_id;
  request.redirect_uri = params.get("redirect_uri");
  request.state = params.get("state");
  request.nonce = params.get("nonce");
  request.response_type = type;
  request.response_mode = answer_mode(params);
  if (type.code) request.code_challenge = params.get("code_challenge");
  request.login_hint = params.get("login_hint");
  request.acr_values = known_acr_values(params);
  return request;
}

// Nothing is granted at its end: the person comes back with an authenticator more, and the client hears its
// state.
protocol::Result<AuthorizationRequest, Refusal> enrolment_request(const Directory& directory,
                                                                  const AuthorizationServer& server,
                                                                  const AppIntegration& app,
                                                                  std::vector<std::string> enrols,
                                                                  const Params& params) {
  if (auto refusal = decide_response_mode(ResponseType{}, params)) return protocol::fail(*std::move(refusal));
  if (auto refusal = decide_state(directory.org.switches, params.get("state")))
    return protocol::fail(*std::move(refusal));
  AuthorizationRequest request = request_of(server, app, ResponseType{}, params);
  request.enrols = std::move(enrols);
  request.max_age = std::chrono::seconds(0);
  return request;
}

}  // namespace

// Of custom schemes every page has an origin of its own, which no message can be addressed to; one that is
// addressed to nobody in particular would hand the code to whatever page opened ours.
bool can_hear_messages(std::string_view redirect_uri) {
  const auto origin = protocol::origin_of(redirect_uri);
  return origin.starts_with("https://") || origin.starts_with("http://");
}

ResponseMode answer_mode(const Params& params) {
  const auto type = protocol::parse_response_type(params.get("response_type"));
  const auto mode = protocol::parse_response_mode(params.get("response_mode"));
  return mode.value_or(protocol::default_response_mode(type.value_or(ResponseType{.code = true})));
}

protocol::Result<AuthorizationRequest, Refusal> parse_authorization_request(const Directory& directory,
                                                                            const AuthorizationServer& server,
                                                                            const AppIntegration& app,
                                                                            const Params& params) {
  if (auto refusal = decide_unsupported_parameters(params)) return protocol::fail(*std::move(refusal));
  if (auto refusal = decide_application_type(app)) return protocol::fail(*std::move(refusal));
  auto enrols = parse_enrolment(directory, params);
  if (!enrols) return protocol::fail(enrols.error());
  if (!enrols->empty()) return enrolment_request(directory, server, app, *std::move(enrols), params);
  const auto type = decide_response_type(app, params);
  if (!type) return protocol::fail(type.error());
  if (auto refusal = decide_response_mode(*type, params)) return protocol::fail(*std::move(refusal));
  if (auto refusal = decide_state(directory.org.switches, params.get("state")))
    return protocol::fail(*std::move(refusal));
  if (auto refusal = decide_nonce(*type, params.get("nonce"))) return protocol::fail(*std::move(refusal));
  AuthorizationRequest request = request_of(server, app, *type, params);

  const auto prompt = parse_prompt(params);
  if (!prompt) return protocol::fail(prompt.error());
  request.prompt_none = prompt->none;
  request.prompt_login = prompt->login;
  request.prompt_consent = prompt->consent;
  const auto max_age = parse_max_age(params);
  if (!max_age) return protocol::fail(max_age.error());
  request.max_age = *max_age;
  if (request.prompt_none && request.max_age == std::chrono::seconds(0))
    return protocol::fail(Refusal{.error = OktaError::invalid_prompt_for_zero_max_age});
  if (has_value(params, "idp")) return protocol::fail(Refusal{.error = OktaError::unknown_idp});

  if (auto refusal = decide_challenge(app, *type, params)) return protocol::fail(*std::move(refusal));
  auto scopes = decide_requested_scopes(server, *type, params);
  if (!scopes) return protocol::fail(scopes.error());
  request.scopes = *std::move(scopes);
  return request;
}

}  // namespace mockidp
