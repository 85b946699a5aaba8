#include "mockidp/endpoints/framing.h"

namespace mockidp {

void frame_by_trusted_origins(const Exchange& exchange, http::Response& response) {
  constexpr std::string_view kOwnPages = "frame-ancestors 'self'";
  const bool dashboard = exchange.shown == Exchange::Shown::dashboard;
  std::string others;
  for (const TrustedOrigin& origin : exchange.dir().trusted_origins)
    if (origin.iframe_embed && (!dashboard || origin.iframe_embed_dashboard)) others += ' ' + origin.origin;
  if (others.empty()) return;
  std::string policy(response.header("Content-Security-Policy"));
  const std::size_t at = policy.find(kOwnPages);
  if (at == std::string::npos) return;
  policy.insert(at + kOwnPages.size(), others);
  response.set("Content-Security-Policy", std::move(policy));
}

}  // namespace mockidp
