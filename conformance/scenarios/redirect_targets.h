#pragma once
// Where a sign-in can be led astray to: the attacker's host, which counts what it is asked for.

#include <string>

#include "conformance/run.h"

namespace conformance {

std::string beacon_host(Run& run);  // "127.0.0.1:49152"
// The browser, which resolves a Location as browsers do, did not leave for the attacker's host. Says of which
// `attempt` it is told.
bool expect_no_visit(Run& run, const Page& landed, const std::string& attempt);

}  // namespace conformance
