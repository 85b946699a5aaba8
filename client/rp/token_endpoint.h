#pragma once
// One request to the token endpoint, and its answer read strictly (RFC 6749 4.1.3, 5.1, 5.2).

#include <optional>
#include <string>
#include <vector>

#include "client/rp/discovery.h"
#include "client/rp/failure.h"
#include "client/rp/settings.h"
#include "client/rp/transport.h"
#include "mockidp/protocol/bytes.h"
#include "mockidp/protocol/clock.h"
#include "mockidp/protocol/form.h"
#include "mockidp/protocol/result.h"

namespace rp {

struct Tokens {
  protocol::Secret access_token{};
  protocol::Secret refresh_token{};  // empty if there is none
  std::string id_token{};  // as received: the hint at sign-out. Its claims are worth nothing unverified.
  std::vector<std::string> scopes{};
  protocol::TimePoint expires_at{};  // of the access token
};

// Adds this client's authentication, exactly one method, to a request with `parameters` as its body.
HttpCall authenticated_post(const Settings& settings, const std::string& url, protocol::Params parameters);

// Sends once, whatever happens. `requested` are the scopes that count when the answer names none.
protocol::Result<Tokens, SignInFailure> request_tokens(const Settings& settings, const Metadata& metadata,
                                                       Transport& transport, protocol::Params parameters,
                                                       const std::vector<std::string>& requested,
                                                       protocol::TimePoint now);

}  // namespace rp
