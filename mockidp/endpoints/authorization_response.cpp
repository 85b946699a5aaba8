#include "mockidp/endpoints/authorization_response.h"

#include "mockidp/endpoints/addressed_server.h"
#include "mockidp/endpoints/error_response.h"
#include "mockidp/endpoints/page_response.h"
#include "mockidp/endpoints/request_parameters.h"
#include "mockidp/endpoints/token_bends.h"
#include "mockidp/policy/access_policy.h"
#include "mockidp/protocol/random.h"
#include "mockidp/protocol/uri.h"

namespace mockidp {
namespace {

using protocol::ResponseType;

http::Response redirect_to_client(std::string location) {
  http::Response response = http::redirect_response(302, std::move(location));
  response.set("Referrer-Policy",
               "no-referrer");  // the URI that carries the code is not the next page's to know
  return response;
}

std::string with_fragment(const std::string& uri, const protocol::Params& params) {
  return uri + '#' + protocol::encode_form(params);
}

http::Response post_to_client(Exchange& exchange, const ReturnAddress& address,
                              const protocol::Params& params) {
  PageAccess access;
  access.nonce = page_nonce(exchange);
  access.form_target = address.uri();
  return page_response(200, render_form_post(address.uri(), params, access.nonce), access);
}

// For a popup or a hidden iframe of the app, so any page may frame it; only pages of the redirect URI's
// origin can read the message.
http::Response message_to_client(Exchange& exchange, const ReturnAddress& address,
                                 const protocol::Params& params) {
  PageAccess access;
  access.nonce = page_nonce(exchange);
  access.framing = PageAccess::Framing::anywhere;
  return page_response(200, render_post_message(protocol::origin_of(address.uri()), params, access.nonce),
                       access);
}

http::Response answer_client(Exchange& exchange, const ReturnAddress& address,
                             const protocol::Params& params) {
  for (const auto& [name, value] : params.entries()) exchange.trace.sent(name, value);
  switch (address.mode()) {
    case protocol::ResponseMode::query:
      return redirect_to_client(protocol::append_query(address.uri(), params));
    case protocol::ResponseMode::fragment:
      return redirect_to_client(with_fragment(address.uri(), params));
    case protocol::ResponseMode::form_post:
      return post_to_client(exchange, address, params);
    case protocol::ResponseMode::okta_post_message:
      break;
  }
  return message_to_client(exchange, address, params);
}

// A page of Okta's own where prompt=none fails: reported, so on offer (docs/okta-behaviour.md, Switches).
bool is_shown_as_page(const Exchange& exchange, const Refusal& refusal) {
  return exchange.dir().org.switches.prompt_none_error_as_page &&
         (refusal.error == OktaError::login_required || refusal.error == OktaError::app_sign_on_required);
}

// Whose sign-in answers the request, and which of its acr_values was met.
struct SignIn {
  const Session& session;
  const Person& person;
  std::string_view acr;
};

AuthorizationCode code_for(const Exchange& exchange, const AuthorizationRequest& request,
                           const SignIn& sign_in, const AccessDecision& access) {
  return {.grant_id = request.grant_id,
          .server_id = request.server_id,
          .client_id = request.client_id,
          .redirect_uri = request.redirect_uri,
          .nonce = request.nonce,
          .code_challenge = request.code_challenge,
          .scopes = request.scopes,
          .person_id = sign_in.person.id,
          .amr = amr_values(sign_in.session.verified),
          .acr = std::string(sign_in.acr),
          .auth_time = sign_in.session.auth_time(),
          .issued_at = exchange.now,
          .access_token_lifetime = access.access_token_lifetime,
          .refresh_token_lifetime = access.refresh_token_lifetime,
          .refresh_token_window = access.refresh_token_window};
}

std::string issue_code(Exchange& exchange, const AuthorizationRequest& request, const SignIn& sign_in,
                       const AccessDecision& access) {
  std::string code = protocol::random_base64url(exchange.org.random, 32);
  Batch batch;
  batch.put.push_back(exchange.org.codes.put(code, code_for(exchange, request, sign_in, access)));
  exchange.org.store.commit(batch);
  return code;
}

// What the access policies say to each way that the answer takes: a code is judged as authorization_code,
// tokens from here as implicit (docs/okta-behaviour.md, Authorize).
struct Access {
  AccessDecision to_code;
  AccessDecision to_tokens;
};

protocol::Result<Access, Refusal> decide_access_to(Exchange& exchange, const AuthorizationRequest& request,
                                                   const Person& person) {
  const AuthorizationServer& server = *exchange.dir().server(request.server_id);
  const AppIntegration& app = *exchange.dir().app_by_client_id(request.client_id);
  for (const std::string& scope : request.scopes)
    if (server.find_scope(scope) == nullptr)
      return protocol::fail(Refusal{.error = OktaError::no_matching_scope,
                                    .decided_by = "the scope " + scope + " was deleted during the sign-in"});
  Access access;
  const auto decide = [&](protocol::GrantType grant, AccessDecision& out) -> std::optional<Refusal> {
    auto decision = decide_access(exchange.dir(), server, app, &person, grant, request.scopes);
    if (!decision) return decision.error();
    exchange.trace.decided("access", decision->policy + ": " + decision->rule);
    out = *std::move(decision);
    return std::nullopt;
  };
  if (request.response_type.code)
    if (auto refusal = decide(protocol::GrantType::authorization_code, access.to_code))
      return protocol::fail(*std::move(refusal));
  if (request.response_type.has_tokens())
    if (auto refusal = decide(protocol::GrantType::implicit, access.to_tokens))
      return protocol::fail(*std::move(refusal));
  return access;
}

// RFC 6749 4.2.2, OpenID Connect Core 3.2.2.5 and 3.3.2.5. An ID token that comes without an access token
// says all that the scopes allow, since nothing else could be asked.
std::optional<Refusal> add_tokens(Exchange& exchange, const AuthorizationRequest& request,
                                  const Granted& granted, std::string_view code, protocol::Params& params) {
  const AuthorizationServer& server = *exchange.dir().server(request.server_id);
  const AppIntegration& app = *exchange.dir().app_by_client_id(request.client_id);
  const TokenBends bends = active_token_bends(exchange, "authorize", server, app, granted);
  const Minting minting{exchange.org, exchange.dir(), exchange.now, server,
                        app,          granted,        bends,        ClaimFacts::Channel::front};
  const ResponseType& type = request.response_type;
  const auto access_token = type.token ? mint_access_token(minting) : std::string();
  if (!access_token) return access_token.error();
  if (type.id_token) {
    const auto id_token = mint_id_token(minting, {.access_token = *access_token, .code = code},
                                        type.token ? IdTokenContents::thin : IdTokenContents::fat);
    if (!id_token) return id_token.error();
    params.add("id_token", *id_token);
  }
  if (!type.token) return std::nullopt;
  params.add("access_token", *access_token);
  params.add("token_type", "Bearer");
  params.add("expires_in", std::to_string(granted.access_token_lifetime.count()));
  params.add("scope", protocol::join_words(granted.scopes));
  return std::nullopt;
}

protocol::Result<protocol::Params, Refusal> authorized(Exchange& exchange,
                                                       const AuthorizationRequest& request,
                                                       const SignIn& sign_in, const Access& access) {
  protocol::Params params;
  std::string code;
  if (request.response_type.code) {
    code = issue_code(exchange, request, sign_in, access.to_code);
    params.add("code", code);
  }
  if (request.response_type.has_tokens()) {
    const Granted granted{.grant_id = request.grant_id,
                          .scopes = request.scopes,
                          .access_token_lifetime = access.to_tokens.access_token_lifetime,
                          .person = sign_in.person,
                          .amr = amr_values(sign_in.session.verified),
                          .acr = std::string(sign_in.acr),
                          .auth_time = sign_in.session.auth_time(),
                          .nonce = request.nonce};
    if (auto refusal = add_tokens(exchange, request, granted, code, params))
      return protocol::fail(*std::move(refusal));
  }
  if (!request.state.empty()) params.add("state", request.state);
  return params;
}

}  // namespace

std::optional<ReturnAddress> ReturnAddress::of(const Directory& directory,
                                               const AuthorizationRequest& request) {
  const AuthorizationServer* server = directory.server(request.server_id);
  const AppIntegration* app = directory.app_by_client_id(request.client_id);
  if (server == nullptr || !is_in_service(directory, *server) || app == nullptr || !app->active)
    return std::nullopt;
  return resolve(directory.org.switches, *app, request.redirect_uri, request.state, request.response_mode);
}

std::optional<ReturnAddress> ReturnAddress::resolve(const Switches& switches, const AppIntegration& app,
                                                    std::string_view redirect_uri, std::string_view state,
                                                    protocol::ResponseMode mode) {
  auto match = decide_redirect_uri(switches, app, redirect_uri);
  if (!match) return std::nullopt;
  return ReturnAddress(std::string(redirect_uri), std::string(state), mode, *std::move(match));
}

http::Response redirect_with_error(Exchange& exchange, const ReturnAddress& address, const Refusal& refusal) {
  if (is_shown_as_page(exchange, refusal)) {
    exchange.trace.decided("shown as page", "switch prompt_none_error_as_page");
    return error_page(exchange, refusal);
  }
  trace_refusal(exchange, refusal);
  const protocol::OAuthError error = to_oauth_error(refusal);
  protocol::Params params;
  const bool state_was_refused = refusal.error == OktaError::invalid_state;
  if (!state_was_refused && !address.state().empty()) params.add("state", address.state());
  params.add("error", std::string(protocol::to_string(error.code)));
  params.add("error_description", error.description);
  return answer_client(exchange, address, params);
}

http::Response complete_authorization(Exchange& exchange, const AuthorizationRequest& asked,
                                      const ReturnAddress& address, const Session& session,
                                      std::string_view acr) {
  const auto person = exchange.org.people.find(session.person_id);
  if (!person)
    return redirect_with_error(exchange, address,
                               {.error = OktaError::access_denied, .decided_by = "the person is gone"});
  exchange.trace.person(person->value.login);
  AuthorizationRequest request = asked;
  request.grant_id = exchange.org.grants.begun_now(asked.grant_id);
  const auto access = decide_access_to(exchange, request, person->value);
  if (!access) return redirect_with_error(exchange, address, access.error());
  const auto answer = authorized(exchange, request, {session, person->value, acr}, *access);
  if (!answer) return redirect_with_error(exchange, address, answer.error());
  return answer_client(exchange, address, *answer);
}

}  // namespace mockidp
