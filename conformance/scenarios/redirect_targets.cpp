#include "conformance/scenarios/redirect_targets.h"

#include "conformance/oracle/url.h"

namespace conformance {

std::string beacon_host(Run& run) {
  const auto url = parse_url(run.beacon_url());
  return url ? url->authority() : std::string();
}

bool expect_no_visit(Run& run, const Page& landed, const std::string& attempt) {
  const bool visited = !run.beacon_requests().empty() || same_origin(landed.url, run.beacon_url());
  return run.expect(!visited, attempt + " leads to no other site", "the browser went to " + landed.url);
}

}  // namespace conformance
