#pragma once
// What answers on an org's port: its wire surfaces put together. None of them knows another.

#include "mockidp/http/router.h"
#include "mockidp/org/org.h"

namespace mockidp {

// Every route of the org port. A new surface is one more call here.
void add_org_routes(http::Router& router, Org& org);

}  // namespace mockidp
