#include "mockidp/directory/authorization_server.h"

#include <algorithm>

namespace mockidp {

const Scope* AuthorizationServer::find_scope(std::string_view wanted) const {
  const auto found =
      std::find_if(scopes.begin(), scopes.end(), [&](const Scope& scope) { return scope.name == wanted; });
  return found == scopes.end() ? nullptr : &*found;
}

}  // namespace mockidp
