#include "mockidp/org_port.h"

#include "mockidp/endpoints/hosted/hosted.h"
#include "mockidp/endpoints/oauth/oauth_routes.h"
#include "mockidp/endpoints/sessions/sessions_routes.h"

namespace mockidp {

void add_org_routes(http::Router& router, Org& org) {
  add_hosted_routes(router, org);
  add_sessions_routes(router, org);
  add_oauth_routes(router, org, show_step);  // last: the metadata names what is there
}

}  // namespace mockidp
