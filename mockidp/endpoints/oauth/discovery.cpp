// The .well-known documents of each authorization server (docs/okta-behaviour.md, Metadata).

#include "mockidp/endpoints/addressed_server.h"
#include "mockidp/endpoints/caching.h"
#include "mockidp/endpoints/cors.h"
#include "mockidp/endpoints/error_response.h"
#include "mockidp/endpoints/oauth/metadata.h"
#include "mockidp/endpoints/oauth/oauth_routes.h"
#include "mockidp/endpoints/request_parameters.h"

namespace mockidp {
namespace {

constexpr std::chrono::seconds kMetadataMaxAge = std::chrono::hours(24);

// ?client_id=…: of a known app, or 400 in the /api/v1 envelope.
http::Response answer_for_client(Exchange& exchange, MetadataKind kind, const AuthorizationServer& server,
                                 const RoutePatterns& routes, const std::string& client_id) {
  const AppIntegration* app = exchange.dir().app_by_client_id(client_id);
  if (app == nullptr || !app->active)
    return api_error(exchange, 400, "invalid_client",
                     okta_error_row(OktaError::invalid_client_id).description);
  return answer_document(exchange, render_metadata(kind, exchange.dir(), server, routes, client_id),
                         kMetadataMaxAge);
}

EndpointHandler discovery_endpoint(MetadataKind kind, std::shared_ptr<const RoutePatterns> routes) {
  return [kind, routes = std::move(routes), ready = std::make_shared<ReadyDocuments>()](Exchange& exchange) {
    const AuthorizationServer* server = addressed_server(exchange);
    if (server == nullptr) return unknown_server(exchange);
    if (exchange.request.query.find("client_id=") != std::string::npos) {
      const auto params = protocol::parse_form(exchange.request.query);
      if (!params || has_value(*params, "client_id"))
        return answer_for_client(exchange, kind, *server, *routes,
                                 params ? std::string(params->get("client_id")) : std::string());
    }
    return ready->answer(exchange, server->id, kMetadataMaxAge,
                         [&] { return render_metadata(kind, exchange.dir(), *server, *routes, {}); });
  };
}

RoutePatterns patterns_of(const http::Router& router) {
  RoutePatterns patterns;
  for (const http::Router::Route& route : router.routes()) patterns.insert(route.pattern);
  return patterns;
}

}  // namespace

void add_discovery_routes(http::Router& router, Org& org) {
  const auto routes = std::make_shared<const RoutePatterns>(patterns_of(router));
  const auto openid = readable_by_any_origin(discovery_endpoint(MetadataKind::openid, routes));
  const auto oauth = readable_by_any_origin(discovery_endpoint(MetadataKind::oauth, routes));
  const auto add = [&](std::string_view pattern, const EndpointHandler& handler) {
    add_endpoint(router, org, "GET", pattern, "discovery", handler, RateLimit::none);
    add_endpoint(router, org, "OPTIONS", pattern, "discovery", preflight("GET"), RateLimit::none);
  };
  add("/.well-known/openid-configuration", openid);
  add("/oauth2/{authServerId}/.well-known/openid-configuration", openid);
  add("/.well-known/oauth-authorization-server", oauth);
  add("/oauth2/{authServerId}/.well-known/oauth-authorization-server", oauth);
  add("/.well-known/oauth-authorization-server/oauth2/{authServerId}", oauth);
}

}  // namespace mockidp
