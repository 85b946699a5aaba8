// Forms name an authenticator as Okta's do, by its id.

#include "mockidp/endpoints/hosted/hosted.h"

namespace mockidp {

std::string authenticator_id(const Exchange& exchange, std::string_view key) {
  const auto* authenticator = exchange.dir().authenticator(key);
  return authenticator && !authenticator->id.empty() ? authenticator->id : std::string(key);
}

std::string authenticator_key(const Exchange& exchange, std::string_view id) {
  for (const auto& authenticator : exchange.dir().authenticators)
    if (authenticator.id == id || authenticator.key == id) return authenticator.key;
  return {};
}

}  // namespace mockidp
