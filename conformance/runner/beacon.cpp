#include "conformance/runner/beacon.h"

#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "conformance/runner/failure.h"

namespace conformance {

namespace {

constexpr std::size_t kMaxHeadBytes = 64 * 1024;

// The port it got, or 0.
int bind_loopback(int handle, int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (bind(handle, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) return 0;
  socklen_t size = sizeof address;
  getsockname(handle, reinterpret_cast<sockaddr*>(&address), &size);
  return ntohs(address.sin_port);
}

bool is_free_on_ipv6(int port) {
  const int handle = socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (handle < 0) return true;  // no IPv6 here, so nobody listens on it
  const int yes = 1;
  setsockopt(handle, IPPROTO_IPV6, IPV6_V6ONLY, &yes, sizeof yes);
  sockaddr_in6 address{};
  address.sin6_family = AF_INET6;
  address.sin6_port = htons(static_cast<std::uint16_t>(port));
  address.sin6_addr = in6addr_loopback;
  const bool taken =
      bind(handle, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0 && errno == EADDRINUSE;
  close(handle);
  return !taken;
}

std::string read_head(int connection) {
  const timeval patience{.tv_sec = 2, .tv_usec = 0};
  setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  std::string head;
  char buffer[4096];
  while (head.find("\r\n\r\n") == std::string::npos && head.size() < kMaxHeadBytes) {
    const auto got = recv(connection, buffer, sizeof buffer, 0);
    if (got <= 0) break;
    head.append(buffer, static_cast<std::size_t>(got));
  }
  return head.substr(0, head.find("\r\n\r\n"));
}

}  // namespace

int free_port() {
  for (int attempt = 0; attempt < 20; ++attempt) {
    const int handle = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const int port = bind_loopback(handle, 0);
    close(handle);
    if (port != 0 && is_free_on_ipv6(port)) return port;
  }
  throw CannotRun("no free port on this machine");
}

Beacon::Beacon() : listener_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  port_ = bind_loopback(listener_, 0);
  if (port_ == 0 || listen(listener_, 16) != 0) throw CannotRun("no port for the attacker's host");
  thread_ = std::thread([this] { serve(); });
}

Beacon::~Beacon() {
  shutdown(listener_, SHUT_RDWR);
  thread_.join();
  close(listener_);
}

void Beacon::serve() {
  static const std::string answer =
      "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
  for (;;) {
    const int connection = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (connection < 0) return;
    const auto head = read_head(connection);
    {
      const std::lock_guard lock(mutex_);
      if (!head.empty()) requests_.push_back(head);
    }
    send(connection, answer.data(), answer.size(), MSG_NOSIGNAL);
    close(connection);
  }
}

std::vector<std::string> Beacon::requests() {
  const std::lock_guard lock(mutex_);
  return requests_;
}

void Beacon::forget() {
  const std::lock_guard lock(mutex_);
  requests_.clear();
}

}  // namespace conformance
