#pragma once
// One request to an org, from door to door: what it came with, the snapshot it sees, and what the journal
// will say.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "mockidp/http/message.h"
#include "mockidp/http/router.h"
#include "mockidp/journal/journal.h"
#include "mockidp/org/org.h"
#include "mockidp/protocol/form.h"

namespace mockidp {

struct Exchange {
  Org& org;
  const http::Request& request;
  std::uint64_t revision = 0;  // of the org, read before the snapshot: never newer than it
  DirectorySnapshot directory;
  protocol::TimePoint now;
  Trace trace;
  std::string request_id;                   // 32 hex digits: X-Okta-Request-Id
  std::optional<Session> opened_session{};  // by a session token of this request: it counts, not the cookie
  enum class Shown { sign_in, dashboard };
  Shown shown = Shown::sign_in;  // which of the org's pages: not all may be framed by the same origins

  const Directory& dir() const { return *directory; }
};

using EndpointHandler = std::function<http::Response(Exchange&)>;

// Whether Okta counts requests of an endpoint, and says so in X-Rate-Limit-* headers (docs/okta-behaviour.md,
// Every response). Nothing is refused.
enum class RateLimit { counted, none };

// The headers that every response carries unless it has said otherwise, but for those of one request.
extern const http::Headers kEveryResponse;

// Registers an endpoint: opens the exchange, lets faults of the whole response act, adds the headers that all
// of Okta's answers carry, and records it in the journal under `name`.
void add_endpoint(http::Router& router, Org& org, std::string_view method, std::string_view pattern,
                  std::string_view name, EndpointHandler handler, RateLimit rate_limit = RateLimit::counted);

// What the org port answers where it has no route (404 E0000008) or not this method (405 E0000022).
http::Response unknown_path(Org& org, const http::Request& request);
http::Response method_not_allowed(Org& org, const http::Request& request,
                                  const std::vector<std::string>& allowed);

}  // namespace mockidp
