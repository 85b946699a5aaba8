#include "conformance/scenarios/bearer_calls.h"

namespace conformance::api {

namespace {

bool begins_with_bearer(const std::string& challenge) {
  std::string lower;
  for (const char letter : challenge)
    lower += letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
  return lower.find("bearer") != std::string::npos;
}

void ask_without_token(Run& run) {
  BearerCalls calls(run);
  const auto answer = calls.ask(run.client().manifest().read_route, {});
  run.expect(!calls.serves(answer), "the API serves nobody without a token", outcome_of(answer));
  const auto challenge = answer.header("WWW-Authenticate");
  run.expect(answer.status == 401 && begins_with_bearer(challenge),
             "the answer is 401 with WWW-Authenticate: Bearer", outcome_of(answer));
  if (challenge.find("error=") != std::string::npos)
    run.warn("somebody who sent no token is told an error code (" + challenge + ")");
}

void ask_with_no_bearer_token(Run& run) {
  BearerCalls calls(run);
  const auto token = calls.token();
  const std::pair<const char*, std::string> headers[] = {
      {"no JWT at all", "Bearer garbage"},
      {"half a JWT", "Bearer " + token.substr(0, token.rfind('.'))},
      {"an empty token", "Bearer "},
      {"a token under the scheme Basic", "Basic " + token},
      {"a token under the scheme Token", "Token " + token},
      {"a token without a scheme", token}};
  for (const auto& [what, header] : headers) {
    const auto answer = calls.ask(run.client().manifest().read_route, header);
    run.expect(!calls.serves(answer), "the API does not serve " + std::string(what), outcome_of(answer));
    run.expect(answer.status < 500, std::string(what) + " is the caller's mistake, not the API's",
               outcome_of(answer));
  }
}

}  // namespace

std::vector<Scenario> callers_without_token() {
  return {{.id = "API-02",
           .title = "A guarded route is asked for without a token",
           .requirement = "The API answers 401 with WWW-Authenticate: Bearer, and no error code.",
           .why = "A caller has to learn that a token is wanted; more is nobody's business.",
           .level = Level::must,
           .clauses = {{"RFC 6750", "3"}, {"RFC 6750", "3.1"}},
           .applies_to = {Profile::api},
           .needs = {},
           .control = "API-01",
           .run = ask_without_token,
           .path = {}},
          {.id = "API-03",
           .title = "The Authorization header holds something else than a bearer token",
           .requirement = "The API refuses with 400 or 401.",
           .why = "What is not understood must not be taken for leave.",
           .level = Level::must,
           .clauses = {{"RFC 6750", "3.1"}, {"RFC 6750", "2.1"}},
           .applies_to = {Profile::api},
           .needs = {},
           .control = "API-01",
           .run = ask_with_no_bearer_token,
           .path = {}}};
}

}  // namespace conformance::api
