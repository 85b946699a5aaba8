#include "conformance/runner/patience.h"

#include "mockidp/testing/catch.h"

using conformance::Manifest;
using namespace std::chrono_literals;

TEST_CASE("a scenario may wait as long as the client waits by its manifest, on top of its usual time",
          "[runner]") {
  Manifest manifest;
  CHECK(conformance::time_for_scenario(120s, manifest) == 120s);
  manifest.tolerances["clock_skew_seconds"] = "300";
  CHECK(conformance::time_for_scenario(120s, manifest) == 120s);
  manifest.tolerances["jwks_cooldown_seconds"] = "130";
  CHECK(conformance::time_for_scenario(120s, manifest) == 250s);
}
