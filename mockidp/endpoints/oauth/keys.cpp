// GET …/v1/keys (docs/okta-behaviour.md, Metadata and keys).

#include "mockidp/endpoints/addressed_server.h"
#include "mockidp/endpoints/caching.h"
#include "mockidp/endpoints/cors.h"
#include "mockidp/endpoints/oauth/oauth_routes.h"

namespace mockidp {
namespace {

// Okta lets verifiers keep the keys until the next planned rotation, about four times a year. Nothing rotates
// here unasked; the plan is every 90 days of the org's clock.
constexpr std::chrono::seconds kRotationPeriod = std::chrono::hours(24 * 90);

std::chrono::seconds until_planned_rotation(protocol::TimePoint now) {
  return kRotationPeriod - std::chrono::seconds(protocol::to_unix(now)) % kRotationPeriod;
}

EndpointHandler keys_endpoint() {
  return [ready = std::make_shared<ReadyDocuments>()](Exchange& exchange) {
    const AuthorizationServer* server = addressed_server(exchange);
    if (server == nullptr) return unknown_server(exchange);
    const auto document =
        ready->get(server->id, exchange.revision, [&] { return exchange.org.keys(server->id).jwks(); });
    return answer_document(exchange, *document, until_planned_rotation(exchange.now));
  };
}

}  // namespace

void add_keys_routes(http::Router& router, Org& org) {
  add_server_endpoint(router, org, "GET", "keys", readable_by_any_origin(keys_endpoint()), RateLimit::none);
  add_server_endpoint(router, org, "OPTIONS", "keys", preflight("GET"), RateLimit::none);
}

}  // namespace mockidp
