#include "conformance/scenarios/bearer_calls.h"
#include "conformance/scenarios/bent_sign_in.h"

namespace conformance::api {

namespace {

// Yesterday's is refused by then.
void show_token_beyond_skew(Run& run, BearerCalls& calls) {
  const auto late = seconds_beyond_skew(run);
  if (late.empty()) return;
  run.idp().enable("access_token_expired", {{"seconds", late}});
  const auto token = calls.token();
  run.idp().disable_faults();
  if (calls.serves(calls.ask_with(token)))
    run.warn("the API takes a token that expired " + late + " s ago, which is more than clock_skew_seconds");
}

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
  show_token_beyond_skew(run, calls);
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
