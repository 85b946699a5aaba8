#include "conformance/scenarios/guarded_content.h"

namespace conformance::access_control {

namespace {

const std::vector<std::pair<std::string, std::string>> kScriptHeaders{{"Accept", "application/json"},
                                                                      {"X-Requested-With", "XMLHttpRequest"}};

void ask_as_script(Run& run) {
  const auto page = visit_as_stranger(run, run.client().manifest().protected_path, kScriptHeaders);
  run.expect(!page.hops.empty() && page.hops.front().status == 401,
             "a script without a session is answered with 401",
             page.hops.empty()
                 ? "no answer"
                 : outcome_of({.url = {}, .status = 0, .body = {}, .hops = {page.hops.front()}}));
}

void look_for_challenge(Run& run) {
  const auto page = visit_as_stranger(run, run.client().manifest().protected_path, kScriptHeaders);
  if (page.last().status != 401) run.skip("the client does not answer scripts with 401");
  run.expect(!page.last().header("WWW-Authenticate").empty(),
             "a 401 says by WWW-Authenticate what it asks for");
}

}  // namespace

std::vector<Scenario> scripts_are_told_in_status() {
  return {
      {.id = "AC-02",
       .title = "A script without a session asks for a guarded page as JSON",
       .requirement = "The client answers 401, and no redirect to the provider.",
       .why =
           "A script follows the redirect, is stopped at the provider's origin, and the app seems to hang.",
       .level = Level::should,
       .clauses = {{"RFC 9110", "15.5.2"}},
       .applies_to = {Profile::web_app},
       .needs = {},
       .control = "AC-01-control",
       .run = ask_as_script,
       .path = {}},
      {.id = "AC-03",
       .title = "A guarded page answers 401",
       .requirement = "The 401 carries WWW-Authenticate.",
       .why = "HTTP demands it, and tools show what it says.",
       .level = Level::should,
       .clauses = {{"RFC 9110", "15.5.2"}, {"RFC 9110", "11.6.1"}},
       .applies_to = {Profile::web_app},
       .needs = {},
       .control = "AC-01-control",
       .run = look_for_challenge,
       .path = {}}};
}

}  // namespace conformance::access_control
