// What the front refuses, drops and outlives.

#include <sys/resource.h>

#include <vector>

#include "mockidp/http/test_front.h"
#include "mockidp/testing/catch.h"

namespace http {
namespace {

constexpr std::chrono::milliseconds kSoon{50};

FrontLimits small_limits() {
  FrontLimits limits;
  limits.max_head_bytes = 2000;
  limits.max_headers = 10;
  limits.max_target_bytes = 1000;
  limits.max_body_bytes = 5000;
  return limits;
}

}  // namespace

TEST_CASE("what breaks a limit or the grammar is refused, and the connection ends", "[front][limits]") {
  TestFront server(echo, small_limits());
  const std::string start = "GET / HTTP/1.1\r\nHost: t\r\n";
  std::string many_headers = start;
  for (int i = 0; i < 11; ++i) many_headers += "X: y\r\n";
  const auto [request, status] = GENERATE_COPY(table<std::string, int>({
      {"GET /" + std::string(1000, 'a') + " HTTP/1.1\r\nHost: t\r\n\r\n", 414},
      {"GET /" + std::string(3000, 'a'), 414},
      {start + "X: " + std::string(2000, 'a') + "\r\n\r\n", 431},
      {start + "X: " + std::string(3000, 'a'), 431},
      {many_headers + "\r\n", 431},
      {"POST / HTTP/1.1\r\nHost: t\r\nContent-Length: 5001\r\n\r\n", 413},
      {"POST / HTTP/1.1\r\nHost: t\r\nContent-Length: 99999999999999999999999\r\n\r\n", 413},
      {"POST / HTTP/1.1\r\nHost: t\r\nContent-Length: -1\r\n\r\n", 400},
      {"POST / HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n1389\r\n", 413},
      {"POST / HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n", 400},
      {"POST / HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: gzip, chunked\r\n\r\n", 501},
      {"BREW / HTTP/1.1\r\nHost: t\r\n\r\n", 501},
      {"GET / HTTP/2.0\r\nHost: t\r\n\r\n", 505},
      {"GET / HTTP/1.1\r\n\r\n", 400},
      {"GET / HTTP/1.1\nHost: t\n\n", 400},
      {"\x16\x03\x01", 400},
  }));
  CAPTURE(request);
  RawClient client(server.port);
  client.send(request);
  const auto response = client.read_response();
  REQUIRE(response);
  CHECK(response->status == status);
  CHECK(response->header("Connection") == "close");
  CHECK(client.ended_silently());
  CHECK(server.front.stats().requests == 0);
}

TEST_CASE("a refusal reaches a peer that is still sending", "[front][limits]") {
  TestFront server;
  RawClient client(server.port);
  client.send("POST / HTTP/1.1\r\nHost: t\r\nContent-Length: 50000000\r\n\r\n");
  const std::string piece(100'000, 'x');
  for (int i = 0; i < 100 && client.send(piece); ++i) {
  }
  const auto response = client.read_response();
  REQUIRE(response);
  CHECK(response->status == 413);
}

TEST_CASE("a request that drips in is dropped at its deadline", "[front][limits]") {
  FrontLimits limits;
  limits.head_deadline = kSoon;
  limits.body_deadline = kSoon;
  TestFront server(echo, limits);
  const auto start = GENERATE(as<std::string>(), "GET / HTTP/1.1\r\nHost: t\r\nX: ",
                              "POST / HTTP/1.1\r\nHost: t\r\nContent-Length: 100000\r\n\r\n",
                              "POST / HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\nffff\r\n");
  std::vector<RawClient> drips;
  for (int i = 0; i < 20; ++i) drips.emplace_back(server.port);
  for (RawClient& drip : drips) drip.send(start);
  CHECK(get_once(server.port, "/").status == 200);
  for (RawClient& drip : drips) {
    drip.send("x");  // does not put the deadline off
    const auto response = drip.read_response();
    REQUIRE(response);
    CHECK(response->status == 408);
    CHECK(drip.ended_silently());
  }
}

TEST_CASE("a connection without a request is closed after a while", "[front][limits]") {
  FrontLimits limits;
  limits.idle_timeout = 4 * kSoon;
  TestFront server(echo, limits);
  RawClient fresh(server.port);
  RawClient used(server.port);
  CHECK(used.get("/").status == 200);
  CHECK(fresh.ended_silently());
  CHECK(used.ended_silently());
  CHECK(TestFront::eventually([&] { return server.front.stats().connections == 0; }));
}

TEST_CASE("a peer that does not read its response is cut off", "[front][limits]") {
  FrontLimits limits;
  limits.write_deadline = kSoon;
  TestFront server(
      [](const Request&) { return text_response(200, "text/plain", std::string(30'000'000, 'x')); }, limits);
  RawClient client(server.port);
  client.send("GET / HTTP/1.1\r\nHost: t\r\n\r\n");
  CHECK(TestFront::eventually([&] { return server.front.stats().requests == 1; }));
  CHECK(TestFront::eventually([&] { return server.front.stats().connections == 0; }));
  CHECK(client.read_to_end().size() < 30'000'000);
}

TEST_CASE("connections above the limit are closed, and room is made again", "[front][limits]") {
  FrontLimits limits;
  limits.max_connections = 3;
  TestFront server(echo, limits);
  {
    std::vector<RawClient> some;
    for (int i = 0; i < 3; ++i) {
      some.emplace_back(server.port);
      CHECK(some.back().get("/").status == 200);
    }
    RawClient excess(server.port);
    CHECK(excess.ended_silently());
    CHECK(some.front().get("/").status == 200);
  }
  CHECK(TestFront::eventually([&] { return get_once(server.port, "/").status == 200; }));
}

TEST_CASE("without free descriptors the server waits, and then goes on", "[front][limits]") {
  TestFront server;
  RawClient early(server.port);
  CHECK(early.get("/").status == 200);
  RawClient late(server.port);
  CHECK(late.get("/").status == 200);
  rlimit before{};
  REQUIRE(::getrlimit(RLIMIT_NOFILE, &before) == 0);
  std::vector<int> taken;
  rlimit tight = before;
  tight.rlim_cur = 64;
  REQUIRE(::setrlimit(RLIMIT_NOFILE, &tight) == 0);
  for (int fd; (fd = ::dup(0)) >= 0;) taken.push_back(fd);
  ::close(taken.back());
  taken.pop_back();
  RawClient waiting(server.port);  // takes the last descriptor for its own end
  waiting.send("GET /waiting HTTP/1.1\r\nHost: t\r\n\r\n");
  CHECK(early.get("/").status == 200);
  for (const int fd : taken) ::close(fd);
  ::setrlimit(RLIMIT_NOFILE, &before);
  const auto response = waiting.read_response();
  REQUIRE(response);
  CHECK(response->body == "GET /waiting []");
}

}  // namespace http
