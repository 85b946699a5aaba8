#include "conformance/scenarios/bent_tokens.h"

namespace conformance {

namespace {

bool is_by_url(const std::string& fault) { return fault == "access_token_key_by_url"; }

void expect_one_refused(Run& run, BearerCalls& calls, const Bend& bend, const std::string& variant) {
  std::map<std::string, std::string> parameters;
  if (!variant.empty()) parameters["variant"] = variant;
  if (is_by_url(bend.fault)) parameters["url"] = run.beacon_url();
  run.idp().enable(bend.fault, parameters);
  const auto token = calls.token();
  run.idp().disable_faults();
  calls.expect_refused(token, variant.empty() ? bend.what : bend.what + " (" + variant + ")");
}

}  // namespace

void expect_refusal_of(Run& run, BearerCalls& calls, const Bend& bend) {
  if (bend.variants.empty()) return expect_one_refused(run, calls, bend, {});
  for (const auto& variant : bend.variants) expect_one_refused(run, calls, bend, variant);
}

Scenario refusal_of(BentTokens row) {
  return {.id = std::move(row.id),
          .title = std::move(row.title),
          .requirement = "The API refuses the token.",
          .why = std::move(row.why),
          .level = Level::must,
          .clauses = std::move(row.clauses),
          .applies_to = {Profile::api},
          .needs = {},
          .control = "API-01",
          .run =
              [bends = std::move(row.bends)](Run& run) {
                BearerCalls calls(run);
                for (const auto& bend : bends) expect_refusal_of(run, calls, bend);
                const auto asked = run.beacon_requests();
                run.expect(asked.empty(), "the API asks nothing of a host that a token names",
                           asked.empty() ? std::string() : asked.front().substr(0, asked.front().find('\r')));
              },
          .path = {}};
}

}  // namespace conformance
