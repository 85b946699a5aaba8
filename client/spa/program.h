#pragma once
// The reference single-page app as a program: options, port, signals.

#include <functional>

#include "client/spa/options.h"
#include "mockidp/http/message.h"

namespace spa {

// Makes what answers, once the port is known.
using MakeApp = std::function<http::Dispatcher(const Options& options)>;

// Until a signal ends it; the exit code.
int run_program(int argc, char** argv, const MakeApp& make_app);

}  // namespace spa
