// GET and POST …/v1/authorize (RFC 6749 4.1.1, OpenID Connect Core 3.1.2; docs/okta-behaviour.md, Authorize).

#include "mockidp/directory/wildcard_redirect.h"
#include "mockidp/endpoints/addressed_server.h"
#include "mockidp/endpoints/authorization_response.h"
#include "mockidp/endpoints/cors.h"
#include "mockidp/endpoints/error_response.h"
#include "mockidp/endpoints/oauth/authorization_request.h"
#include "mockidp/endpoints/oauth/oauth_routes.h"
#include "mockidp/endpoints/request_parameters.h"
#include "mockidp/endpoints/session_by_token.h"
#include "mockidp/endpoints/sign_in.h"
#include "mockidp/endpoints/unanswerable.h"
#include "mockidp/org/minting.h"
#include "mockidp/policy/redirect_uri.h"

namespace mockidp {
namespace {

// GET has the parameters in the query, POST in the body and nowhere else.
protocol::Result<protocol::Params, Refusal> parse_authorize_parameters(Exchange& exchange) {
  const http::Request& request = exchange.request;
  if (request.method != "POST") return parse_parameters(exchange, request.query);
  if (!request.query.empty())
    return protocol::fail(Refusal{.error = OktaError::invalid_request,
                                  .decided_by = "POST takes its parameters in a form body"});
  return parse_parameters(exchange, request.body);
}

// A URI that is not the app's, or that the request gives twice, is never redirected to.
Refusal refuse_redirect_uri(const Switches& switches, const AppIntegration& app,
                            const protocol::Params& params) {
  if (has_value(params, "request") && !has_value(params, "redirect_uri"))
    return {.error = OktaError::request_not_supported};  // the URI may be in there
  if (auto match = decide_redirect_uri(switches, app, params.get("redirect_uri")); !match)
    return match.error();
  return {.error = OktaError::illegal_duplicated_parameters, .arguments = {"redirect_uri"}};
}

bool is_repeated(const protocol::Params& params, std::string_view name) {
  const std::vector<std::string> repeated = params.repeated();
  return std::find(repeated.begin(), repeated.end(), name) != repeated.end();
}

// What was not compared exactly decides where codes and tokens go: told, with Okta's caution.
void trace_match(Exchange& exchange, const RedirectUriMatch& match) {
  if (match.by == RedirectUriMatch::By::wildcard)
    exchange.trace.decided("redirect URI matched by wildcard", match.registered, kWildcardCaution);
  if (match.by == RedirectUriMatch::By::bare_origin)
    exchange.trace.decided("redirect URI matched but for its slash", "switch bare_origin_matches_slash",
                           match.registered);
}

http::Response refuse_request(Exchange& exchange, const ReturnAddress& address, const Refusal& refusal) {
  // By a mode that cannot be used nobody can be told.
  const bool deaf =
      address.mode() == protocol::ResponseMode::okta_post_message && !can_hear_messages(address.uri());
  if (deaf || refusal.error == OktaError::unsupported_response_mode ||
      refusal.error == OktaError::unsupported_response_mode_query_with_tokens)
    return error_page(exchange, refusal);
  return redirect_with_error(exchange, address, refusal);
}

http::Response authorize(Exchange& exchange, ShowStep show_step) {
  const AuthorizationServer* server = addressed_server(exchange);
  if (server == nullptr) return refuse_server(exchange, exchange.request.path_param("authServerId"));
  if (exchange.request.method == "POST" && !has_form_body(exchange.request))
    return refuse_media_type(exchange);
  trace_unreadable(exchange);
  const auto params = parse_authorize_parameters(exchange);
  if (!params) return error_page(exchange, params.error());
  exchange.trace.client(params->get("client_id"));
  const AppIntegration* app = exchange.dir().app_by_client_id(params->get("client_id"));
  if (app == nullptr || !app->active || is_repeated(*params, "client_id"))
    return refuse_client(exchange, app);

  const Switches& switches = exchange.dir().org.switches;
  // Until the return address is known, a refusal can only be shown to the person.
  const auto address = is_repeated(*params, "redirect_uri")
                           ? std::nullopt
                           : ReturnAddress::resolve(switches, *app, params->get("redirect_uri"),
                                                    params->get("state"), answer_mode(*params));
  if (!address) return error_page(exchange, refuse_redirect_uri(switches, *app, *params));

  trace_match(exchange, address->match());
  // From here on every refusal is the client's to hear.
  auto request = parse_authorization_request(exchange.dir(), *server, *app, *params);
  if (!request) return refuse_request(exchange, *address, request.error());
  request->grant_id = exchange.org.grants.draw_id(exchange.org.random);
  trace_grant(exchange, request->grant_id);
  const bool opened =
      has_value(*params, "sessionToken") && open_session_by_token(exchange, params->get("sessionToken"));
  // Silent single sign-on, a page, or a refusal by prompt=none: the engine decides, one dispatcher answers.
  http::Response response = show_step(exchange, begin_sign_in(exchange, *std::move(request)));
  if (opened) add_opened_session(exchange, response);
  return response;
}

}  // namespace

void add_authorize_routes(http::Router& router, Org& org, ShowStep show_step) {
  const auto handler = [show_step](Exchange& exchange) { return authorize(exchange, show_step); };
  add_server_endpoint(router, org, "GET", "authorize", handler);
  add_server_endpoint(router, org, "POST", "authorize", handler);
}

}  // namespace mockidp
