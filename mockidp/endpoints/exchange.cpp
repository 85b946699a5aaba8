#include "mockidp/endpoints/exchange.h"

#include <atomic>
#include <utility>

#include "mockidp/endpoints/error_response.h"
#include "mockidp/endpoints/framing.h"
#include "mockidp/endpoints/response_faults.h"
#include "mockidp/endpoints/shown_grant.h"
#include "mockidp/protocol/uri.h"

namespace mockidp {
namespace {

constexpr std::uint64_t kRequestsPerMinute = 1000;  // what Okta grants a trial org

// Counts an endpoint's requests by the minute of the org's clock. Any thread.
class RateWindow {
 public:
  struct State {
    std::uint64_t remaining = 0;
    std::int64_t reset = 0;  // UTC seconds: the start of the next minute
  };

  State count(protocol::TimePoint now) {
    const auto minute = static_cast<std::uint64_t>(protocol::to_unix(now) / 60);
    std::uint64_t seen = packed_.load(std::memory_order_relaxed);
    std::uint64_t next = 0;
    do {
      const std::uint64_t used = seen >> 24 == minute ? seen & 0xffffff : 0;
      next = minute << 24 | std::min<std::uint64_t>(used + 1, kRequestsPerMinute);
    } while (!packed_.compare_exchange_weak(seen, next, std::memory_order_relaxed));
    return {kRequestsPerMinute - (next & 0xffffff), static_cast<std::int64_t>(minute + 1) * 60};
  }

 private:
  std::atomic<std::uint64_t> packed_{0};  // the minute, and how many requests it has seen
};

void add_rate_limit_headers(http::Response& response, const RateWindow::State& state) {
  if (!response.header("X-Rate-Limit-Limit").empty()) return;  // a fault has said something else
  response.add("X-Rate-Limit-Limit", std::to_string(kRequestsPerMinute));
  response.add("X-Rate-Limit-Remaining", std::to_string(state.remaining));
  response.add("X-Rate-Limit-Reset", std::to_string(state.reset));
}

// The address that a request came by, as a browser writes an origin; "" if its Host is none. Behind a proxy
// that ends TLS, X-Forwarded-Proto says how the browser came.
std::string asked_address(const http::Request& request) {
  const std::string_view forwarded = request.header("X-Forwarded-Proto");
  const bool https = forwarded.empty() ? request.secure : forwarded == "https";
  return protocol::origin_of((https ? "https://" : "http://") + std::string(request.header("Host")));
}

Exchange open_exchange(Org& org, const http::Request& request, std::string_view name) {
  const protocol::TimePoint now = org.clock.now();
  auto [revision, directory] = org.follows_address() ? org.view_at(asked_address(request)) : org.view();
  if (const unsigned days = directory->org.signing_key_rotation_days; days != 0) {
    org.rotate_due_keys(days, now);
    revision = org.follows_address() ? org.view_at(asked_address(request)).revision : org.view().revision;
  }
  Exchange exchange{
      org, request, revision, std::move(directory), now, {}, protocol::random_hex(org.random, 16)};
  exchange.trace.endpoint(name);
  return exchange;
}

void add_common_headers(const Exchange& exchange, http::Response& response) {
  response.add("X-Okta-Request-Id", exchange.request_id);
  if (exchange.request.secure)
    response.add("Strict-Transport-Security", "max-age=315360000; includeSubDomains");
  if (response.prepared) return;  // caching.cpp has put these in, once for many requests
  for (const auto& [name, value] : kEveryResponse)
    if (response.header(name).empty()) response.add(name, value);
  if (!response.header("Cache-Control").empty()) return;
  response.add("Cache-Control", "no-cache, no-store");
  response.add("Pragma", "no-cache");
  response.add("Expires", "0");
}

// Where a redirect leads; its parameters are in the trace, digested where they are secret.
std::string_view without_parameters(std::string_view location) {
  return location.substr(0, location.find_first_of("?#"));
}

void close_exchange(Exchange& exchange, const http::Response& response, std::string_view path) {
  if (exchange.trace.left_out()) return;
  if (response.status >= 400) trace_shown_grant(exchange);
  exchange.org.journal.record({.at = exchange.now,
                               .request_id = exchange.request_id,
                               .method = exchange.request.method,
                               .path = path,
                               .status = response.status,
                               .location = without_parameters(response.header("Location"))},
                              exchange.trace);
}

http::Response answer_api_error(Org& org, const http::Request& request, int status, std::string_view code,
                                std::string_view summary, const std::string& allow) {
  Exchange exchange = open_exchange(org, request, "none");
  http::Response response = api_error(exchange, status, code, summary);
  if (!allow.empty()) response.add("Allow", allow);
  add_common_headers(exchange, response);
  close_exchange(exchange, response, request.path);
  return response;
}

// Okta takes no POST or PUT that does not say how long it is (RFC 9110 15.5.12); chunks say it by themselves.
bool lacks_length(const http::Request& request) {
  return (request.method == "POST" || request.method == "PUT") && request.header("Content-Length").empty() &&
         request.header("Transfer-Encoding").empty();
}

http::Response refuse_without_length(Exchange& exchange) {
  exchange.trace.failed("length_required", exchange.request.method + " without Content-Length");
  http::Response response;
  response.status = 411;
  return response;
}

}  // namespace

const http::Headers kEveryResponse = {{"X-Content-Type-Options", "nosniff"},
                                      {"Referrer-Policy", "strict-origin-when-cross-origin"}};

void add_endpoint(http::Router& router, Org& org, std::string_view method, std::string_view pattern,
                  std::string_view name, EndpointHandler handler, RateLimit rate_limit) {
  auto window = rate_limit == RateLimit::counted ? std::make_shared<RateWindow>() : nullptr;
  // A token in the path opens what a secret opens: the journal has the pattern in its place.
  auto recorded_path =
      pattern.find("{token}") == std::string_view::npos ? std::string() : std::string(pattern);
  const bool is_preflight = method == "OPTIONS";  // the browser's own request: no fault is spent on it
  // HEAD must change nothing (RFC 9110 9.2.1), and a GET here may sign in, sign out or issue a code.
  const auto head = window ? http::Router::Head::refused : http::Router::Head::as_get;
  router.add(
      method, pattern,
      [&org, name = std::string(name), handler = std::move(handler), window = std::move(window),
       recorded_path = std::move(recorded_path), is_preflight](const http::Request& request) {
        Exchange exchange = open_exchange(org, request, name);
        const auto handle = [&] {
          return lacks_length(request) ? refuse_without_length(exchange) : handler(exchange);
        };
        http::Response response =
            is_preflight || !org.faults.any() ? handle() : ResponseFaults(exchange, name).answer(handle);
        if (window) add_rate_limit_headers(response, window->count(exchange.now));
        frame_by_trusted_origins(exchange, response);
        add_common_headers(exchange, response);
        close_exchange(exchange, response, recorded_path.empty() ? request.path : recorded_path);
        return response;
      },
      head);
}

http::Response unknown_path(Org& org, const http::Request& request) {
  return answer_api_error(org, request, 404, "E0000008", "The requested path was not found", {});
}

http::Response method_not_allowed(Org& org, const http::Request& request,
                                  const std::vector<std::string>& allowed) {
  return answer_api_error(org, request, 405, "E0000022",
                          "The endpoint does not support the provided HTTP method",
                          protocol::join_words(allowed, ", "));
}

}  // namespace mockidp
