#include "mockidp/commands/limits.h"

#include <fstream>
#include <sstream>

#include "mockidp/testing/catch.h"

namespace mockidp {
namespace {

std::string documented_row(const LimitInfo& limit) {
  const auto with_unit = [&](std::uint64_t value) {
    return std::to_string(value) + (limit.unit.empty() ? "" : " " + std::string(limit.unit));
  };
  return "| `" + std::string(limit.name) + "` | " + with_unit(limit.get({})) + " | " +
         std::to_string(limit.least) + " | " + std::to_string(limit.most) + " | " + std::string(limit.what) +
         " |\n";
}

}  // namespace

TEST_CASE("docs/limits.md has each limit with its default and bounds", "[limits]") {
  std::ifstream file(MOCKIDP_SOURCE_DIR "/docs/limits.md");
  std::ostringstream text;
  text << file.rdbuf();
  for (const LimitInfo& limit : all_limits()) {
    const std::string row = documented_row(limit);
    CAPTURE(row);
    CHECK(text.str().find(row) != std::string::npos);
  }
}

TEST_CASE("each limit is set by its name, within its bounds", "[limits]") {
  for (const LimitInfo& limit : all_limits()) {
    CAPTURE(limit.name);
    http::FrontLimits limits;
    for (const std::uint64_t value : {limit.least, limit.most}) {
      CHECK(set_limit(limits, std::string(limit.name) + "=" + std::to_string(value)).empty());
      CHECK(limit.get(limits) == value);
    }
    const std::string complaint = std::string(limit.name) + " is a number from " +
                                  std::to_string(limit.least) + " to " + std::to_string(limit.most);
    for (const std::string& bad :
         {std::to_string(limit.most + 1), std::string("-1"), std::string(), std::string("many"),
          std::string("12x"), std::string("99999999999999999999")}) {
      CAPTURE(bad);
      CHECK(set_limit(limits, std::string(limit.name) + "=" + bad) == complaint);
      CHECK(limit.get(limits) == limit.most);
    }
  }
}

TEST_CASE("a limit that there is not is told from one misspelt", "[limits]") {
  http::FrontLimits limits;
  CHECK(set_limit(limits, "max_body_byte=4096") ==
        "there is no limit \"max_body_byte\"; did you mean \"max-body-bytes\"?");
  CHECK(set_limit(limits, "speed=1") == "there is no limit \"speed\"");
  CHECK(set_limit(limits, "max-body-bytes") == "max-body-bytes is a number from 1024 to 67108864");
}

}  // namespace mockidp
