#include "mockidp/protocol/one_time_password.h"

#include <array>

#include "mockidp/testing/catch.h"

using namespace protocol;

namespace {

constexpr std::string_view kRfcKey = "12345678901234567890";

}  // namespace

TEST_CASE("one-time passwords are those of RFC 4226, appendix D", "[protocol]") {
  const std::array<std::string_view, 10> expected{"755224", "287082", "359152", "969429", "338314",
                                                  "254676", "287922", "162583", "399871", "520489"};
  for (std::size_t i = 0; i < expected.size(); ++i) CHECK(hotp(kRfcKey, i) == expected[i]);
}

TEST_CASE("a code is that of its step and of its neighbours, and of no other", "[protocol]") {
  // RFC 6238, appendix B: at 59 seconds, 94287082, of which six digits are 287082.
  const std::string code = "287082";
  CHECK(matching_totp_counter(kRfcKey, code, from_unix(59)) == 1);
  CHECK(matching_totp_counter(kRfcKey, code, from_unix(0)) == 1);
  CHECK(matching_totp_counter(kRfcKey, code, from_unix(89)) == 1);
  CHECK_FALSE(matching_totp_counter(kRfcKey, code, from_unix(90)));
  CHECK_FALSE(matching_totp_counter(kRfcKey, "287083", from_unix(59)));
  CHECK_FALSE(matching_totp_counter(kRfcKey, "", from_unix(59)));
  CHECK_FALSE(matching_totp_counter(kRfcKey, "2870820", from_unix(59)));
}

TEST_CASE("Base32 is that of RFC 4648, section 10, without padding", "[protocol]") {
  const std::array<std::pair<std::string_view, std::string_view>, 7> vectors{{{"", ""},
                                                                              {"f", "MY"},
                                                                              {"fo", "MZXQ"},
                                                                              {"foo", "MZXW6"},
                                                                              {"foob", "MZXW6YQ"},
                                                                              {"fooba", "MZXW6YTB"},
                                                                              {"foobar", "MZXW6YTBOI"}}};
  for (const auto& [bytes, text] : vectors) {
    CHECK(base32_encode(bytes) == text);
    CHECK(base32_decode(text) == std::string(bytes));
  }
  CHECK(base32_decode("mzxw 6ytb-oi======") == "foobar");
  for (const auto* wrong : {"M", "MZ1", "MZXW!", "MZ", "MZXW6YR"}) {
    CAPTURE(wrong);
    CHECK_FALSE(base32_decode(wrong));
  }
}

TEST_CASE("a key URI names issuer and account, percent-encoded", "[protocol]") {
  CHECK(totp_key_uri("Mock Org", "ann+1@example.com", "foobar") ==
        "otpauth://totp/Mock%20Org:ann%2B1@example.com?secret=MZXW6YTBOI&issuer=Mock%20Org");
}
