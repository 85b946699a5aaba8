#pragma once
// The reference API as a program: options, port, signals.

#include <functional>

#include "client/api/options.h"
#include "mockidp/http/message.h"

namespace api {

// Makes what answers, once the port is known.
using MakeApp = std::function<http::Dispatcher(const Options& options)>;

// Until a signal ends it; the exit code.
int run_program(int argc, char** argv, const MakeApp& make_app);

}  // namespace api
