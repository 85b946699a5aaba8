#include "conformance/browser/wire.h"
#include "conformance/scenarios/bearer_calls.h"

namespace conformance::api {

namespace {

void expect_insufficient_scope(Run& run, const std::string& what, int status, const std::string& challenge) {
  if (status == 403 && challenge.find("insufficient_scope") != std::string::npos) return;
  run.warn(what + " is refused, but not by 403 with error=\"insufficient_scope\" (" + std::to_string(status) +
           (challenge.empty() ? ", no WWW-Authenticate)" : ", " + challenge + ")"));
}

void read_without_scope(Run& run) {
  BearerCalls calls(run);
  const auto answer = calls.ask_with(calls.token({{"scope", "openid profile"}}));
  const std::string what = "a token without the scope api.read";
  if (run.expect(!calls.serves(answer), what + " does not open " + run.client().manifest().read_route,
                 outcome_of(answer)))
    expect_insufficient_scope(run, what, answer.status, answer.header("WWW-Authenticate"));
}

WireRequest writing(Run& run, const std::string& route, const std::string& token) {
  return {.method = "POST",
          .url = run.client().url(route),
          .headers = {{"Authorization", "Bearer " + token}, {"Content-Type", "application/json"}},
          .body = "{}"};
}

bool is_refusal(int status) { return status == 401 || status == 403; }

// What is written does not matter: whoever may write gets as far as the body, and is told that it is no good.
void write_without_scope(Run& run) {
  const auto& route = run.client().manifest().write_route;
  if (route.empty()) return;
  BearerCalls calls(run);
  Wire wire;
  const auto may = wire.send(writing(run, route, calls.token({{"scope", "api.write"}})));
  if (!run.expect(may.status > 0 && !is_refusal(may.status) && may.status != 404 && may.status != 405,
                  "a token with the scope api.write gets past the guard of " + route,
                  std::to_string(may.status)))
    return;
  const auto answer = wire.send(writing(run, route, calls.token({{"scope", "api.read"}})));
  const std::string what = "writing with the scope api.read";
  if (run.expect(is_refusal(answer.status), what + " is refused at " + route, std::to_string(answer.status)))
    expect_insufficient_scope(run, what, answer.status, header_in(answer.headers, "WWW-Authenticate"));
}

}  // namespace

Scenario scope_is_required() {
  return {
      .id = "API-13",
      .title = "A token lacks the scope that a route asks for",
      .requirement = "The API answers 403 with insufficient_scope and does nothing.",
      .why = "Scopes are what a person agreed to; a token for reading that writes is more than they gave.",
      .level = Level::must,
      .clauses = {{"RFC 6750", "3.1"}, {"RFC 9068", "4"}},
      .applies_to = {Profile::api},
      .needs = {},
      .control = "API-01",
      .run =
          [](Run& run) {
            read_without_scope(run);
            write_without_scope(run);
          },
      .path = {}};
}

}  // namespace conformance::api
