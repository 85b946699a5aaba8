#include "client/rp/transport.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <mutex>
#include <thread>

#include "mockidp/testing/catch.h"

using namespace rp;
using namespace std::chrono_literals;
using Trouble = TransportError::Kind;

namespace {

enum class AfterAnswer { close, keep_open, hang };

// Answers every request on every connection with the same bytes and keeps what it was sent.
class CannedServer {
 public:
  explicit CannedServer(std::string answer, AfterAnswer after = AfterAnswer::close)
      : answer_(std::move(answer)), after_(after), listener_(socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    REQUIRE(bind(listener_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
    REQUIRE(listen(listener_, 8) == 0);
    socklen_t size = sizeof address;
    getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
    acceptor_ = std::thread([this] { accept_all(); });
  }

  ~CannedServer() {
    shutdown(listener_, SHUT_RDWR);
    acceptor_.join();
    for (const int connection : connections_) shutdown(connection, SHUT_RDWR);
    for (std::thread& thread : threads_) thread.join();
    for (const int connection : connections_) close(connection);
    close(listener_);
  }

  std::string url(const std::string& path = "/") const {
    return "http://127.0.0.1:" + std::to_string(port_) + path;
  }
  std::string received() const {
    const std::lock_guard lock(mutex_);
    return received_;
  }
  int accepted() const { return accepted_; }

 private:
  void accept_all() {
    for (int connection = accept(listener_, nullptr, nullptr); connection >= 0;
         connection = accept(listener_, nullptr, nullptr)) {
      ++accepted_;
      connections_.push_back(connection);
      threads_.emplace_back([this, connection] { serve(connection); });
    }
  }

  void serve(int connection) {
    char buffer[4096];
    std::string request;
    for (ssize_t size = recv(connection, buffer, sizeof buffer, 0); size > 0;
         size = recv(connection, buffer, sizeof buffer, 0)) {
      request.append(buffer, static_cast<std::size_t>(size));
      if (!is_complete(request)) continue;
      {
        const std::lock_guard lock(mutex_);
        received_ += request;
      }
      request.clear();
      (void)send(connection, answer_.data(), answer_.size(), MSG_NOSIGNAL);
      if (after_ == AfterAnswer::close) shutdown(connection, SHUT_RDWR);
    }
  }

  static bool is_complete(const std::string& request) {
    const std::size_t end = request.find("\r\n\r\n");
    if (end == std::string::npos) return false;
    const std::size_t length = request.find("Content-Length: ");
    return length == std::string::npos ||
           request.size() - end - 4 == static_cast<std::size_t>(std::atoi(request.c_str() + length + 16));
  }

  const std::string answer_;
  const AfterAnswer after_;
  const int listener_;
  int port_ = 0;
  std::atomic<int> accepted_{0};
  mutable std::mutex mutex_;
  std::string received_;
  std::vector<int> connections_;  // of the acceptor, until it has ended
  std::vector<std::thread> threads_;
  std::thread acceptor_;
};

const std::string kHello =
    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX-One:  two \r\nContent-Length: 5\r\n\r\nhello";

TransportError::Kind failure_kind(CurlTransport& transport, const HttpCall& call) {
  const auto answer = transport.send(call);
  REQUIRE_FALSE(answer);
  CHECK_FALSE(answer.error().message.empty());
  return answer.error().kind;
}

}  // namespace

TEST_CASE("an exchange brings status, headers and body", "[transport][net]") {
  CannedServer server(kHello);
  CurlTransport transport;
  const auto answer =
      transport.send({.url = server.url("/a/../b?c=%2F"), .headers = {{"Accept", "application/json"}}});
  REQUIRE(answer);
  CHECK(answer->status == 200);
  CHECK(answer->body == "hello");
  CHECK(answer->header("x-one") == "two");
  CHECK(answer->header("x-two") == "");
  CHECK(answer->is_json());
  CHECK_THAT(server.received(), ContainsSubstring("GET /a/../b?c=%2F HTTP/1.1\r\n"));
  CHECK_THAT(server.received(), ContainsSubstring("\r\nAccept: application/json\r\n"));
  CHECK(server.received().find("Accept-Encoding") == std::string::npos);
}

TEST_CASE("a post sends its body and nothing else", "[transport][net]") {
  CannedServer server(kHello);
  CurlTransport transport;
  const std::string body(3000, 'x');
  REQUIRE(transport.send({.method = HttpCall::Method::post,
                          .url = server.url("/token"),
                          .headers = {{"Content-Type", "application/x-www-form-urlencoded"}},
                          .body = body}));
  CHECK_THAT(server.received(), ContainsSubstring("POST /token HTTP/1.1\r\n"));
  CHECK(server.received().ends_with("\r\n\r\n" + body));
  CHECK(server.received().find("Expect:") == std::string::npos);
}

TEST_CASE("connections are kept for reading, and fresh for posting", "[transport][net]") {
  CannedServer server(kHello, AfterAnswer::keep_open);
  CurlTransport transport;
  REQUIRE(transport.send({.url = server.url()}));
  REQUIRE(transport.send({.url = server.url()}));
  CHECK(server.accepted() == 1);
  REQUIRE(transport.send({.method = HttpCall::Method::post, .url = server.url(), .body = "a=b"}));
  CHECK(server.accepted() == 2);
  REQUIRE(transport.send({.url = server.url("/get-again")}));
  CHECK_THAT(server.received(), ContainsSubstring("GET /get-again "));
}

TEST_CASE("a redirect is an answer and is not followed", "[transport][net]") {
  CannedServer elsewhere(kHello);
  CannedServer server("HTTP/1.1 307 Temporary Redirect\r\nLocation: " + elsewhere.url() +
                      "\r\nContent-Length: 0\r\n\r\n");
  CurlTransport transport;
  const auto answer =
      transport.send({.method = HttpCall::Method::post, .url = server.url(), .body = "code=c"});
  REQUIRE(answer);
  CHECK(answer->status == 307);
  CHECK(elsewhere.accepted() == 0);
}

TEST_CASE("an answer has a size limit", "[transport][net]") {
  CannedServer server(kHello);
  CurlTransport transport;
  CHECK(transport.send({.url = server.url(), .max_body_bytes = 5}));
  CHECK(failure_kind(transport, {.url = server.url(), .max_body_bytes = 4}) == Trouble::too_large);

  CannedServer endless("HTTP/1.1 200 OK\r\n" + [] {
    std::string headers;
    for (int i = 0; i < 2000; ++i) headers += "X-Padding: " + std::string(60, 'x') + "\r\n";
    return headers;
  }() + "\r\n");
  CHECK(failure_kind(transport, {.url = endless.url()}) == Trouble::too_large);
}

TEST_CASE("nothing is decompressed", "[transport][net]") {
  CannedServer server("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc");
  CurlTransport transport;
  CHECK(transport.send({.url = server.url()})->body == "abc");
}

TEST_CASE("a provider that hangs is given up", "[transport][net]") {
  const auto answer = GENERATE(as<std::string>(), "", "HTTP/1.1 200 OK\r\nContent-Le",
                               "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc");
  CannedServer server(answer, AfterAnswer::hang);
  CurlTransport transport({.deadline = 100ms});
  CHECK(failure_kind(transport, {.url = server.url()}) == Trouble::timeout);
}

TEST_CASE("a connection that breaks is a failure, and nothing is sent again", "[transport][net]") {
  const auto answer = GENERATE(as<std::string>(), "", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc");
  CannedServer server(answer);
  CurlTransport transport;
  CHECK(failure_kind(transport, {.method = HttpCall::Method::post, .url = server.url(), .body = "code=c"}) ==
        Trouble::broken);
  CHECK(server.accepted() == 1);
}

TEST_CASE("nobody listening is unreachable", "[transport][net]") {
  std::string url;
  {
    const CannedServer gone("");
    url = gone.url();
  }
  CurlTransport transport;
  CHECK(failure_kind(transport, {.url = url}) == Trouble::unreachable);
}

TEST_CASE("only plain web URLs are called", "[transport]") {
  CurlTransport transport;
  const auto url =
      GENERATE("file:///etc/passwd", "ftp://127.0.0.1/", "gopher://127.0.0.1/", "http://user:pw@127.0.0.1/",
               "127.0.0.1", "", "http://127.0.0.1/a b", "HTTP://127.0.0.1\\@x/");
  CAPTURE(url);
  CHECK(failure_kind(transport, {.url = url}) == Trouble::refused_url);
}

TEST_CASE("the environment names no proxy for us", "[transport][net]") {
  CannedServer proxy("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nproxy");
  CannedServer server(kHello);
  setenv("http_proxy", proxy.url().c_str(), 1);
  setenv("all_proxy", proxy.url().c_str(), 1);
  CurlTransport transport;
  const auto answer = transport.send({.url = server.url()});
  unsetenv("http_proxy");
  unsetenv("all_proxy");
  REQUIRE(answer);
  CHECK(answer->body == "hello");
  CHECK(proxy.accepted() == 0);
}

TEST_CASE("a server that speaks no TLS is not trusted with https", "[transport][net]") {
  CannedServer server("not TLS at all", AfterAnswer::close);
  CurlTransport transport({.deadline = 200ms});
  std::string url = server.url();
  url.replace(0, 4, "https");
  CHECK_FALSE(transport.send({.url = url}));
}

TEST_CASE("several threads use one transport", "[transport][net]") {
  CannedServer server(kHello, AfterAnswer::keep_open);
  CurlTransport transport;
  std::atomic<int> answered{0};
  {
    std::vector<std::jthread> threads;
    for (int t = 0; t < 4; ++t)
      threads.emplace_back([&] {
        for (int i = 0; i < 10; ++i) answered += transport.send({.url = server.url()}) ? 1 : 0;
      });
  }
  CHECK(answered == 40);
}
