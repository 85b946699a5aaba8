#pragma once
// Sign-ins around a change of the provider's signing keys.

#include <chrono>

#include "conformance/run.h"

namespace conformance {

// Whether this person, in a fresh browser, ends up signed in.
bool signs_in(Run& run, const Needle& person);
// How long the client's library waits before it asks for keys again: the manifest's to say; none: zero.
std::chrono::seconds keys_cool_down(Run& run);
// A fresh person signs in under keys that the client has not seen. Good libraries ask for keys only so often:
// to have needed the cool-down is a warning. False, and unmet, if nobody gets in after it either.
bool expect_sign_in_with_new_key(Run& run);

}  // namespace conformance
