#pragma once
// JWTs that clients authenticate with (RFC 7523 2.2; docs/okta-behaviour.md, Token): what one must be like.
// Whether it was used before is the store's to know.

#include <optional>
#include <string>
#include <string_view>

#include "mockidp/directory/app_integration.h"
#include "mockidp/policy/okta_error.h"
#include "mockidp/protocol/clock.h"
#include "mockidp/protocol/jws.h"
#include "mockidp/protocol/result.h"

namespace mockidp {

inline constexpr std::size_t kMaxAssertionBytes = 16 * 1024;
inline constexpr std::size_t kLeastHmacSecret = 32;  // characters
inline constexpr std::chrono::hours kMostAssertionLife{1};

// A JWT that says it is of this client. Nothing is proven.
struct NamedAssertion {
  protocol::UnverifiedJwt jwt;
  std::string client_id;
};
protocol::Result<NamedAssertion, Refusal> parse_client_assertion(std::string_view compact);

struct AssertedRequest {
  std::string_view url;  // of the endpoint that was invoked: what the assertion is for
  protocol::TimePoint now{};
};
struct ProvenAssertion {
  std::string id;  // for spending it: the same for the same assertion alone; empty: it may be used again
  protocol::TimePoint good_until{};
};
// Okta's refusals, in this order: method, algorithm, key, signature, subject, audience, exp, iat, jti.
protocol::Result<ProvenAssertion, Refusal> decide_client_assertion(const AppIntegration& app,
                                                                   const NamedAssertion& assertion,
                                                                   const AssertedRequest& request);

}  // namespace mockidp
