#include "mockidp/endpoints/sessions/sessions_routes.h"

namespace mockidp {

void add_sessions_routes(http::Router& router, Org& org) {
  add_own_session_routes(router, org);
  add_own_user_routes(router, org);
  add_session_redirect_routes(router, org);
  add_organization_routes(router, org);
}

}  // namespace mockidp
