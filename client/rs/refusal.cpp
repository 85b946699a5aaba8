#include "client/rs/refusal.h"

#include "mockidp/protocol/oauth.h"

namespace rs {

std::string challenge(const Refusal& refusal, std::string_view realm) {
  if (refusal.status >= 500) return "";
  std::string value = std::string(refusal.scheme) + " realm=\"" + std::string(realm) + '"';
  const auto add = [&](std::string_view name, const std::string& text) {
    if (!text.empty()) value.append(", ").append(name).append("=\"").append(text).append("\"");
  };
  // RFC 6750 3.1: somebody who sent no token is told nothing more.
  if (refusal.error.empty()) return value;
  add("error", refusal.error);
  add("error_description", refusal.description);
  add("scope", protocol::join_words(refusal.scopes));
  add("acr_values", protocol::join_words(refusal.acr_values));
  if (refusal.max_age) add("max_age", std::to_string(refusal.max_age->count()));
  if (refusal.scheme == kDpopScheme) add("algs", "RS256 RS384 RS512 ES256 ES384 ES512");
  return value;
}

}  // namespace rs
