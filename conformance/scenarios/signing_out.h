#pragma once
// Signing out of the client as a person does it.

#include "conformance/run.h"

namespace conformance {

// Signs a fresh person in, checked; nothing if that failed, which is an unmet expectation.
bool sign_somebody_in(Run& run, UserAgent& browser);
// Through the manifest's logout route, or its form; follows the browser's gate. Skips if the client has none.
Page sign_out_of_client(Run& run, UserAgent& browser);
// The manifest's, with the client's address in it; skips if the client never asks the provider to end a
// session.
std::string landing_after_sign_out(Run& run);

}  // namespace conformance
