#include "mockidp/endpoints/cors.h"

#include <algorithm>

#include "mockidp/directory/wildcard_redirect.h"
#include "mockidp/endpoints/error_response.h"
#include "mockidp/endpoints/request_parameters.h"
#include "mockidp/protocol/nearest.h"
#include "mockidp/protocol/uri.h"

namespace mockidp {
namespace {

// Nobody registers anything longer, and comparing is quadratic.
constexpr std::size_t kMostComparedOrigin = 512;

constexpr std::string_view kExposedHeaders =
    "X-Okta-Request-Id, X-Rate-Limit-Limit, X-Rate-Limit-Remaining, X-Rate-Limit-Reset, Link, Date, "
    "dpop-nonce";

std::string nearest_origin(const std::vector<std::string>& known, std::string_view origin) {
  const std::string* nearest =
      origin.size() > kMostComparedOrigin ? nullptr : protocol::nearest_of(known, origin);
  return nearest != nullptr ? *nearest : "";
}

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

void trace_unreadable(Exchange& exchange) {
  const std::string_view origin = foreign_origin(exchange);
  if (exchange.request.method != "GET" || origin.empty()) return;
  exchange.trace.received("Origin", origin);
  exchange.trace.decided("not readable by script",
                         "no page of " + std::string(origin) + " may, the browser has to go there");
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
  const bool wildcards = app.wildcard_redirect == WildcardRedirect::SUBDOMAIN;
  return std::any_of(app.redirect_uris.begin(), app.redirect_uris.end(), [&](const std::string& uri) {
    const std::string registered = protocol::origin_of(uri);
    if (registered.empty()) return false;
    return same_ignoring_case(registered, origin) || (wildcards && matches_wildcard(registered, origin));
  });
}

std::string nearest_client_origin(const AppIntegration& app, std::string_view origin) {
  std::vector<std::string> known;
  for (const std::string& uri : app.redirect_uris)
    if (std::string one = protocol::origin_of(uri); !one.empty()) known.push_back(std::move(one));
  return nearest_origin(known, origin);
}

namespace {

void add_preflight_headers(const Exchange& exchange, const std::string& methods, http::Response& response) {
  response.add("Access-Control-Allow-Origin", std::string(exchange.request.header("Origin")));
  response.add("Access-Control-Allow-Methods", methods);
  const std::string_view asked = exchange.request.header("Access-Control-Request-Headers");
  response.add("Access-Control-Allow-Headers", std::string(asked.empty() ? "Content-Type" : asked));
  response.add("Access-Control-Max-Age", "3600");
}

http::Response no_content() {
  http::Response response;
  response.status = 204;
  response.add("Vary", "Origin");
  return response;
}

// Whether a page of this origin may call with the browser's cookies; traced where not.
bool is_trusted_for_cors(Exchange& exchange, std::string_view origin) {
  const auto& directory = exchange.dir();
  const TrustedOrigin* trusted = directory.trusted_origin(origin);
  if (trusted != nullptr && trusted->cors) return true;
  std::vector<std::string> known;
  for (const TrustedOrigin& each : directory.trusted_origins)
    if (each.cors) known.push_back(each.origin);
  const std::string nearest = nearest_origin(known, origin);
  exchange.trace.received("Origin", origin);
  exchange.trace.decided("origin refused",
                         trusted != nullptr
                             ? "the trusted origin " + trusted->name + " has no CORS"
                             : "trusted origins with CORS, which do not have " + std::string(origin),
                         nearest.empty() ? "none is there" : nearest);
  return false;
}

}  // namespace

EndpointHandler preflight(std::string methods) {
  return [methods = std::move(methods)](Exchange& exchange) {
    http::Response response = no_content();
    if (!exchange.request.header("Origin").empty()) add_preflight_headers(exchange, methods, response);
    return response;
  };
}

EndpointHandler for_trusted_origins(EndpointHandler handler) {
  return [handler = std::move(handler)](Exchange& exchange) {
    const std::string_view origin = foreign_origin(exchange);
    const bool trusted = origin.empty() || is_trusted_for_cors(exchange, origin);
    http::Response response =
        trusted ? handler(exchange) : api_error(exchange, 403, "E0000212", "Origin validation failed.");
    response.add("Vary", "Origin");
    if (!trusted || exchange.request.header("Origin").empty()) return response;
    allow_origin(exchange, response);
    response.add("Access-Control-Allow-Credentials", "true");
    return response;
  };
}

EndpointHandler trusted_preflight(std::string methods) {
  return [methods = std::move(methods)](Exchange& exchange) {
    http::Response response = no_content();
    const std::string_view origin = exchange.request.header("Origin");
    if (origin.empty()) return response;
    if (!foreign_origin(exchange).empty() && !is_trusted_for_cors(exchange, origin)) return response;
    add_preflight_headers(exchange, methods, response);
    response.add("Access-Control-Allow-Credentials", "true");
    return response;
  };
}

}  // namespace mockidp
