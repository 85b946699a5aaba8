#pragma once
// What passed between browser, app and provider, as lines of a sequence.

#include <string>
#include <vector>

#include "conformance/run.h"
#include "conformance/runner/verdict.h"

namespace conformance {

// The browser's hops in their order; what the app asked the provider meanwhile stands where the journal has
// it, between the browser's own visits there.
std::vector<ExchangeLine> exchange_of(const std::vector<Hop>& hops, const std::vector<JournalEntry>& journal,
                                      const std::string& org_url, const std::string& app_url);

}  // namespace conformance
