#pragma once
// Signing in to the client as a person does it, and where that may end.

#include "conformance/run.h"

namespace conformance {

// Begins, and stops before the provider: the URL of the authorization request, as Run::leave_for_provider
// tells it; where the client does not lead there, the URL where it ended.
std::string asked_after(Run& run, UserAgent& browser, const std::string& address);
// The link to a guarded page; skips where the manifest names none.
std::string deep_link_of(Run& run);
// The person's browser opens it, and is led to the provider: its page there. Skips where a page of the client
// is shown instead, such as one with a link to sign in: no sign-in has begun then.
Page begin_sign_in_at(Run& run, const std::string& address);
// After a refusal: the browser comes to rest on a page of the client, which asked once, and nobody is signed
// in.
void expect_rest_after_refusal(Run& run, UserAgent& browser, const Page& landed);

}  // namespace conformance
