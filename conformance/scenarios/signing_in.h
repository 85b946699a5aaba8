#pragma once
// Signing in to the client as a person does it, and where that may end.

#include "conformance/run.h"

namespace conformance {

// Where the client begins a sign-in.
std::string login_address(Run& run);
// Begins, and stops before the provider: the URL of the authorization request; where the client does not lead
// there, the URL where it ended.
std::string asked_after(Run& run, UserAgent& browser, const std::string& address);
// After a refusal: the browser comes to rest on a page of the client, which asked once, and nobody is signed
// in.
void expect_rest_after_refusal(Run& run, UserAgent& browser, const Page& landed);

}  // namespace conformance
