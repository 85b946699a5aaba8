// Listening, closing and stopping.

#include <atomic>
#include <future>
#include <thread>

#include "mockidp/http/test_front.h"
#include "mockidp/testing/catch.h"

namespace http {
namespace {

bool has_ipv6_loopback() {
  Front front;
  return front.listen("::1", 0, echo) ? true : false;
}

// A handler that waits until it is let go.
struct Gate {
  Handler handler() {
    return [this](const Request& request) {
      if (request.path == "/wait") {
        entered.set_value();
        release.get_future().wait();
      }
      return echo(request);
    };
  }
  std::promise<void> entered;
  std::promise<void> release;
};

}  // namespace

TEST_CASE("localhost is both loopbacks on one port", "[front][life]") {
  Front front;
  const auto listener = front.listen("localhost", 0, echo);
  REQUIRE(listener);
  front.start();
  CHECK(RawClient(listener->port).get("/4").body == "GET /4 []");
  if (!has_ipv6_loopback()) SKIP("this machine has no ::1");
  std::string remote;
  const auto other = front.listen("::1", 0, [&](const Request& request) {
    remote = request.remote_address;
    return echo(request);
  });
  CHECK(RawClient(listener->port, AF_INET6).get("/6").body == "GET /6 []");
  REQUIRE(RawClient(other->port, AF_INET6).get("/6").status == 200);
  front.stop();
  CHECK(remote == "::1");
}

TEST_CASE("a second server on a port fails, and says why", "[front][life]") {
  TestFront first;
  Front second;
  const auto host = GENERATE("127.0.0.1", "localhost", "0.0.0.0");
  const auto refused = second.listen(host, first.port, echo);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().error_number == EADDRINUSE);
  CHECK_THAT(refused.error().message, ContainsSubstring("port " + std::to_string(first.port) + " on "));
  CHECK_THAT(refused.error().message, ContainsSubstring(" is already in use"));
  CHECK(refused.error().message.find('\n') == std::string::npos);
}

TEST_CASE("an unknown host is refused", "[front][life]") {
  Front front;
  const auto refused = front.listen("203.0.113.7", 0, echo);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().message == "203.0.113.7 is not an address of this machine");
}

TEST_CASE("a port can be had again as soon as the server has stopped", "[front][life]") {
  std::uint16_t port = 0;
  {
    TestFront first;
    port = first.port;
    RawClient client(port);
    CHECK(client.get("/").status == 200);
    first.front.stop();
    CHECK(client.ended_silently());
  }
  Front second;
  CHECK(second.listen("127.0.0.1", port, echo));
}

TEST_CASE("listeners come and go while the server runs, each with its handler", "[front][life]") {
  TestFront server;
  const auto added = server.front.listen(
      "127.0.0.1", 0, [](const Request&) { return text_response(200, "text/plain", "added"); });
  REQUIRE(added);
  RawClient kept(server.port);
  RawClient dropped(added->port);
  CHECK(kept.get("/").body == "GET / []");
  CHECK(dropped.get("/").body == "added");
  server.front.close(added->id);
  CHECK(dropped.ended_silently());
  CHECK_FALSE(RawClient(added->port).connected());
  CHECK(kept.get("/").body == "GET / []");
  server.front.close(added->id);  // again: nothing happens
}

TEST_CASE("stop lets a running request finish and closes idle connections", "[front][life]") {
  Gate gate;
  TestFront server(gate.handler());
  RawClient idle(server.port);
  CHECK(idle.get("/").status == 200);
  RawClient half(server.port);
  half.send("GET / HTTP/1.1\r\nHo");
  RawClient running(server.port);
  running.send("GET /wait HTTP/1.1\r\nHost: t\r\n\r\n");
  gate.entered.get_future().wait();
  std::thread stopper([&] { server.front.stop(RawClient::kPatience); });
  CHECK(idle.ended_silently());
  CHECK(half.ended_silently());
  CHECK_FALSE(RawClient(server.port).connected());
  gate.release.set_value();
  const auto response = running.read_response();
  REQUIRE(response);
  CHECK(response->body == "GET /wait []");
  CHECK(running.ended_silently());
  stopper.join();
  CHECK(server.front.stats().connections == 0);
  server.front.stop();
}

TEST_CASE("a handler may open and close listeners, even while the server stops", "[front][life]") {
  std::promise<void> entered;
  std::promise<void> release;
  Front* front = nullptr;
  TestFront server([&](const Request& request) {
    if (request.path == "/wait") {
      entered.set_value();
      release.get_future().wait();
    }
    const auto opened = front->listen("127.0.0.1", 0, echo);
    if (opened) front->close(opened->id);
    return text_response(200, "text/plain", opened ? "opened" : opened.error().message);
  });
  front = &server.front;
  CHECK(get_once(server.port, "/").body == "opened");
  RawClient client(server.port);
  client.send("GET /wait HTTP/1.1\r\nHost: t\r\n\r\n");
  entered.get_future().wait();
  std::thread stopper([&] { server.front.stop(RawClient::kPatience); });
  CHECK(TestFront::eventually([&] { return !RawClient(server.port).connected(); }));
  release.set_value();
  const auto response = client.read_response();
  REQUIRE(response);
  CHECK(response->body == "the server has stopped");
  stopper.join();
}

TEST_CASE("closing a listener lets its running request finish", "[front][life]") {
  Gate gate;
  TestFront server(gate.handler());
  RawClient running(server.port);
  running.send("GET /wait HTTP/1.1\r\nHost: t\r\n\r\n");
  gate.entered.get_future().wait();
  server.front.close(server.listener_id);
  gate.release.set_value();
  const auto response = running.read_response();
  REQUIRE(response);
  CHECK(response->body == "GET /wait []");
  CHECK(running.ended_silently());
}

TEST_CASE("stop does not wait longer than its grace for a response that is held back", "[front][life]") {
  TestFront server([](const Request& request) {
    Response response = echo(request);
    response.script = ResponseScript{.delay_before = std::chrono::hours(1)};
    return response;
  });
  RawClient client(server.port);
  client.send("GET / HTTP/1.1\r\nHost: t\r\n\r\n");
  REQUIRE(TestFront::eventually([&] { return server.front.stats().requests == 1; }));
  server.front.stop(std::chrono::milliseconds(10));
  CHECK(client.ended_silently());
}

TEST_CASE("a server that was never started stops, and takes nothing more", "[front][life]") {
  Front front;
  const auto listener = front.listen("127.0.0.1", 0, echo);
  REQUIRE(listener);
  front.stop();
  CHECK_FALSE(RawClient(listener->port).connected());
  CHECK_FALSE(front.listen("127.0.0.1", 0, echo));
}

TEST_CASE("stopping under load ends every connection", "[front][life]") {
  TestFront server;
  std::atomic<bool> go_on{true};
  std::atomic<int> answered{0};
  std::vector<std::thread> clients;
  for (int i = 0; i < 8; ++i) {
    clients.emplace_back([&] {
      while (go_on) {
        RawClient client(server.port);
        for (int r = 0; r < 5 && client.get("/").status == 200; ++r) ++answered;
      }
    });
  }
  CHECK(TestFront::eventually([&] { return answered > 100; }));
  server.front.stop();
  CHECK(server.front.stats().connections == 0);
  go_on = false;
  for (std::thread& client : clients) client.join();
}

}  // namespace http
