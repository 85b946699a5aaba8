#pragma once
// Whether an order can be carried out, and what it leaves to the catalogue.

#include <string>

#include "mockidp/faults/faults.h"

namespace mockidp {

// The order with what the fault itself decides filled in. An error is a sentence for whoever gave the order.
protocol::Result<FaultOrder, std::string> check_fault_order(FaultOrder order);

}  // namespace mockidp
