#pragma once
// Pages that ask for more than a sign-in, and somebody who opens them.

#include <string>

#include "conformance/scenarios/guarded_content.h"

namespace conformance {

// A page of the manifest; skips if it names none. `key` is the manifest's.
std::string page_for_more(Run& run, const std::string& path, const std::string& key);
// With two the person gets a phone.
enum class Factors { one, two };
void give_factors(Run& run, const Needle& person, Factors factors);
// Signed in, checked; false if that failed, which is an unmet expectation.
bool sign_in_to_step_up(Run& run, UserAgent& browser, const Needle& person);
// Opens the page and does what the provider asks for on the way; once more if the client then leads
// elsewhere.
Page open_and_step_up(Run& run, UserAgent& browser, const std::string& address, const Needle& person);

// What the page shows to somebody who has done all that it asks for, in a browser of their own; what their
// profile page shows is not of it. Unmet if it does not open to them.
GuardedContent content_for_more(Run& run, const std::string& address, Factors factors);
// Nothing of it is told, now or when the page is opened once more; and the browser comes to rest.
void expect_kept_back(Run& run, UserAgent& browser, const GuardedContent& content, const std::string& address,
                      const Page& answer, const std::string& to_whom);

}  // namespace conformance
