#pragma once
// The reference web app as a program: options, port, signals.

#include <functional>

#include "client/webapp/options.h"
#include "mockidp/http/message.h"

namespace webapp {

// Makes what answers, once the port is known.
using MakeApp = std::function<http::Dispatcher(const Options& options)>;

// Until a signal ends it; the exit code.
int run_program(int argc, char** argv, const MakeApp& make_app);

}  // namespace webapp
