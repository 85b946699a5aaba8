#include "mockidp/endpoints/cors.h"

#include <algorithm>

#include "mockidp/endpoints/request_parameters.h"
#include "mockidp/protocol/uri.h"

namespace mockidp {
namespace {

constexpr std::string_view kExposedHeaders =
    "X-Okta-Request-Id, X-Rate-Limit-Limit, X-Rate-Limit-Remaining, X-Rate-Limit-Reset, Link, Date";

}  // namespace

std::string_view foreign_origin(const Exchange& exchange) {
  const std::string_view origin = exchange.request.header("Origin");
  if (origin.empty() || same_ignoring_case(origin, protocol::origin_of(exchange.dir().org.url))) return {};
  return origin;
}

void allow_origin(const Exchange& exchange, http::Response& response) {
  response.add("Access-Control-Allow-Origin", std::string(exchange.request.header("Origin")));
  response.add("Access-Control-Expose-Headers", std::string(kExposedHeaders));
}

EndpointHandler readable_by_any_origin(EndpointHandler handler) {
  return [handler = std::move(handler)](Exchange& exchange) {
    http::Response response = handler(exchange);
    response.add("Vary", "Origin");
    if (!exchange.request.header("Origin").empty()) allow_origin(exchange, response);
    return response;
  };
}

bool is_client_origin(const AppIntegration& app, std::string_view origin) {
  return std::any_of(app.redirect_uris.begin(), app.redirect_uris.end(), [&](const std::string& uri) {
    const std::string registered = protocol::origin_of(uri);
    return !registered.empty() && same_ignoring_case(registered, origin);
  });
}

EndpointHandler preflight(std::string methods) {
  return [methods = std::move(methods)](Exchange& exchange) {
    http::Response response;
    response.status = 204;
    response.add("Vary", "Origin");
    if (exchange.request.header("Origin").empty()) return response;
    response.add("Access-Control-Allow-Origin", std::string(exchange.request.header("Origin")));
    response.add("Access-Control-Allow-Methods", methods);
    const std::string_view asked = exchange.request.header("Access-Control-Request-Headers");
    response.add("Access-Control-Allow-Headers", std::string(asked.empty() ? "Content-Type" : asked));
    response.add("Access-Control-Max-Age", "3600");
    return response;
  };
}

}  // namespace mockidp
