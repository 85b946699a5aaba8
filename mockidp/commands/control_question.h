#pragma once
// How commands ask a running provider.

#include <string>

#include "mockidp/commands/commands.h"
#include "mockidp/protocol/json.h"
#include "mockidp/protocol/result.h"

namespace mockidp {

// POSTs `body`, JSON, below /control/v1. What is wrong is printed, and the exit code for it is the error.
protocol::Result<protocol::Json, int> ask_control(const ProviderFlags& provider, const std::string& path,
                                                  const std::string& body);

}  // namespace mockidp
