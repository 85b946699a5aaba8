// Clients may renew early, and may be busy while they wait: neither is a defect.
#include "conformance/scenarios/renewing.h"

#include "conformance/runner/selection.h"
#include "conformance/scenarios/played_renewal_for_test.h"
#include "mockidp/testing/catch.h"

using conformance::Attempt;
using conformance::PlayedRenewal;
using conformance::RenewalHabits;
using namespace std::chrono_literals;

namespace {

Attempt attempt_of(const std::string& id, const RenewalHabits& habits) {
  PlayedRenewal play(habits);
  const auto* scenario = conformance::find_scenario(conformance::all_scenarios(), id);
  REQUIRE(scenario);
  scenario->run(play);
  return play.attempt();
}

std::string told(const Attempt& attempt) {
  std::string text;
  for (const auto& unmet : attempt.unmet) text += unmet.expected + ": " + unmet.observed + "\n";
  for (const auto& warning : attempt.warnings) text += warning + "\n";
  return text;
}

}  // namespace

TEST_CASE("a client may renew its tokens when they run out, or a minute before", "[scenarios][refresh]") {
  const auto margin = GENERATE(0s, 10s, 60s);
  CAPTURE(margin.count());
  CHECK(told(attempt_of("RT-01", {.margin = margin})) == "");
}

TEST_CASE("a client that renews at every visit is found", "[scenarios][refresh]") {
  CHECK_THAT(told(attempt_of("RT-01", {.margin = 7200s})), ContainsSubstring("the client refreshes once"));
}

TEST_CASE("a client may show the page, or be busy, until it tries a failed renewal again",
          "[scenarios][refresh]") {
  const bool busy = GENERATE(false, true);
  CHECK(told(attempt_of("RT-07", {.margin = 60s, .busy_while_it_waits = busy})) == "");
}

TEST_CASE("a client that signs people out because a renewal failed for a moment is found at once",
          "[scenarios][refresh]") {
  const auto started = std::chrono::steady_clock::now();
  CHECK_THAT(told(attempt_of("RT-07", {.margin = 60s, .signs_out_at_failure = true})),
             ContainsSubstring("the session outlives token_endpoint_500: the person is sent to sign in"));
  CHECK(std::chrono::steady_clock::now() - started < 30s);
}

TEST_CASE("a client that tries a failed renewal again at once is found", "[scenarios][refresh]") {
  CHECK_THAT(told(attempt_of("RT-07", {.margin = 60s, .pause = 0ms})),
             ContainsSubstring("the client waits before it tries again after token_endpoint_500"));
}
