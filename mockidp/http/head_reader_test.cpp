#include "mockidp/http/head_reader.h"

#include "mockidp/testing/catch.h"

namespace http {
namespace {

using namespace std::string_literals;

// "GET /path?query" of the head, or the refusal's status, or "more".
std::string outcome(std::string_view bytes, const HeadLimits& limits = {}) {
  const auto head = read_head(bytes, limits);
  if (head) return head->request.method + " " + head->request.target;
  if (const BadHead* bad = std::get_if<BadHead>(&head.error())) return std::to_string(bad->status);
  return "more";
}

std::string with_headers(std::string_view headers) {
  return "POST / HTTP/1.1\r\nHost: t\r\n" + std::string(headers) + "\r\n";
}

}  // namespace

TEST_CASE("request lines", "[head]") {
  const auto [line, expected] = GENERATE(table<std::string, std::string>({
      {"GET / HTTP/1.1", "GET /"},
      {"GET /a%20b?x=1?y=2&z HTTP/1.1", "GET /a%20b?x=1?y=2&z"},
      {"GET //a/../b HTTP/1.1", "GET //a/../b"},
      {"GET /|^{}\"<>\\` HTTP/1.1", "GET /|^{}\"<>\\`"},
      {"GET / HTTP/1.0", "GET /"},
      {"GET / HTTP/1.9", "GET /"},
      {"OPTIONS * HTTP/1.1", "OPTIONS *"},
      {"GET http://T/a?b HTTP/1.1", "GET /a?b"},
      {"GET HTTP://t HTTP/1.1", "GET /"},
      {"GET https://t?q HTTP/1.1", "GET /?q"},
      {"GET http://other/a HTTP/1.1", "400"},
      {"GET http://u@t/a HTTP/1.1", "400"},
      {"GET ftp://t/a HTTP/1.1", "400"},
      {"GET * HTTP/1.1", "400"},
      {"GET a HTTP/1.1", "400"},
      {"GET ?a HTTP/1.1", "400"},
      {"CONNECT t:443 HTTP/1.1", "501"},
      {"GET /#f HTTP/1.1", "400"},
      {"GET /\x80 HTTP/1.1", "400"},
      {"GET /\x7f HTTP/1.1", "400"},
      {"GET /\t HTTP/1.1", "400"},
      {"GET /\0 HTTP/1.1"s, "400"},
      {"GET /\r HTTP/1.1", "400"},
      {"GET /a b HTTP/1.1", "400"},
      {"GET  / HTTP/1.1", "400"},
      {"GET /  HTTP/1.1", "400"},
      {" GET / HTTP/1.1", "400"},
      {"GET / HTTP/1.1 ", "400"},
      {"GET /", "400"},
      {"GET", "400"},
      {"GET / HTTP/2.0", "505"},
      {"GET / HTTP/0.9", "505"},
      {"GET / HTTP/1.10", "400"},
      {"GET / http/1.1", "400"},
      {"GET / HTTP/1,1", "400"},
      {"get / HTTP/1.1", "501"},
      {"PROPFIND / HTTP/1.1", "501"},
      {"GE(T / HTTP/1.1", "400"},
      {std::string(100, 'G') + " / HTTP/1.1", "400"},
      {"\xef\xbb\xbfGET / HTTP/1.1", "400"},
      {"\r\nGET / HTTP/1.1", "GET /"},
      {"\r\n\r\nGET / HTTP/1.1", "400"},
      {"\nGET / HTTP/1.1", "400"},
  }));
  CAPTURE(line);
  CHECK(outcome(line + "\r\nHost: t\r\n\r\n") == expected);
}

TEST_CASE("header lines", "[head]") {
  const auto [lines, expected] = GENERATE(table<std::string, std::string>({
      {"X: y\r\n", "POST /"},
      {"X:y\r\n", "POST /"},
      {"X: \t y \t\r\n", "POST /"},
      {"X:\r\n", "POST /"},
      {"X: \xc3\xa4\r\n", "POST /"},
      {"X: a\tb\r\n", "POST /"},
      {"!#$%&'*+-.^_`|~: y\r\n", "POST /"},
      {"X : y\r\n", "400"},
      {" X: y\r\n", "400"},
      {"X: y\r\n z\r\n", "400"},
      {"X: y\r\n\tz\r\n", "400"},
      {"X\r\n", "400"},
      {": y\r\n", "400"},
      {"X(: y\r\n", "400"},
      {"X\xc3: y\r\n", "400"},
      {"X: a\nY: b\r\n", "400"},
      {"X: a\rb\r\n", "400"},
      {"X: a\0b\r\n"s, "400"},
      {"X: a\x01\r\n", "400"},
      {"X: a\x7f\r\n", "400"},
      {"X\0: a\r\n"s, "400"},
      {"X: a\r\r\n", "400"},
  }));
  CAPTURE(lines);
  CHECK(outcome(with_headers(lines)) == expected);
}

TEST_CASE("the Host", "[head]") {
  const auto [hosts, expected] = GENERATE(table<std::string, std::string>({
      {"Host: localhost:7070\r\n", "GET /"},
      {"HOST: [::1]:80\r\n", "GET /"},
      {"Host: acme.localhost\r\n", "GET /"},
      {"Host: t:\r\n", "GET /"},
      {"", "400"},
      {"Host:\r\n", "400"},
      {"Host: a\r\nHost: a\r\n", "400"},
      {"Host: a b\r\n", "400"},
      {"Host: a/b\r\n", "400"},
      {"Host: u@a\r\n", "400"},
      {"Host: a?b\r\n", "400"},
      {"Host: a:b\r\n", "400"},
      {"Host: :80\r\n", "400"},
      {"Host: a, b\r\n", "400"},
  }));
  CAPTURE(hosts);
  CHECK(outcome("GET / HTTP/1.1\r\n" + hosts + "\r\n") == expected);
  CHECK(outcome("GET / HTTP/1.0\r\n\r\n") == "GET /");
}

TEST_CASE("the body's framing", "[head]") {
  constexpr std::size_t kNone = 999;
  const auto [lines, status, length, is_chunked] = GENERATE_COPY(table<std::string, int, std::size_t, bool>({
      {"", 200, kNone, false},
      {"Content-Length: 0\r\n", 200, 0, false},
      {"content-length: 0042\r\n", 200, 42, false},
      {"Content-Length: 18446744073709551616\r\n", 200, SIZE_MAX, false},
      {"Transfer-Encoding: chunked\r\n", 200, kNone, true},
      {"transfer-encoding: CHUNKED\r\n", 200, kNone, true},
      {"Content-Length: abc\r\n", 400, kNone, false},
      {"Content-Length: -1\r\n", 400, kNone, false},
      {"Content-Length: +1\r\n", 400, kNone, false},
      {"Content-Length: 1 2\r\n", 400, kNone, false},
      {"Content-Length: 0x10\r\n", 400, kNone, false},
      {"Content-Length: 1,1\r\n", 400, kNone, false},
      {"Content-Length:\r\n", 400, kNone, false},
      {"Content-Length: 1\r\nContent-Length: 2\r\n", 400, kNone, false},
      {"Content-Length: 1\r\nContent-Length: 1\r\n", 400, kNone, false},
      {"Content-Length: 1\r\nTransfer-Encoding: chunked\r\n", 400, kNone, false},
      {"Transfer-Encoding: chunked\r\nContent-Length: 1\r\n", 400, kNone, false},
      {"Transfer-Encoding: gzip\r\n", 501, kNone, false},
      {"Transfer-Encoding: gzip, chunked\r\n", 501, kNone, false},
      {"Transfer-Encoding: chunked, chunked\r\n", 501, kNone, false},
      {"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", 501, kNone, false},
      {"Transfer-Encoding: identity\r\n", 501, kNone, false},
      {"Transfer-Encoding: xchunked\r\n", 501, kNone, false},
      {"Transfer-Encoding:\r\n", 501, kNone, false},
  }));
  CAPTURE(lines);
  const auto head = read_head(with_headers(lines));
  if (status != 200) {
    REQUIRE_FALSE(head);
    CHECK(std::get<BadHead>(head.error()).status == status);
    return;
  }
  REQUIRE(head);
  CHECK(head->content_length.value_or(kNone) == length);
  CHECK(head->chunked == is_chunked);
  CHECK(outcome("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n") == "400");
}

TEST_CASE("wishes about the connection", "[head]") {
  const auto [bytes, keep_alive, expect] = GENERATE(table<std::string, bool, bool>({
      {"GET / HTTP/1.1\r\nHost: t\r\n\r\n", true, false},
      {"GET / HTTP/1.1\r\nHost: t\r\nConnection: Close\r\n\r\n", false, false},
      {"GET / HTTP/1.1\r\nHost: t\r\nConnection: keep-alive, close\r\n\r\n", false, false},
      {"GET / HTTP/1.1\r\nHost: t\r\nConnection: a\r\nConnection: close\r\n\r\n", false, false},
      {"GET / HTTP/1.1\r\nHost: t\r\nConnection: closed\r\n\r\n", true, false},
      {"GET / HTTP/1.0\r\n\r\n", false, false},
      {"GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n", true, false},
      {"GET / HTTP/1.1\r\nHost: t\r\nExpect: 100-Continue\r\n\r\n", true, true},
      {"GET / HTTP/1.1\r\nHost: t\r\nExpect: a cake\r\n\r\n", true, false},
      {"GET / HTTP/1.0\r\nExpect: 100-continue\r\n\r\n", false, false},
  }));
  CAPTURE(bytes);
  const auto head = read_head(bytes);
  REQUIRE(head);
  CHECK(head->keep_alive == keep_alive);
  CHECK(head->expect_continue == expect);
}

TEST_CASE("every part of a head is kept as it was sent", "[head]") {
  const std::string bytes =
      "PUT /a%2fb?c=d?e HTTP/1.1\r\nhOST: t\r\nX-Y:  %41\xff \r\nX-Y: 2\r\nREMOTE_ADDR: 1\r\n\r\nbody";
  const auto head = read_head(bytes);
  REQUIRE(head);
  CHECK(head->head_bytes == bytes.size() - 4);
  CHECK(head->request.path == "/a%2fb");
  CHECK(head->request.query == "c=d?e");
  CHECK(head->request.headers ==
        Headers{{"hOST", "t"}, {"X-Y", "%41\xff"}, {"X-Y", "2"}, {"REMOTE_ADDR", "1"}});
}

TEST_CASE("a head in any number of pieces is read when it is whole", "[head]") {
  const std::string bytes = "\r\nGET /x HTTP/1.1\r\nHost: t\r\nA: b\r\n\r\n";
  for (std::size_t end = 0; end < bytes.size(); ++end) {
    CAPTURE(end);
    CHECK(outcome(bytes.substr(0, end)) == "more");
  }
  CHECK(outcome(bytes) == "GET /x");
  CHECK(read_head(bytes)->head_bytes == bytes.size());
}

TEST_CASE("nobody waits for a head that cannot become one", "[head]") {
  HeadLimits limits;
  limits.max_head_bytes = 100;
  limits.max_target_bytes = 50;
  limits.max_headers = 3;
  const auto [bytes, expected] = GENERATE(table<std::string, std::string>({
      {"\x16\x03\x01\x02", "400"},
      {"GET / HTTP/1.1\nHost", "400"},
      {"\n", "400"},
      {" ", "400"},
      {"GET /" + std::string(49, 'a'), "more"},
      {"GET /" + std::string(50, 'a'), "414"},
      {"GET /" + std::string(49, 'a') + " HTTP/1.1\r\nHost: t\r\n\r\n", "GET /" + std::string(49, 'a')},
      {"GET /" + std::string(50, 'a') + " HTTP/1.1\r\nHost: t\r\n\r\n", "414"},
      {"GET / HTTP/1.1\r\nHost: " + std::string(78, 'a'), "more"},
      {"GET / HTTP/1.1\r\nHost: " + std::string(79, 'a'), "431"},
      {"GET / HTTP/1.1\r\nHost: " + std::string(74, 'a') + "\r\n\r\n", "GET /"},
      {"GET / HTTP/1.1\r\nHost: " + std::string(75, 'a') + "\r\n\r\n", "431"},
      {"GET / HTTP/1.1\r\nHost: t\r\nA: b\r\nC: d\r\n\r\n", "GET /"},
      {"GET / HTTP/1.1\r\nHost: t\r\nA: b\r\nC: d\r\nE: f\r\n\r\n", "431"},
      {std::string(101, 'G'), "431"},
  }));
  CAPTURE(bytes);
  CHECK(outcome(bytes, limits) == expected);
}

TEST_CASE("a refusal repeats none of the peer's bytes", "[head]") {
  for (const char* bytes : {"EVIL<script> / HTTP/1.1\r\n\r\n", "GET /evil HTTP/9.9\r\nHost: t\r\n\r\n",
                            "GET / HTTP/1.1\r\nHost: t\r\nevil : x\r\n\r\n"}) {
    const auto head = read_head(bytes);
    REQUIRE_FALSE(head);
    const std::string message = std::get<BadHead>(head.error()).message;
    CHECK(message.find("vil") == std::string::npos);
    CHECK(message.find("EVIL") == std::string::npos);
    CHECK(message.find('\n') == std::string::npos);
  }
}

}  // namespace http
