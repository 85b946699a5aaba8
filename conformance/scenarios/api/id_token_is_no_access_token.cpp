#include "conformance/scenarios/bearer_calls.h"

namespace conformance::api {

namespace {

void show_id_token(Run& run) {
  BearerCalls calls(run);
  calls.expect_refused(calls.token({{"kind", "id_token"}, {"scope", "openid profile email"}}),
                       "an ID token in the place of an access token");
}

}  // namespace

Scenario id_token_is_no_access_token() {
  return {.id = "API-12",
          .title = "An ID token is presented as the access token",
          .requirement = "The API refuses it: an ID token tells a client who signed in and permits nothing.",
          .why = "Every client that somebody signs in to holds an ID token of theirs.",
          .level = Level::must,
          .clauses = {{"RFC 8725", "3.12"}, {"RFC 9068", "4"}},
          .applies_to = {Profile::api},
          .needs = {},
          .control = "API-01",
          .run = show_id_token,
          .path = {}};
}

}  // namespace conformance::api
