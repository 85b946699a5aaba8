#pragma once
#include "mockidp/endpoints/exchange.h"

namespace mockidp {

// The authorization server that the path names: the org's without a name. nullptr: there is none in service.
const AuthorizationServer* addressed_server(Exchange& exchange);
// Whether it answers: active, and of an org that may have it.
bool is_in_service(const Directory& directory, const AuthorizationServer& server);
// 404 E0000007; 401 E0000015 at any custom server of an org without API Access Management.
http::Response unknown_server(Exchange& exchange, std::string_view server_id);
http::Response unknown_server(Exchange& exchange);  // that of the path

// https://org/oauth2/{id}/v1/{endpoint}
std::string endpoint_url(const Directory& directory, const AuthorizationServer& server,
                         std::string_view endpoint);

// Registers an endpoint below each authorization server: /oauth2/v1/… and /oauth2/{authServerId}/v1/….
void add_server_endpoint(http::Router& router, Org& org, std::string_view method, std::string_view endpoint,
                         const EndpointHandler& handler, RateLimit rate_limit = RateLimit::counted);

}  // namespace mockidp
