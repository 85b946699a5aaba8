#include "mockidp/endpoints/framing.h"

#include <algorithm>

namespace mockidp {

void frame_by_trusted_origins(const Exchange& exchange, http::Response& response) {
  constexpr std::string_view kOwnPages = "frame-ancestors 'self'";
  const auto& origins = exchange.dir().trusted_origins;
  if (std::none_of(origins.begin(), origins.end(),
                   [](const TrustedOrigin& origin) { return origin.iframe_embed; }))
    return;
  std::string policy(response.header("Content-Security-Policy"));
  const std::size_t at = policy.find(kOwnPages);
  if (at == std::string::npos) return;
  std::string others;
  for (const TrustedOrigin& origin : origins)
    if (origin.iframe_embed) others += ' ' + origin.origin;
  policy.insert(at + kOwnPages.size(), others);
  response.set("Content-Security-Policy", std::move(policy));
}

}  // namespace mockidp
