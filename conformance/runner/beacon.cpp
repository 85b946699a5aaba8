#include "conformance/runner/beacon.h"

#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "conformance/runner/failure.h"
#include "conformance/runner/ports.h"

namespace conformance {

namespace {

constexpr std::size_t kMaxHeadBytes = 64 * 1024;

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
