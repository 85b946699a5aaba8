// GET …/v1/keys (docs/okta-behaviour.md, Metadata and keys).

#include "mockidp/endpoints/addressed_server.h"
#include "mockidp/endpoints/caching.h"
#include "mockidp/endpoints/cors.h"
#include "mockidp/endpoints/oauth/oauth_routes.h"

namespace mockidp {
namespace {

// Okta lets verifiers keep the keys until the next planned rotation, about four times a year. Where nothing
// rotates unasked, the plan is every 90 days of the org's clock all the same.
constexpr unsigned kUsualRotationDays = 90;

std::chrono::seconds until_planned_rotation(unsigned rotation_days, protocol::TimePoint now) {
  const std::chrono::seconds period =
      std::chrono::hours(24) * (rotation_days == 0 ? kUsualRotationDays : rotation_days);
  return period - std::chrono::seconds(protocol::to_unix(now)) % period;
}

EndpointHandler keys_endpoint() {
  return [ready = std::make_shared<ReadyDocuments>()](Exchange& exchange) {
    const AuthorizationServer* server = addressed_server(exchange);
    if (server == nullptr) return unknown_server(exchange);
    const auto fresh_for = until_planned_rotation(exchange.dir().org.signing_key_rotation_days, exchange.now);
    return ready->answer(exchange, server->id, fresh_for,
                         [&] { return exchange.org.keys(server->id).jwks(); });
  };
}

}  // namespace

void add_keys_routes(http::Router& router, Org& org) {
  add_server_endpoint(router, org, "GET", "keys", readable_by_any_origin(keys_endpoint()), RateLimit::none);
  add_server_endpoint(router, org, "OPTIONS", "keys", preflight("GET"), RateLimit::none);
}

}  // namespace mockidp
