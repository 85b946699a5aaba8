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

std::string answer_of(const std::string& head, const std::string& body) {
  return head + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\nConnection: close\r\n\r\n" + body;
}

}  // namespace

Beacon::Beacon() : listener_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  forget();
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
  for (;;) {
    const int connection = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (connection < 0) return;
    const auto head = read_head(connection);
    std::string answer;
    {
      const std::lock_guard lock(mutex_);
      if (!head.empty()) requests_.push_back(head);
      answer = answer_;
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
  answer_ = answer_of("HTTP/1.1 200 OK\r\nContent-Type: text/html", "");
}

void Beacon::answer_with(const std::string& head, const std::string& body) {
  const std::lock_guard lock(mutex_);
  answer_ = answer_of(head, body);
}

}  // namespace conformance
