#pragma once
// A reference client before it is put together: everything in it that a defect may change. As it stands it is
// the correct one.

#include <functional>
#include <vector>

#include "client/api/options.h"
#include "client/rp/transport.h"
#include "client/rs/access_token_validator.h"
#include "client/spa/options.h"
#include "client/webapp/options.h"
#include "client/webapp/safeguards.h"
#include "mockidp/http/message.h"
#include "mockidp/protocol/clock.h"
#include "mockidp/protocol/random.h"

namespace breakable {

// What stands between the browser and the client: it may change the request, the answer, or answer itself.
using Around = std::function<http::Response(http::Request&, const http::Dispatcher& client)>;
// The same between the client and the provider.
using Answered = protocol::Result<rp::HttpAnswer, rp::TransportError>;
using AroundProvider = std::function<Answered(const rp::HttpCall&, rp::Transport& provider)>;

struct Parts {
  rp::CurlOptions transport{};
  std::vector<Around> around{};                   // the last one stands outermost
  std::vector<AroundProvider> around_provider{};  // likewise
};

struct WebAppParts : Parts {
  webapp::Options options{};
  webapp::Safeguards safeguards{};
};

struct ApiParts : Parts {
  api::Options options{};
  rs::Rules rules{};
};

// Its rules are in scripts: those are changed on their way to the browser.
struct SpaParts {
  spa::Options options{};
  std::vector<Around> around{};
};

// What the clients with a server are given; borrowed.
struct World {
  rp::Transport& provider;
  const protocol::Clock& clock;
  protocol::Random& random;
};

// The client, put together.
http::Dispatcher assemble(WebAppParts parts, const World& world);
http::Dispatcher assemble(ApiParts parts, const World& world);
http::Dispatcher assemble(const SpaParts& parts);

}  // namespace breakable
