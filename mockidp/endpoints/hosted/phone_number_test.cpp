#include "mockidp/endpoints/hosted/phone_number.h"

#include "mockidp/testing/catch.h"

using namespace mockidp;

TEST_CASE("a phone number is typed as people write it", "[hosted]") {
  struct Case {
    const char* country;
    const char* typed;
    const char* number;
  };
  const Case cases[] = {
      {"US", "5556667777", "+15556667777"},
      {"US", "(555) 666-7777", "+15556667777"},
      {"US", "1 555 666 7777", "+15556667777"},
      {"US", "011 49 30 1234567", "+49301234567"},
      {"US", "555666777", "+1555666777"},  // too short, which is not for here to say
      {"JM", "555-1234", "+18765551234"},
      {"JM", "876 555 1234", "+18765551234"},
      {"DE", "030 1234567", "+49301234567"},
      {"DE", "30 1234567", "+49301234567"},
      {"DE", "0049 30 1234567", "+49301234567"},
      {"GB", "020/7946.0000", "+442079460000"},
      {"IT", "06 1234567", "+39061234567"},
      {"RU", "8 495 123-45-67", "+74951234567"},
      {"RU", "495 123-45-67", "+74951234567"},
      {"US", "+15556667777", "+15556667777"},
      {"DE", " +1 (555) 666-7777", " +1 (555) 666-7777"},
      {"DE", "0", "+49"},
      {"US", "", ""},
      {"US", "()", "()"},
      {"US", "555-CALL-NOW", "555-CALL-NOW"},
      {"US", "1+5556667777", "1+5556667777"},
      {"US", "++1555", "++1555"},
      {"XX", "5556667777", "5556667777"},
      {"", "5556667777", "5556667777"},
  };
  for (const auto& each : cases) {
    CAPTURE(each.country, each.typed);
    CHECK(international_number(each.country, each.typed) == each.number);
  }
}
