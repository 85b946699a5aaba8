#include "mockidp/directory/address_range.h"

#include "mockidp/testing/catch.h"

using namespace mockidp;

TEST_CASE("an address is inside a range or outside of it, at both its ends", "[address_range]") {
  struct Row {
    const char* range;
    const char* below;
    const char* first;
    const char* last;
    const char* above;
  };
  const Row rows[] = {
      {"10.1.2.3", "10.1.2.2", "10.1.2.3", "10.1.2.3", "10.1.2.4"},
      {"10.0.0.0/8", "9.255.255.255", "10.0.0.0", "10.255.255.255", "11.0.0.0"},
      {"10.0.0.129/25", "10.0.0.127", "10.0.0.128", "10.0.0.255", "10.0.1.0"},
      {"10.0.0.1-10.0.0.9", "10.0.0.0", "10.0.0.1", "10.0.0.9", "10.0.0.10"},
      {"2001:db8::/32", "2001:db7:ffff::", "2001:db8::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff",
       "2001:db9::"},
      {"::1-::5", "::", "::1", "::5", "::6"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.range);
    CHECK(is_address_range(row.range));
    CHECK_FALSE(is_in_address_range(row.below, row.range));
    CHECK(is_in_address_range(row.first, row.range));
    CHECK(is_in_address_range(row.last, row.range));
    CHECK_FALSE(is_in_address_range(row.above, row.range));
  }
  CHECK(is_in_address_range("255.255.255.255", "0.0.0.0/0"));
  CHECK_FALSE(is_in_address_range("::1", "0.0.0.0/0"));
  CHECK(is_in_address_range("::ffff:10.1.1.1", "10.0.0.0/8"));
}

TEST_CASE("what is no range is none, and nothing is in it", "[address_range]") {
  for (const char* bad : {"", "10.0.0", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/-1", "10.0.0.0/8x", "::/129",
                          "1-2", "10.0.0.1-::1", "10.0.0.1-", "localhost", "10.0.0.1 "}) {
    CAPTURE(bad);
    CHECK_FALSE(is_address_range(bad));
    CHECK_FALSE(is_in_address_range("10.0.0.1", bad));
  }
  CHECK_FALSE(is_address_range(std::string_view("10.0.0.1\0", 9)));
}
