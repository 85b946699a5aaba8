#include "mockidp/endpoints/addressed_server.h"

#include "mockidp/endpoints/error_response.h"

namespace mockidp {

const AuthorizationServer* addressed_server(Exchange& exchange) {
  const std::string_view id = exchange.request.path_param("authServerId");
  exchange.trace.server(id);
  if (exchange.request.path_params.empty()) return &exchange.dir().org_server();
  const AuthorizationServer* server = id.empty() ? nullptr : exchange.dir().server(id);
  return server != nullptr && is_in_service(exchange.dir(), *server) ? server : nullptr;
}

bool is_in_service(const Directory& directory, const AuthorizationServer& server) {
  return server.active && (server.is_org_server() || directory.org.switches.api_access_management);
}

http::Response unknown_server(Exchange& exchange, std::string_view server_id) {
  if (!exchange.dir().org.switches.api_access_management) {
    exchange.trace.decided("refused", "switch api_access_management", exchange.dir().org_server().issuer);
    return api_error(exchange, 401, "E0000015",
                     "You do not have permission to access the feature you are requesting");
  }
  // Both answer alike; the journal tells the one from the other.
  if (const auto* server = exchange.dir().server(server_id); server != nullptr && !server->is_org_server())
    exchange.trace.decided("refused", "status of authorization server " + server->name);
  return api_error(exchange, 404, "E0000007",
                   "Not found: Resource not found: " + std::string(server_id) + " (AuthorizationServer)");
}

http::Response unknown_server(Exchange& exchange) {
  return unknown_server(exchange, exchange.request.path_param("authServerId"));
}

std::string endpoint_url(const Directory& directory, const AuthorizationServer& server,
                         std::string_view endpoint) {
  return directory.org.url + server.base_path + "/v1/" + std::string(endpoint);
}

void add_server_endpoint(http::Router& router, Org& org, std::string_view method, std::string_view endpoint,
                         const EndpointHandler& handler, RateLimit rate_limit) {
  for (const std::string_view base : {"/oauth2/v1/", "/oauth2/{authServerId}/v1/"})
    add_endpoint(router, org, method, std::string(base).append(endpoint), endpoint, handler, rate_limit);
}

}  // namespace mockidp
