// Scripts that disturb a response, and streams of events.

#include <mutex>
#include <thread>
#include <vector>

#include "mockidp/http/test_front.h"
#include "mockidp/testing/catch.h"

namespace http {
namespace {

using std::chrono::milliseconds;

Handler scripted(ResponseScript script) {
  return [script](const Request& request) {
    Response response = echo(request);
    if (request.path != "/plain") response.script = script;
    return response;
  };
}

struct EventFront {
  explicit EventFront(FrontLimits limits = {})
      : server([this](const Request&) { return open_stream(); }, limits) {}

  Response open_stream() {
    Response response = text_response(200, "text/event-stream", "");
    response.stream = [this](std::shared_ptr<EventStream> opened) {
      opened->push("data: hello\n\n");
      const std::scoped_lock lock(mutex);
      stream = std::move(opened);
    };
    return response;
  }
  std::shared_ptr<EventStream> opened_stream() {
    TestFront::eventually([&] {
      const std::scoped_lock lock(mutex);
      return stream != nullptr;
    });
    const std::scoped_lock lock(mutex);
    return stream;
  }

  std::mutex mutex;
  std::shared_ptr<EventStream> stream;
  TestFront server;
};

}  // namespace

TEST_CASE("a delayed response holds no worker", "[front][script]") {
  TestFront server(scripted({.delay_before = milliseconds(200)}));
  const auto start = std::chrono::steady_clock::now();
  std::vector<RawClient> delayed;
  for (int i = 0; i < 10; ++i) {
    delayed.emplace_back(server.port);
    delayed.back().send("GET /delayed HTTP/1.1\r\nHost: t\r\n\r\n");
  }
  CHECK(get_once(server.port, "/plain").body == "GET /plain []");
  for (RawClient& client : delayed) {
    const auto response = client.read_response();
    REQUIRE(response);
    CHECK(response->body == "GET /delayed []");
  }
  CHECK(std::chrono::steady_clock::now() - start >= milliseconds(200));
  CHECK(delayed.front().get("/plain").status == 200);
}

TEST_CASE("a pipelined request waits behind a delayed response", "[front][script]") {
  TestFront server(scripted({.delay_before = milliseconds(50)}));
  RawClient client(server.port);
  client.send("GET /1 HTTP/1.1\r\nHost: t\r\n\r\nGET /plain HTTP/1.1\r\nHost: t\r\n\r\n");
  CHECK(client.read_response()->body == "GET /1 []");
  CHECK(client.read_response()->body == "GET /plain []");
}

TEST_CASE("a dripped response arrives whole, in its own time", "[front][script]") {
  TestFront server(scripted({.drip_bytes = 10, .drip_every = milliseconds(5)}));
  RawClient client(server.port);
  const auto start = std::chrono::steady_clock::now();
  const Response response = client.get("/dripped");
  CHECK(response.body == "GET /dripped []");
  CHECK(std::chrono::steady_clock::now() - start >= milliseconds(5) * 10);
  CHECK(client.get("/plain").status == 200);
}

TEST_CASE("a cut response ends after so many bytes", "[front][script]") {
  const auto bytes = GENERATE(as<std::size_t>(), 0, 1, 17, 100);
  TestFront server(scripted({.cut_after = bytes}));
  RawClient client(server.port);
  client.send("GET /cut HTTP/1.1\r\nHost: t\r\n\r\n");
  CHECK(client.read_to_end().size() == bytes);
}

TEST_CASE("a flooded response is longer by so many bytes, and well formed", "[front][script]") {
  TestFront server(scripted({.flood_bytes = 3'000'000}));
  RawClient client(server.port);
  const Response response = client.get("/flood");
  CHECK(response.body == "GET /flood []" + std::string(3'000'000, ' '));
  client.send("HEAD /flood HTTP/1.1\r\nHost: t\r\n\r\n");
  CHECK(client.read_response(RawClient::Body::none)->header("Content-Length") == std::to_string(3'000'014));
  CHECK(client.get("/plain").status == 200);
}

TEST_CASE("a cut ends a flood too", "[front][script]") {
  TestFront server(scripted({.cut_after = 500'000, .flood_bytes = 3'000'000}));
  RawClient client(server.port);
  client.send("GET /flood HTTP/1.1\r\nHost: t\r\n\r\n");
  CHECK(client.read_to_end().size() == 500'000);
}

TEST_CASE("what is pushed into a stream arrives at once", "[front][stream]") {
  EventFront events;
  RawClient client(events.server.port);
  client.send("GET /events HTTP/1.1\r\nHost: t\r\n\r\n");
  const auto head = client.read_until("\r\n\r\n");
  REQUIRE(head);
  CHECK_THAT(*head, ContainsSubstring("Content-Type: text/event-stream\r\n"));
  CHECK_THAT(*head, ContainsSubstring("Connection: close\r\n"));
  CHECK_THAT(*head, !ContainsSubstring("Content-Length"));
  CHECK(client.read_until("\n\n") == "data: hello\n\n");
  const auto stream = events.opened_stream();
  for (int i = 0; i < 3; ++i) {
    const std::string event = "data: " + std::to_string(i) + "\n\n";
    stream->push(event);
    CHECK(client.read_until("\n\n") == event);
  }
  CHECK(stream->open());
}

TEST_CASE("a stream takes pushes from many threads, each whole", "[front][stream]") {
  EventFront events;
  RawClient client(events.server.port);
  client.send("GET /events HTTP/1.1\r\nHost: t\r\n\r\n");
  REQUIRE(client.read_until("hello\n\n"));
  const auto stream = events.opened_stream();
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 100; ++i) stream->push("<" + std::string(20, static_cast<char>('a' + t)) + ">");
    });
  }
  const auto received = client.read_bytes(4 * 100 * 22);
  for (std::thread& thread : threads) thread.join();
  REQUIRE(received);
  for (std::size_t at = 0; at < received->size(); at += 22) {
    REQUIRE(received->substr(at, 22) == "<" + std::string(20, (*received)[at + 1]) + ">");
  }
}

TEST_CASE("a stream whose client has gone is closed, and pushing into it does nothing", "[front][stream]") {
  EventFront events;
  std::shared_ptr<EventStream> stream;
  {
    RawClient client(events.server.port);
    client.send("GET /events HTTP/1.1\r\nHost: t\r\n\r\n");
    REQUIRE(client.read_until("hello\n\n"));
    stream = events.opened_stream();
  }
  CHECK(TestFront::eventually([&] { return !stream->open(); }));
  stream->push("nobody listens");
  CHECK(TestFront::eventually([&] { return events.server.front.stats().connections == 0; }));
}

TEST_CASE("a stream's slow reader is cut off", "[front][stream]") {
  EventFront events;
  RawClient client(events.server.port);
  client.send("GET /events HTTP/1.1\r\nHost: t\r\n\r\n");
  const auto stream = events.opened_stream();
  const std::string event(10'000, 'e');
  for (int i = 0; i < 100'000 && stream->open(); ++i) stream->push(event);
  CHECK_FALSE(stream->open());
  CHECK(TestFront::eventually([&] { return events.server.front.stats().connections == 0; }));
}

TEST_CASE("HEAD of a stream has no stream", "[front][stream]") {
  EventFront events;
  RawClient client(events.server.port);
  client.send("HEAD /events HTTP/1.1\r\nHost: t\r\n\r\n");
  REQUIRE(client.read_response(RawClient::Body::none));
  CHECK(client.ended_silently());
  CHECK(events.stream == nullptr);
}

TEST_CASE("streams end with their listener and with the server", "[front][stream]") {
  EventFront events;
  RawClient client(events.server.port);
  client.send("GET /events HTTP/1.1\r\nHost: t\r\n\r\n");
  REQUIRE(client.read_until("hello\n\n"));
  const auto stream = events.opened_stream();
  SECTION("listener") { events.server.front.close(events.server.listener_id); }
  SECTION("server") { events.server.front.stop(); }
  CHECK(client.ended_silently());
  CHECK(TestFront::eventually([&] { return !stream->open(); }));
  stream->push("too late");
}

TEST_CASE("pushing, closing and stopping at once harms nobody", "[front][stream]") {
  std::shared_ptr<EventStream> stream;
  std::thread pusher;
  {
    EventFront events;
    RawClient client(events.server.port);
    client.send("GET /events HTTP/1.1\r\nHost: t\r\n\r\n");
    stream = events.opened_stream();
    pusher = std::thread([stream] {
      while (stream->open()) stream->push("event\n\n");
    });
    REQUIRE(client.read_until("event\n\n"));
    std::thread closer([&] { events.server.front.close(events.server.listener_id); });
    events.server.front.stop();
    closer.join();
  }
  pusher.join();
  CHECK_FALSE(stream->open());
}

}  // namespace http
