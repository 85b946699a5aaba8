// The list that the build makes: what it must hold for every scenario there is.
#include "conformance/runner/suite.h"
#include "mockidp/testing/catch.h"

TEST_CASE("every scenario says what it needs to say, and its control exists", "[runner][lint]") {
  const auto& all = conformance::all_scenarios();
  CHECK_FALSE(all.empty());
  for (const auto& problem : conformance::lint(all)) FAIL_CHECK(problem);
}
