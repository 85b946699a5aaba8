#include "mockidp/endpoints/oauth/oauth_routes.h"

namespace mockidp {

void add_oauth_routes(http::Router& router, Org& org, ShowStep show_step) {
  add_authorize_routes(router, org, show_step);
  add_token_routes(router, org);
  add_introspect_routes(router, org);
  add_revoke_routes(router, org);
  add_userinfo_routes(router, org);
  add_keys_routes(router, org);
  add_logout_routes(router, org);
  add_discovery_routes(router, org);
}

}  // namespace mockidp
