// GET …/v1/keys (docs/okta-behaviour.md, Metadata and keys).

#include "mockidp/endpoints/addressed_server.h"
#include "mockidp/endpoints/caching.h"
#include "mockidp/endpoints/cors.h"
#include "mockidp/endpoints/oauth/oauth_routes.h"

namespace mockidp {
namespace {

// Okta lets verifiers keep the keys until the set is planned to change. Where it does not change unasked, a
// rotation is planned every 90 days of the org's clock all the same, as about four times a year at Okta.
constexpr std::chrono::hours kUsualPeriod{24 * 90};

// With a plan the set changes twice in a period: half of it before it signs, the key to come is published.
std::chrono::seconds until_planned_change(unsigned rotation_days, protocol::TimePoint now) {
  const std::chrono::seconds period =
      rotation_days == 0 ? kUsualPeriod : std::chrono::hours(12) * rotation_days;
  return period - std::chrono::seconds(protocol::to_unix(now)) % period;
}

EndpointHandler keys_endpoint() {
  return [ready = std::make_shared<ReadyDocuments>()](Exchange& exchange) {
    const AuthorizationServer* server = addressed_server(exchange);
    if (server == nullptr) return unknown_server(exchange);
    const auto fresh_for = until_planned_change(exchange.dir().org.signing_key_rotation_days, exchange.now);
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
