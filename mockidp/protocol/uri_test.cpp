#include "mockidp/protocol/uri.h"

#include <ostream>
#include <tuple>

#include "mockidp/testing/catch.h"

using namespace protocol;

TEST_CASE("a URI comes apart and together exactly as written", "[uri]") {
  const auto uri = parse_uri("HTTPS://User:pw@App.Example:0443/a/../%7e?x=%20y/?#frag?");
  REQUIRE(uri);
  CHECK(uri->scheme == "HTTPS");
  CHECK(uri->authority == "User:pw@App.Example:0443");
  CHECK(uri->host == "App.Example");
  CHECK(uri->port == "0443");
  CHECK(uri->path == "/a/../%7e");
  CHECK(uri->query == "x=%20y/?");
  CHECK(uri->fragment == "frag?");
}

TEST_CASE("URIs round trip", "[uri]") {
  const auto text = GENERATE(
      as<std::string>(), "http://localhost:8080/authorization-code/callback", "https://a.example",
      "https://a.example?", "https://a.example/#", "http://[::1]:8080/cb", "http://[2001:db8::7]/",
      "com.example.app:/callback", "com.example.app://callback", "app:///callback",
      "urn:ietf:wg:oauth:2.0:oob", "http://a.example/cb?a=b&c='(d)'*!;,@:$", "https://*.example.com/cb",
      "http://127.0.0.1:65535/", "http://a.example:0/", "a:", "data:,x", "http://a.example//double//slash");
  CAPTURE(text);
  const auto uri = parse_uri(text);
  REQUIRE(uri);
  CHECK(to_string(*uri) == text);
}

TEST_CASE("what is no absolute URI, or could be read in two ways, is refused", "[uri]") {
  const auto text = GENERATE(
      as<std::string>(), "", "/callback", "//a.example/cb", "?x", "#x", "callback", "://a.example",
      "1http://a.example", "ht tp://a.example", "http://", "http:///path", "http://:80/", "http://user@/",
      "https:a.example", "https:/a.example", "https:\\\\a.example", "https://a.example\\@b.example/",
      "https://a.example\\cb", "http://a@b@c.example/", "http://a.example:/", "http://a.example:65536/",
      "http://a.example:-1/", "http://a.example:+1/", "http://a.example:80a/", "http://a.example:8 0/",
      "http://a.example:80:80/", "http://::1/", "http://[::1/", "http://[::1]x/", "http://[::g]/",
      std::string("http://[::\0,1]/", 16), "http://[::1%25eth0]/", "http://[]/", "http://a b.example/",
      "http://a.example/a b", "http://a.example/\t", "http://a.example/\r\nX: y", "http://a.example/\x7f",
      std::string("http://a.example/\0", 18), "http://a.example/%", "http://a.example/%4",
      "http://a.example/%zz", "http://a%zz.example/", "http://a.example/?%", "http://a.example/#%",
      "http://a.example/#a#b", "http://\xc3\xa4.example/", "http://a.example/\xc3\xa4",
      "http://a.example/<script>", "http://a.example/?\"", "http://a.example/{id}", "http://a.example/^",
      "http://a.example/`", "http://a.example/a|b", "http://a.example/?a[0]=b", " http://a.example/",
      "http://a.example/ ");
  CAPTURE(text);
  CHECK_FALSE(parse_uri(text));
}

TEST_CASE("an origin is scheme, host and the port that is not the usual one", "[uri]") {
  const auto [text, expected] = GENERATE(table<std::string, std::string>({
      {"http://localhost:8080/cb?x#y", "http://localhost:8080"},
      {"HTTP://LocalHost:80", "http://localhost"},
      {"https://App.Example:443/", "https://app.example"},
      {"https://app.example:80/", "https://app.example:80"},
      {"http://app.example:443/", "http://app.example:443"},
      {"http://app.example:0080/", "http://app.example"},
      {"https://user:pw@app.example/", "https://app.example"},
      {"http://[::1]:9000/", "http://[::1]:9000"},
      {"com.example.app:/callback", ""},
      {"app:///callback", ""},
      {"javascript:alert(1)", ""},
      {"null", ""},
      {"/cb", ""},
  }));
  CAPTURE(text);
  CHECK(origin_of(text) == expected);
}

TEST_CASE("loopback hosts are this machine under any of its names", "[uri]") {
  const auto loopback = GENERATE("localhost", "LOCALHOST", "acme.localhost", "127.0.0.1", "127.255.0.9",
                                 "[::1]", "[0:0:0:0:0:0:0:1]");
  CAPTURE(loopback);
  CHECK(is_loopback_host(loopback));
}

TEST_CASE("hosts that only look like loopback are not", "[uri]") {
  const auto elsewhere =
      GENERATE(as<std::string>(), "", "localhost.example", "xlocalhost", "127.0.0.1.example", "128.0.0.1",
               "127.1", "0177.0.0.1", "127.0.0.256", "[::2]", "::1", "[::1", "0.0.0.0", "example.com",
               std::string("127.0.0.1\0.evil.example", 23));
  CAPTURE(elsewhere);
  CHECK_FALSE(is_loopback_host(elsewhere));
}

TEST_CASE("percent encoding leaves the unreserved characters alone", "[uri]") {
  CHECK(percent_encode("AZaz09-._~") == "AZaz09-._~");
  CHECK(percent_encode("a b+c/d") == "a%20b%2Bc%2Fd");
  CHECK(percent_encode("\xc3\xa4") == "%C3%A4");
  CHECK(percent_decode("a%20b+c%2fd") == "a b+c/d");
  CHECK(percent_decode("%00") == std::string(1, '\0'));
  CHECK_FALSE(percent_decode("%"));
  CHECK_FALSE(percent_decode("%2"));
  CHECK_FALSE(percent_decode("%2x"));
  CHECK_FALSE(percent_decode("%%20"));
}
