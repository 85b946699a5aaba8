#pragma once
// The web workbench on the workbench port: what is set up, what happened, and the clock. Served from the
// binary.

#include "mockidp/control/control.h"

namespace mockidp {

void add_workbench_routes(http::Router& router, const ControlGuard& guard);

}  // namespace mockidp
