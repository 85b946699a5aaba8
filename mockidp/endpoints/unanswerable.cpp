#include "mockidp/endpoints/unanswerable.h"

#include "mockidp/endpoints/addressed_server.h"
#include "mockidp/endpoints/error_response.h"
#include "mockidp/policy/redirect_uri.h"

namespace mockidp {
namespace {

void trace_change(Exchange& exchange, std::string_view what) {
  exchange.trace.decided("changed during the sign-in", what);
}

std::string change_of_server(const Directory& directory, std::string_view server_id) {
  if (!directory.org.switches.api_access_management) return "switch api_access_management";
  const auto* server = directory.server(server_id);
  if (server == nullptr) return "authorization server " + std::string(server_id);
  return "status of authorization server " + server->name;
}

}  // namespace

http::Response refuse_server(Exchange& exchange, std::string_view server_id) {
  if (exchange.dir().org.switches.api_access_management) return unknown_server(exchange, server_id);
  // Okta shows its page where people come, and refuses programs.
  return error_page(exchange, Refusal{.error = OktaError::feature_not_enabled,
                                      .decided_by = "switch api_access_management",
                                      .closest = exchange.dir().org_server().issuer});
}

http::Response refuse_client(Exchange& exchange, const AppIntegration* app) {
  if (app != nullptr)
    exchange.trace.decided("refused",
                           app->active ? "client_id is given twice" : "status of app " + app->label);
  return api_error(exchange, 400, "invalid_client", okta_error_row(OktaError::invalid_client_id).description);
}

http::Response refuse_changed_org(Exchange& exchange, const AuthorizationRequest& request) {
  const auto& directory = exchange.dir();
  const auto* server = directory.server(request.server_id);
  if (server == nullptr || !is_in_service(directory, *server)) {
    trace_change(exchange, change_of_server(directory, request.server_id));
    return refuse_server(exchange, request.server_id);
  }
  const auto* app = directory.app_by_client_id(request.client_id);
  if (app == nullptr || !app->active) {
    trace_change(exchange, app == nullptr ? "app " + request.client_id : "status of app " + app->label);
    return refuse_client(exchange, app);
  }
  trace_change(exchange, "sign-in redirect URIs of " + app->label);
  const auto match = decide_redirect_uri(directory.org.switches, *app, request.redirect_uri);
  return error_page(exchange, match ? Refusal{.error = OktaError::illegal_redirect_uri} : match.error());
}

}  // namespace mockidp
