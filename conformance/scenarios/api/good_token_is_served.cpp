#include "conformance/scenarios/bearer_calls.h"

namespace conformance::api {

namespace {

bool is_success(const Hop& answer) { return answer.status >= 200 && answer.status < 300; }

void ask_as_one_may(Run& run) {
  const auto& manifest = run.client().manifest();
  BearerCalls calls(run);
  run.expect(is_success(calls.answer_to_good_token()), "a good token opens " + manifest.read_route,
             outcome_of(calls.answer_to_good_token()));
  const auto again = calls.ask_with(calls.token());
  run.expect(calls.serves(again), "a further good token of the same person is told the same",
             outcome_of(again));
  if (manifest.open_route.empty()) return;
  const auto open = calls.ask(manifest.open_route, {});
  run.expect(is_success(open), manifest.open_route + " needs no token", outcome_of(open));
}

}  // namespace

Scenario good_token_is_served() {
  return {.id = "API-01",
          .title = "A good access token is presented",
          .requirement = "The API serves its bearer.",
          .why = "An API that serves nobody passes every test of refusing.",
          .level = Level::must,
          .clauses = {{"RFC 6750", "2.1"}, {"RFC 9068", "4"}},
          .applies_to = {Profile::api},
          .needs = {},
          .control = {},
          .run = ask_as_one_may,
          .path = {}};
}

}  // namespace conformance::api
