#include "mockidp/endpoints/oauth/authorization_request.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "mockidp/endpoints/oauth/prompt.h"
#include "mockidp/endpoints/request_parameters.h"
#include "mockidp/policy/scopes.h"
#include "mockidp/protocol/pkce.h"

namespace mockidp {
namespace {

using protocol::Params;
using Check = std::optional<Refusal>;

Check decide_unsupported_parameters(const Params& params) {
  if (auto repeated = refuse_repeated(params)) return repeated;
  if (params.has("request")) return Refusal{.error = OktaError::request_not_supported};
  if (params.has("request_uri")) return Refusal{.error = OktaError::request_uri_not_supported};
  return std::nullopt;
}

Check decide_client(const AppIntegration& app) {
  if (app.application_type == ApplicationType::service)
    return Refusal{.error = OktaError::invalid_client_application_type,
                   .arguments = {"authorize"},
                   .decided_by = "application_type of app " + app.label};
  if (app.allows(protocol::GrantType::authorization_code)) return std::nullopt;
  std::vector<std::string> configured;
  for (const protocol::GrantType grant : app.grant_types) configured.emplace_back(protocol::to_string(grant));
  return Refusal{.error = OktaError::unauthorized_client,
                 .arguments = {protocol::join_words(configured, ", ")},
                 .decided_by = "grant_types of app " + app.label};
}

Check decide_response_type(const AppIntegration& app, const Params& params) {
  const std::string_view wanted = params.get("response_type");
  const auto& configured = app.response_types;
  const bool implemented =
      std::find(kResponseTypes.begin(), kResponseTypes.end(), wanted) != kResponseTypes.end();
  if (implemented && std::find(configured.begin(), configured.end(), wanted) != configured.end())
    return std::nullopt;
  return Refusal{
      .error = OktaError::unsupported_response_type,
      .arguments = {protocol::join_words(configured, ", ")},
      .decided_by = implemented ? "response_types of app " + app.label : "response types of this provider",
      .closest = "code"};
}

// okta-auth-js renews silently by okta_post_message with PKCE; without PKCE Okta knows a refusal
// (docs/okta-behaviour.md, Authorize).
Check decide_response_mode(const Params& params) {
  if (!params.has("response_mode")) return std::nullopt;
  const auto mode = protocol::parse_response_mode(params.get("response_mode"));
  if (!mode) return Refusal{.error = OktaError::unsupported_response_mode};
  if (*mode == protocol::ResponseMode::okta_post_message && params.get("code_challenge").empty())
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

protocol::Result<std::optional<std::chrono::seconds>, Refusal> parse_max_age(const Params& params) {
  const std::string_view text = params.get("max_age");
  if (text.empty()) return std::optional<std::chrono::seconds>();
  std::int32_t seconds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (error != std::errc() || end != text.data() + text.size() || seconds < 0)
    return protocol::fail(Refusal{.error = OktaError::invalid_max_age});
  return std::optional(std::chrono::seconds(seconds));
}

Check decide_challenge(const AppIntegration& app, const Params& params) {
  const std::string_view challenge = params.get("code_challenge");
  const std::string_view method = params.get("code_challenge_method");
  if (challenge.empty()) {
    if (app.confidential() && !app.pkce_required && method.empty()) return std::nullopt;
    return Refusal{.error = OktaError::pkce_missing_challenge,
                   .decided_by = app.confidential() ? "pkce_required of app " + app.label
                                                    : "token_endpoint_auth_method none of app " + app.label};
  }
  if (!protocol::is_code_verifier(challenge)) return Refusal{.error = OktaError::pkce_invalid_challenge};
  if (method != "S256")
    return Refusal{.error = OktaError::pkce_unsupported_code_challenge_method, .arguments = {"S256"}};
  return std::nullopt;
}

AuthorizationRequest request_of(const AuthorizationServer& server, const AppIntegration& app,
                                const Params& params) {
  AuthorizationRequest request;
  request.server_id = server.id;
  request.client_id = app.client_id;
  request.redirect_uri = params.get("redirect_uri");
  request.state = params.get("state");
  request.nonce = params.get("nonce");
  request.response_type = params.get("response_type");
  request.response_mode = answer_mode(params);
  request.code_challenge = params.get("code_challenge");
  request.login_hint = params.get("login_hint");
  return request;
}

}  // namespace

protocol::ResponseMode answer_mode(const Params& params) {
  return protocol::parse_response_mode(params.get("response_mode")).value_or(protocol::ResponseMode::query);
}

protocol::Result<AuthorizationRequest, Refusal> parse_authorization_request(const Directory& directory,
                                                                            const AuthorizationServer& server,
                                                                            const AppIntegration& app,
                                                                            const Params& params) {
  if (auto refusal = decide_unsupported_parameters(params)) return protocol::fail(*std::move(refusal));
  if (auto refusal = decide_client(app)) return protocol::fail(*std::move(refusal));
  if (auto refusal = decide_enrolment(params)) return protocol::fail(*std::move(refusal));
  if (auto refusal = decide_response_type(app, params)) return protocol::fail(*std::move(refusal));
  if (auto refusal = decide_response_mode(params)) return protocol::fail(*std::move(refusal));
  if (auto refusal = decide_state(directory.org.switches, params.get("state")))
    return protocol::fail(*std::move(refusal));
  AuthorizationRequest request = request_of(server, app, params);

  const auto prompt = parse_prompt(params);
  if (!prompt) return protocol::fail(prompt.error());
  request.prompt_none = prompt->none;
  request.prompt_login = prompt->login;
  const auto max_age = parse_max_age(params);
  if (!max_age) return protocol::fail(max_age.error());
  request.max_age = *max_age;
  if (request.prompt_none && request.max_age == std::chrono::seconds(0))
    return protocol::fail(Refusal{.error = OktaError::invalid_prompt_for_zero_max_age});
  if (params.has("idp")) return protocol::fail(Refusal{.error = OktaError::unknown_idp});

  if (auto refusal = decide_challenge(app, params)) return protocol::fail(*std::move(refusal));
  const auto scopes = parse_scopes(params, kMaxAuthorizeScopeBytes);
  if (!scopes) return protocol::fail(scopes.error());
  auto granted = decide_scopes(server, protocol::GrantType::authorization_code, *scopes);
  if (!granted) return protocol::fail(granted.error());
  request.scopes = *std::move(granted);
  return request;
}

}  // namespace mockidp
