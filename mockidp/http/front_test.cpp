#include "mockidp/http/front.h"

#include <malloc.h>

#include <atomic>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <vector>

#include "mockidp/http/test_front.h"
#include "mockidp/testing/catch.h"

namespace http {
namespace {

std::string post(std::string_view body, std::string_view more_headers = "") {
  return "POST /p HTTP/1.1\r\nHost: test\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" +
         std::string(more_headers) + "\r\n" + std::string(body);
}

std::string chunked(std::string_view body, std::size_t chunk_bytes) {
  std::string coded;
  while (!body.empty()) {
    const std::string_view chunk = body.substr(0, chunk_bytes);
    char size[32];
    std::snprintf(size, sizeof size, "%zx;x=y\r\n", chunk.size());
    coded.append(size).append(chunk).append("\r\n");
    body.remove_prefix(chunk.size());
  }
  return coded + "0\r\nTrailer: dropped\r\n\r\n";
}

}  // namespace

TEST_CASE("a connection serves one request after another", "[front]") {
  TestFront server;
  RawClient client(server.port);
  for (int i = 0; i < 5; ++i) {
    const std::string target = "/" + std::to_string(i);
    const Response response = client.get(target);
    CHECK(response.status == 200);
    CHECK(response.body == "GET " + target + " []");
    CHECK(response.header("Connection") == "keep-alive");
  }
  CHECK(server.front.stats().requests == 5);
  CHECK(server.front.stats().connections == 1);
}

TEST_CASE("a response is the handler's, and nothing else", "[front]") {
  TestFront server([](const Request&) {
    Response response = text_response(418, "application/json", "{}");
    response.add("Zebra", "1").add("Set-Cookie", "a=1").add("Alpha", "2").add("Set-Cookie", "b=%41+");
    response.add("Content-Length", "77").add("connection", "upgrade").add("Transfer-Encoding", "gzip");
    return response;
  });
  RawClient client(server.port);
  client.send("GET / HTTP/1.1\r\nHost: test\r\nAccept-Encoding: gzip, br\r\nRange: bytes=0-0\r\n\r\n");
  const auto response = client.read_response();
  REQUIRE(response);
  CHECK(response->status == 418);
  CHECK(response->body == "{}");
  std::string names;
  for (const auto& [name, value] : response->headers) names += name + " ";
  CHECK(names == "Date Content-Type Zebra Set-Cookie Alpha Set-Cookie Content-Length Connection ");
  CHECK(response->headers[5].second == "b=%41+");
  CHECK(response->header("Content-Length") == "2");
}

TEST_CASE("a handler sees exactly what the peer sent", "[front]") {
  Request seen;
  TestFront server([&](const Request& request) {
    seen = request;
    return text_response(200, "text/plain", "");
  });
  RawClient client(server.port);
  client.send(
      "GET /a%2Fb?x=1&redirect_uri=http://a/?b=c HTTP/1.1\r\nHost: test:1\r\nX: %0d%0a%41\r\nEmpty:\r\n"
      "REMOTE_ADDR: 9.9.9.9\r\nLOCAL_PORT: 1\r\n\r\n");
  REQUIRE(client.read_response());
  CHECK(seen.path == "/a%2Fb");
  CHECK(seen.query == "x=1&redirect_uri=http://a/?b=c");
  CHECK(seen.header("x") == "%0d%0a%41");
  CHECK(seen.header_values("Empty") == std::vector<std::string_view>{""});
  CHECK(seen.headers.size() == 5);
  CHECK(seen.remote_address == "127.0.0.1");
  CHECK(seen.local_port == server.port);
  CHECK_FALSE(seen.secure);
}

TEST_CASE("pipelined requests are answered in order", "[front]") {
  TestFront server;
  RawClient client(server.port);
  std::string requests;
  for (int i = 0; i < 300; ++i) requests += "GET /" + std::to_string(i) + " HTTP/1.1\r\nHost: test\r\n\r\n";
  std::thread sender([&] { client.send(requests); });
  bool in_order = true;
  for (int i = 0; i < 300; ++i) {
    const auto response = client.read_response();
    in_order = in_order && response && response->body == "GET /" + std::to_string(i) + " []";
  }
  sender.join();
  CHECK(in_order);
}

TEST_CASE("requests may arrive byte by byte", "[front]") {
  TestFront server;
  const auto request =
      GENERATE(as<std::string>(), post("hello"),
               "POST /p HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n" + chunked("hello", 2));
  RawClient client(server.port);
  for (const char byte : request) REQUIRE(client.send({&byte, 1}));
  const auto response = client.read_response();
  REQUIRE(response);
  CHECK(response->body == "POST /p [hello]");
  CHECK(client.get("/next").status == 200);
}

TEST_CASE("bodies arrive whole, up to the limit", "[front]") {
  TestFront server;
  RawClient client(server.port);
  const std::string body(FrontLimits{}.max_body_bytes, 'b');
  std::string request;
  SECTION("counted") { request = post(body); }
  SECTION("in large chunks") {
    request = "POST /p HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n" + chunked(body, 300'000);
  }
  SECTION("in small chunks") {
    request = "POST /p HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: Chunked\r\n\r\n" + chunked(body, 100);
  }
  REQUIRE(client.send(request));
  const auto response = client.read_response();
  REQUIRE(response);
  CHECK(response->body == "POST /p [" + body + "]");
  CHECK(client.get("/next").body == "GET /next []");
}

TEST_CASE("a body that GET carries is not read as the next request", "[front]") {
  TestFront server;
  RawClient client(server.port);
  const std::string_view smuggled = "GET /smuggled HTTP/1.1\r\nHost: test\r\n\r\n";
  client.send("GET /real HTTP/1.1\r\nHost: test\r\nContent-Length: " + std::to_string(smuggled.size()) +
              "\r\n\r\n");
  client.send(smuggled);
  const auto response = client.read_response();
  REQUIRE(response);
  CHECK(response->body == "GET /real [" + std::string(smuggled) + "]");
  CHECK(client.get("/next").body == "GET /next []");
}

TEST_CASE("a POST without a length has no body and is answered at once", "[front]") {
  TestFront server;
  RawClient client(server.port);
  client.send("POST /lifecycle/activate HTTP/1.1\r\nHost: test\r\n\r\n");
  const auto response = client.read_response();
  REQUIRE(response);
  CHECK(response->body == "POST /lifecycle/activate []");
}

TEST_CASE("a peer that waits for 100 Continue gets it once", "[front]") {
  TestFront server;
  RawClient client(server.port);
  client.send("POST /p HTTP/1.1\r\nHost: t\r\nContent-Length: 5\r\nExpect: 100-Continue\r\n\r\n");
  CHECK(client.read_until("\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n");
  client.send("hel");
  client.send("lo");
  const auto response = client.read_response();
  REQUIRE(response);
  CHECK(response->body == "POST /p [hello]");
}

TEST_CASE("HEAD has the length of GET and no body", "[front]") {
  TestFront server;
  RawClient client(server.port);
  client.send("HEAD /h HTTP/1.1\r\nHost: test\r\n\r\n");
  const auto head = client.read_response(RawClient::Body::none);
  REQUIRE(head);
  CHECK(head->header("Content-Length") == std::to_string(std::string("HEAD /h []").size()));
  CHECK(client.get("/next").body == "GET /next []");
}

TEST_CASE("204 and 304 have neither body nor length", "[front]") {
  const int status = GENERATE(204, 304);
  TestFront server([status](const Request&) { return text_response(status, "text/plain", "not sent"); });
  RawClient client(server.port);
  for (int i = 0; i < 2; ++i) {
    const Response response = client.get("/");
    CHECK(response.status == status);
    CHECK(response.header("Content-Length").empty());
  }
}

TEST_CASE("the connection ends when the peer wants it to", "[front]") {
  TestFront server;
  const auto [request, stays_open] = GENERATE(table<std::string, bool>({
      {"GET / HTTP/1.1\r\nHost: t\r\n\r\n", true},
      {"GET / HTTP/1.1\r\nHost: t\r\nConnection: Close\r\n\r\n", false},
      {"GET / HTTP/1.1\r\nHost: t\r\nConnection: TE, close\r\n\r\n", false},
      {"GET / HTTP/1.0\r\n\r\n", false},
      {"GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n", true},
  }));
  CAPTURE(request);
  RawClient client(server.port);
  client.send(request);
  const auto response = client.read_response();
  REQUIRE(response);
  CHECK(response->header("Connection") == (stays_open ? "keep-alive" : "close"));
  if (stays_open) CHECK(client.get("/next").status == 200);
  if (!stays_open) CHECK(client.ended_silently());
}

TEST_CASE("a peer that has ended its side is still answered", "[front]") {
  TestFront server;
  RawClient client(server.port);
  client.send(post("all of it"));
  client.end_sending();
  const auto response = client.read_response();
  REQUIRE(response);
  CHECK(response->body == "POST /p [all of it]");
  CHECK(client.ended_silently());
  CHECK(TestFront::eventually([&] { return server.front.stats().connections == 0; }));
}

TEST_CASE("a large response reaches a peer that reads late", "[front]") {
  const std::string large(20'000'000, 'x');
  TestFront server([&](const Request& request) {
    return text_response(200, "text/plain", request.path == "/large" ? large : "small");
  });
  RawClient slow(server.port);
  slow.send("GET /large HTTP/1.1\r\nHost: t\r\n\r\n");
  for (int i = 0; i < 3; ++i)
    CHECK(get_once(server.port, "/").body == "small");  // no worker waits for the slow one
  const auto response = slow.read_response();
  REQUIRE(response);
  CHECK(response->body == large);
  CHECK(slow.get("/").body == "small");
}

TEST_CASE("an exception that leaves a handler is a 500 that tells the peer nothing", "[front]") {
  std::mutex mutex;
  std::vector<std::string> told;
  const auto unhandled = [&](std::string_view what) {
    const std::scoped_lock lock(mutex);
    told.emplace_back(what);
  };
  TestFront server(
      [](const Request& request) -> Response {
        if (request.path == "/exception") throw std::runtime_error("secret details");
        if (request.path == "/number") throw 42;
        if (request.path == "/split") return redirect_response(302, "/a\r\nSet-Cookie: evil=1");
        if (request.path == "/nul") return redirect_response(302, std::string("/a\0b", 4));
        if (request.path == "/name") return Response{}.add("a b", "c");
        if (request.path == "/status") return text_response(42, "text/plain", "");
        return echo(request);
      },
      {}, unhandled);
  const auto [target, report] = GENERATE(table<std::string, std::string>({
      {"/exception", "secret details"},
      {"/number", "an exception of unknown type"},
      {"/split", "the response header Location holds a control character"},
      {"/nul", "the response header Location holds a control character"},
      {"/name", "a response header's name is malformed"},
      {"/status", "a handler answered with no final status"},
  }));
  CAPTURE(target);
  RawClient client(server.port);
  const Response response = client.get(target);
  CHECK(response.status == 500);
  CHECK(response.body == "Internal server error\n");
  CHECK(response.headers.size() == 4);
  CHECK(client.get("/next").status == 200);
  const std::scoped_lock lock(mutex);
  CHECK(told == std::vector<std::string>{report});
}

TEST_CASE("many clients at once are all answered", "[front]") {
  TestFront server;
  std::atomic<int> good{0};
  std::vector<std::thread> clients;
  for (int c = 0; c < 64; ++c) {
    clients.emplace_back([&, c] {
      RawClient client(server.port);
      for (int i = 0; i < 20; ++i) {
        const std::string body = std::to_string(c) + "/" + std::to_string(i);
        client.send(post(body));
        const auto response = client.read_response();
        if (response && response->body == "POST /p [" + body + "]") ++good;
      }
    });
  }
  for (std::thread& client : clients) client.join();
  CHECK(good == 64 * 20);
  CHECK(server.front.stats().requests == 64 * 20);
}

TEST_CASE("many idle connections delay nobody", "[front]") {
  TestFront server;
  std::vector<RawClient> idle;
  for (int i = 0; i < 500; ++i) {
    idle.emplace_back(server.port);
    REQUIRE(idle.back().connected());
  }
  for (int i = 0; i < 250; ++i) CHECK(idle[static_cast<std::size_t>(i)].get("/").status == 200);
  CHECK(TestFront::eventually([&] { return server.front.stats().connections == 500; }));
  CHECK(get_once(server.port, "/fresh").body == "GET /fresh []");
  CHECK(idle.back().get("/late").body == "GET /late []");
}

TEST_CASE("an idle connection keeps no memory for what it has carried", "[front]") {
  constexpr std::size_t kConnections = 300;
  constexpr std::size_t kAllowance = 2048;  // bytes each, for the connection itself
  const std::string large(30'000, 'x');
  TestFront server([&](const Request&) { return text_response(200, "text/plain", large); });
  const std::string request = post(std::string(20'000, 'y'));
  std::vector<RawClient> idle;
  idle.reserve(kConnections);
  const std::size_t before = ::mallinfo2().uordblks;  // zero with a sanitizer, and nothing is shown
  for (std::size_t i = 0; i < kConnections; ++i) {
    RawClient& client = idle.emplace_back(server.port);
    REQUIRE(client.send(request));
    REQUIRE(client.skip_bytes(large.size()));
  }
  const std::size_t after = ::mallinfo2().uordblks;
  CHECK(after <= before + kConnections * kAllowance);
}

}  // namespace http
