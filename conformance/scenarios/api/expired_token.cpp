#include "conformance/scenarios/bearer_calls.h"

namespace conformance::api {

namespace {

void show_expired_token(Run& run) {
  BearerCalls calls(run);
  run.idp().enable("access_token_expired");
  const auto token = calls.token();
  run.idp().disable_faults();
  const auto answer = calls.ask_with(token);
  if (!run.expect(!calls.serves(answer), "the API refuses a token that expired yesterday",
                  outcome_of(answer)))
    return;
  const bool says_why = answer.header("WWW-Authenticate").find("invalid_token") != std::string::npos;
  if (answer.status != 401 || !says_why)
    run.warn("the refusal is not 401 with error=\"invalid_token\" (" + outcome_of(answer) + ")");
}

}  // namespace

Scenario expired_token() {
  return {
      .id = "API-04",
      .title = "The access token has expired",
      .requirement = "The API refuses it with 401 and invalid_token, so that the caller fetches a new one.",
      .why = "A token that was stolen once would open the API for ever.",
      .level = Level::must,
      .clauses = {{"RFC 9068", "4"}, {"RFC 6750", "3.1"}},
      .applies_to = {Profile::api},
      .needs = {},
      .control = "API-01",
      .run = show_expired_token,
      .path = {}};
}

}  // namespace conformance::api
