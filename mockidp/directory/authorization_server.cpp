#include "mockidp/directory/authorization_server.h"

#include <algorithm>

namespace mockidp {

std::string_view to_string(ScopeConsent consent) {
  switch (consent) {
    case ScopeConsent::IMPLICIT:
      return "IMPLICIT";
    case ScopeConsent::REQUIRED:
      return "REQUIRED";
    case ScopeConsent::FLEXIBLE:
      break;
  }
  return "FLEXIBLE";
}

const Scope* AuthorizationServer::find_scope(std::string_view wanted) const {
  const auto found =
      std::find_if(scopes.begin(), scopes.end(), [&](const Scope& scope) { return scope.name == wanted; });
  return found == scopes.end() ? nullptr : &*found;
}

}  // namespace mockidp
