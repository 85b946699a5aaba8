#include "mockidp/journal/charset.h"

#include <string>

#include "mockidp/testing/catch.h"

using namespace mockidp;

TEST_CASE("a charset is the narrowest that holds every character", "[journal]") {
  struct Case {
    std::string value, charset;
  };
  const auto [value, charset] =
      GENERATE(Case{"", "empty"}, Case{"0123456789", "digits"}, Case{"0a", "hex"}, Case{"AF", "hex"},
               Case{"0g", "base64url"}, Case{"a-", "base64url"}, Case{"A_z", "base64url"},
               Case{"a.b", "unreserved"}, Case{"~", "unreserved"}, Case{"a b", "text"}, Case{"a+/=", "text"},
               Case{"é", "utf-8"}, Case{"a\n", "utf-8"}, Case{"\xff", "bytes"}, Case{"é\xff", "bytes"});
  CAPTURE(value);
  CHECK(to_string(charset_of(value)) == charset);
}
