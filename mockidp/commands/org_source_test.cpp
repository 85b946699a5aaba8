#include "mockidp/commands/org_source.h"

#include <nlohmann/json.hpp>

#include "mockidp/directory/org_document.h"
#include "mockidp/testing/catch.h"

using namespace mockidp;

TEST_CASE("a word is a built-in org, a path is a file", "[org_source]") {
  CHECK(names_built_in_org("mfa"));
  CHECK_FALSE(names_built_in_org("mfa.json"));
  CHECK_FALSE(names_built_in_org("./mfa"));
  REQUIRE(read_org_text("mfa"));
  CHECK(*read_org_text("mfa") == *built_in_org("mfa"));
  const auto file = read_org_text(MOCKIDP_SOURCE_DIR "/fixtures/orgs/mfa.json");
  REQUIRE(file);
  CHECK(*file == *built_in_org("mfa"));
  const auto missing = read_org_text("mfa.json");
  REQUIRE_FALSE(missing);
  CHECK_THAT(missing.error(), ContainsSubstring("cannot read mfa.json"));
}

TEST_CASE("a word that names no org is told with the nearest one, or with all", "[org_source]") {
  const auto near = read_org_text("recovry");
  REQUIRE_FALSE(near);
  CHECK(near.error() ==
        R"(there is no built-in org "recovry" and no file of that name; did you mean "recovery"?)");
  const auto far = read_org_text("zebra-crossing");
  REQUIRE_FALSE(far);
  CHECK_THAT(far.error(), ContainsSubstring("built in are default, "));
}
