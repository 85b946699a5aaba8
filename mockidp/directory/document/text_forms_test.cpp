#include "mockidp/directory/document/text_forms.h"

#include <regex>

#include "mockidp/testing/catch.h"

using namespace mockidp::document;
using namespace std::chrono_literals;

TEST_CASE("durations are read as Okta writes them, and the schema's pattern agrees", "[text_forms]") {
  const std::pair<const char*, std::chrono::seconds> good[] = {
      {"PT0S", 0s},    {"PT2H", 7200s},    {"PT30M", 1800s},     {"PT1H30M5S", 5405s},
      {"P1D", 86400s}, {"P1DT1S", 86401s}, {"PT43800H", 43800h}, {"PT999999S", 999999s}};
  for (const auto& [text, duration] : good) {
    CAPTURE(text);
    CHECK(parse_duration(text) == duration);
    CHECK(std::regex_match(text, std::regex(kDurationPattern)));
  }
  for (const char* bad : {"", "P", "PT", "P1DT", "2H", "PT2", "PTH", "PT2h", "PT1M1H", "P1H", "PT1H ",
                          "PT-1H", "PT1.5H", "P1M", "P1Y", "PT1000000S", "PT1H1H", "P1D1D"}) {
    CAPTURE(bad);
    CHECK_FALSE(parse_duration(bad));
    CHECK_FALSE(std::regex_match(bad, std::regex(kDurationPattern)));
  }
}

TEST_CASE("a duration's text reads back as itself", "[text_forms]") {
  const auto duration = GENERATE(0s, 1s, 60s, 7200s, 5405s, 90061s);
  CHECK(parse_duration(to_duration_text(duration)) == duration);
  CHECK(to_duration_text(7200s) == "PT2H");
  CHECK(to_duration_text(0s) == "PT0S");
}

TEST_CASE("character classes mean what they mean in a regular expression", "[text_forms]") {
  for (const char* characters : {"0-9A-Za-z", R"(0-9A-Za-z$_.+!*'(),\-)", R"(!#-\[\]-~)", "a-c"}) {
    const std::regex pattern("[" + std::string(characters) + "]");
    for (int c = 1; c < 128; ++c) {
      const std::string text(1, static_cast<char>(c));
      CAPTURE(characters, c);
      CHECK(consists_of(text, characters) == std::regex_match(text, pattern));
    }
  }
  CHECK(consists_of("abc", "a-c"));
  CHECK_FALSE(consists_of("abd", "a-c"));
  CHECK(consists_of("", "a-c"));
}
