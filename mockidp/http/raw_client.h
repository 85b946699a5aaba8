#pragma once
// For tests: a socket that says exactly what it is told to, and reads whole responses. Every wait has a
// deadline.

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "mockidp/http/message.h"
#include "mockidp/http/text.h"

namespace http {

class RawClient {
 public:
  static constexpr std::chrono::seconds kPatience{20};

  explicit RawClient(std::uint16_t port, int family = AF_INET)
      : socket_(::socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in four{};
    four.sin_family = AF_INET;
    four.sin_port = htons(port);
    four.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    sockaddr_in6 six{};
    six.sin6_family = AF_INET6;
    six.sin6_port = htons(port);
    six.sin6_addr = in6addr_loopback;
    const auto* address =
        family == AF_INET6 ? reinterpret_cast<sockaddr*>(&six) : reinterpret_cast<sockaddr*>(&four);
    connected_ = ::connect(socket_, address, family == AF_INET6 ? sizeof six : sizeof four) == 0;
    const int on = 1;
    ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  }
  RawClient(RawClient&& other) noexcept
      : socket_(std::exchange(other.socket_, -1)),
        connected_(other.connected_),
        received_(std::move(other.received_)) {}
  RawClient& operator=(RawClient&&) = delete;
  ~RawClient() {
    if (socket_ >= 0) ::close(socket_);
  }

  bool connected() const { return connected_; }
  int descriptor() const { return socket_; }

  // False when the peer has closed, or takes no more within the deadline.
  bool send(std::string_view bytes) {
    while (!bytes.empty()) {
      if (!wait_for(POLLOUT)) return false;
      const ssize_t count = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
      if (count < 0 && errno != EAGAIN) return false;
      if (count > 0) bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
  }
  void end_sending() { ::shutdown(socket_, SHUT_WR); }

  // All bytes up to and with `end`; nothing when the connection ended first.
  std::optional<std::string> read_until(std::string_view end) {
    std::size_t at;
    while ((at = received_.find(end)) == std::string::npos) {
      if (!receive()) return std::nullopt;
    }
    return take(at + end.size());
  }
  std::optional<std::string> read_bytes(std::size_t count) {
    while (received_.size() < count) {
      if (!receive()) return std::nullopt;
    }
    return take(count);
  }
  // Reads so many bytes or more, and keeps none.
  bool skip_bytes(std::size_t count) {
    char piece[64 * 1024];
    for (std::size_t skipped = 0; skipped < count;) {
      const ssize_t read = wait_for(POLLIN) ? ::recv(socket_, piece, sizeof piece, 0) : 0;
      if (read <= 0) return false;
      skipped += static_cast<std::size_t>(read);
    }
    return true;
  }
  std::string read_to_end() {
    while (receive()) {
    }
    return take(received_.size());
  }
  // Whether the peer ends the connection within the deadline, without sending anything more.
  bool ended_silently() { return read_to_end().empty() && ended_; }

  enum class Body { expected, none };
  std::optional<Response> read_response(Body body = Body::expected) {
    const auto head = read_until("\r\n\r\n");
    if (!head) return std::nullopt;
    Response response = parse_head(*head);
    const std::string length(response.header("Content-Length"));
    if (body == Body::none || length.empty()) return response;
    auto bytes = read_bytes(std::stoul(length));
    if (!bytes) return std::nullopt;
    response.body = std::move(*bytes);
    return response;
  }

  // Sends a GET and reads the response; status 0 if there is none.
  Response get(std::string_view target) {
    send("GET " + std::string(target) + " HTTP/1.1\r\nHost: test\r\n\r\n");
    auto response = read_response();
    if (response) return *response;
    Response none;
    none.status = 0;
    return none;
  }

 private:
  static Response parse_head(std::string_view head) {
    Response response;
    response.status = head.size() > 12 ? std::stoi(std::string(head.substr(9, 3))) : 0;
    head.remove_prefix(head.find("\r\n") + 2);
    while (head != "\r\n" && !head.empty()) {
      const std::string_view line = head.substr(0, head.find("\r\n"));
      const std::size_t colon = line.find(':');
      response.add(std::string(line.substr(0, colon)), std::string(trim_blanks(line.substr(colon + 1))));
      head.remove_prefix(line.size() + 2);
    }
    return response;
  }

  bool wait_for(short events) const {
    pollfd waiting{socket_, events, 0};
    return ::poll(&waiting, 1, static_cast<int>(std::chrono::milliseconds(kPatience).count())) == 1;
  }

  bool receive() {
    if (!wait_for(POLLIN)) return false;
    char piece[64 * 1024];
    const ssize_t count = ::recv(socket_, piece, sizeof piece, 0);
    if (count <= 0) {
      ended_ = true;
      return false;
    }
    received_.append(piece, static_cast<std::size_t>(count));
    return true;
  }

  std::string take(std::size_t count) {
    std::string taken = received_.substr(0, count);
    received_.erase(0, count);
    return taken;
  }

  int socket_;
  bool connected_ = false;
  bool ended_ = false;
  std::string received_;
};

}  // namespace http
