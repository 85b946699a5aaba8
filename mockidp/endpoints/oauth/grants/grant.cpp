#include "mockidp/endpoints/oauth/grants/grant.h"

#include <algorithm>

namespace mockidp {

// Each file defines `const Grant& <name of the file>_grant()`.
#define MOCKIDP_GRANT(name) const Grant& name##_grant();
#include "mockidp/endpoints/oauth/grants/list.inc"
#undef MOCKIDP_GRANT

const std::vector<const Grant*>& grants() {
  static const std::vector<const Grant*> all = [] {
    std::vector<const Grant*> found = {
#define MOCKIDP_GRANT(name) &name##_grant(),
#include "mockidp/endpoints/oauth/grants/list.inc"
#undef MOCKIDP_GRANT
    };
    std::sort(found.begin(), found.end(),
              [](const Grant* a, const Grant* b) { return a->type() < b->type(); });
    return found;
  }();
  return all;
}

const Grant* find_grant(std::string_view grant_type) {
  for (const Grant* grant : grants())
    if (protocol::to_string(grant->type()) == grant_type) return grant;
  return nullptr;
}

}  // namespace mockidp
