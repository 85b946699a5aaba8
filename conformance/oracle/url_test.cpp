#include "conformance/oracle/url.h"

#include "mockidp/testing/catch.h"

using conformance::parse_url;
using conformance::resolve_url;

TEST_CASE("a reference leads where a browser would go", "[oracle]") {
  struct Row {
    const char *reference, *opened;
  };
  const auto row = GENERATE(
      Row{"/profile?a=1&b=%2F", "http://localhost:8080/profile?a=1&b=%2F"},
      Row{"next", "http://localhost:8080/shop/next"}, Row{"../up", "http://localhost:8080/up"},
      Row{"?q=2", "http://localhost:8080/shop/cart?q=2"},
      Row{"#part", "http://localhost:8080/shop/cart?q=1#part"},
      Row{"", "http://localhost:8080/shop/cart?q=1"}, Row{"//evil.example", "http://evil.example/"},
      Row{"/\\evil.example", "http://evil.example/"}, Row{"\\\\evil.example/x", "http://evil.example/x"},
      Row{"/\t/evil.example", "http://evil.example/"}, Row{"  //evil.example", "http://evil.example/"},
      Row{"///evil.example", "http://evil.example/"}, Row{"https:evil.example", "https://evil.example/"},
      Row{"http:/local", "http://localhost:8080/local"},
      Row{"http://user@evil.example:80/", "http://evil.example:80/"},
      Row{"/a/./b/../c", "http://localhost:8080/a/c"}, Row{"/a/%2e%2e/b", "http://localhost:8080/b"},
      Row{"/path?x=\\\\y", "http://localhost:8080/path?x=\\\\y"}, Row{"/a/..", "http://localhost:8080/"},
      Row{"HTTP://LOCALHOST:1/X", "http://localhost:1/X"}, Row{"a//b", "http://localhost:8080/shop/a//b"});
  CAPTURE(row.reference);
  const auto base = parse_url("http://localhost:8080/shop/cart?q=1#here");
  REQUIRE(base);
  const auto opened = resolve_url(*base, row.reference);
  REQUIRE(opened);
  CHECK(opened->text() == row.opened);
}

TEST_CASE("what no browser would ask a server for is no URL", "[oracle]") {
  const auto text = GENERATE("javascript:alert(1)", "data:text/html,x", "mailto:a@b",
                             "com.okta.example:/callback", "http://", "http://host:port/", "/relative", "");
  CAPTURE(text);
  CHECK_FALSE(parse_url(text));
}

TEST_CASE("a target stays as it is written", "[oracle]") {
  CHECK(parse_url("http://h/a/../b/%2e?x=[1]&y=%zz#f")->target() == "/a/../b/%2e?x=[1]&y=%zz");
  CHECK(parse_url("http://h?x")->target() == "/?x");
  CHECK(parse_url("http://h/\\evil")->target() == "/\\evil");
}

TEST_CASE("origins and sites are told apart", "[oracle]") {
  CHECK(conformance::same_origin("http://h/a", "http://h:80/b"));
  CHECK_FALSE(conformance::same_origin("http://h:1/", "http://h:2/"));
  CHECK(conformance::same_site(*parse_url("http://localhost:1/"), *parse_url("http://localhost:2/")));
  CHECK(conformance::same_site(*parse_url("http://a.shop.example/"), *parse_url("http://b.shop.example/")));
  CHECK_FALSE(conformance::same_site(*parse_url("http://localhost/"), *parse_url("http://127.0.0.1/")));
  CHECK_FALSE(conformance::same_site(*parse_url("http://127.0.0.1/"), *parse_url("http://9.0.0.1/")));
  CHECK_FALSE(conformance::same_site(*parse_url("http://h/"), *parse_url("https://h/")));
}

TEST_CASE("a query keeps its order and its duplicates", "[oracle]") {
  const auto pairs = conformance::parse_query("a=1&b=x+y%21&a=2&flag&=nameless&bad=%zz");
  REQUIRE(pairs.size() == 6);
  CHECK(pairs[1] == std::pair<std::string, std::string>("b", "x y!"));
  CHECK(pairs[2].second == "2");
  CHECK(pairs[5].second == "%zz");
  CHECK(conformance::query_value("http://h/?state=s%20t&x=1#state=no", "state") == "s t");
  CHECK(conformance::query_value("http://h/?state=1&state=2", "state").empty());
  CHECK(conformance::form_encoded({{"a b", "c&d"}, {"e", "é"}}) == "a%20b=c%26d&e=%C3%A9");
}

TEST_CASE("a parameter is replaced where it stands, and nothing else moves", "[oracle]") {
  const auto edited = [](const char* url, std::optional<std::string> written) {
    return conformance::with_query_value(url, "state", written);
  };
  CHECK(edited("http://h/cb?code=a+b&state=1&iss=x", "%00") == "http://h/cb?code=a+b&state=%00&iss=x");
  CHECK(edited("http://h/cb?state=1&code=c&state=2", "3") == "http://h/cb?state=3&code=c");
  CHECK(edited("http://h/cb?code=c", "3") == "http://h/cb?code=c&state=3");
  CHECK(edited("http://h/cb#here", "3") == "http://h/cb?state=3#here");
  CHECK(edited("http://h/cb?code=c&state=1#state=4", std::nullopt) == "http://h/cb?code=c#state=4");
  CHECK(edited("http://h/cb?st%61te=1", std::nullopt) == "http://h/cb");
}
