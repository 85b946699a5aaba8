#include "mockidp/endpoints/trusted_return.h"

#include "mockidp/protocol/nearest.h"
#include "mockidp/protocol/uri.h"

namespace mockidp {
namespace {

// Nobody registers anything longer, and comparing is quadratic.
constexpr std::size_t kMostComparedBytes = 512;

}  // namespace

std::string resolve_trusted_return(Exchange& exchange, std::string_view name, std::string_view uri) {
  if (uri.empty()) return {};
  const auto& directory = exchange.dir();
  // "//host" and "/\host" are absolute to a browser; the latter, like any control character, does not parse.
  const bool relative = uri.starts_with('/') && !uri.starts_with("//");
  const auto target = relative ? directory.org.url + std::string(uri) : std::string(uri);
  const auto origin = protocol::origin_of(target);
  const auto* trusted = origin.empty() ? nullptr : directory.trusted_origin(origin);
  if (!origin.empty() && (origin == protocol::origin_of(directory.org.url) || (trusted && trusted->redirect)))
    return std::string(uri);
  std::vector<std::string> known;
  for (const TrustedOrigin& each : directory.trusted_origins)
    if (each.redirect) known.push_back(each.origin);
  const auto* nearest = origin.size() > kMostComparedBytes ? nullptr : protocol::nearest_of(known, origin);
  exchange.trace.received(name, uri);
  exchange.trace.decided(std::string(name) + " ignored",
                         origin.empty() ? "no absolute URI" : origin + " is no trusted origin for redirects",
                         nearest != nullptr ? *nearest : directory.org.url);
  return {};
}

}  // namespace mockidp
