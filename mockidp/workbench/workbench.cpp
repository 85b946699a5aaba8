#include "mockidp/workbench/workbench.h"

namespace mockidp {

void add_workbench_routes(http::Router& router, OrgHost&, const ControlGuard&) {
  router.add("GET", "/", [](const http::Request&) { return http::text_response(200, "text/plain", "workbench\n"); });
}

}  // namespace mockidp
