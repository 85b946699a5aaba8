#pragma once
// A fault order as a body of the control API has it.

#include <string>
#include <vector>

#include "mockidp/faults/faults.h"
#include "mockidp/http/message.h"
#include "mockidp/org/org.h"
#include "mockidp/protocol/json.h"

namespace mockidp {

const std::vector<std::string>& fault_order_members();
// False, with the refusal: a member of the wrong kind, no name, or a person whom the org does not have. What
// the fault itself makes of it is for Faults::enable() to say.
bool read_fault_order(const protocol::Json& body, const Org& org, FaultOrder& order, http::Response& refusal);

}  // namespace mockidp
