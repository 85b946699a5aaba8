#pragma once
// A socket server that answers with the bytes it is told to.

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <deque>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "mockidp/testing/catch.h"

namespace conformance {

// One connection a request. What was asked is kept whole.
class ScriptedServer {
 public:
  explicit ScriptedServer(std::vector<std::string> answers) : answers_(answers.begin(), answers.end()) {
    listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    REQUIRE(bind(listener_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
    socklen_t size = sizeof address;
    getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
    listen(listener_, 8);
    thread_ = std::thread([this] { serve(); });
  }
  ~ScriptedServer() {
    shutdown(listener_, SHUT_RDWR);
    thread_.join();
    close(listener_);
  }
  std::string url(const std::string& target, const std::string& host = "localhost") const {
    return "http://" + host + ":" + std::to_string(port_) + target;
  }
  std::vector<std::string> asked() {
    const std::lock_guard lock(mutex_);
    return asked_;
  }

 private:
  void serve() {
    for (;;) {
      const int connection = accept(listener_, nullptr, nullptr);
      if (connection < 0) return;
      const auto request = read_request(connection);
      std::string answer;
      {
        const std::lock_guard lock(mutex_);
        asked_.push_back(request);
        if (!answers_.empty()) {
          answer = answers_.front();
          answers_.pop_front();
        }
      }
      send(connection, answer.data(), answer.size(), MSG_NOSIGNAL);
      close(connection);
    }
  }
  static std::string read_request(int connection) {
    std::string request;
    char buffer[4096];
    for (;;) {
      const auto got = recv(connection, buffer, sizeof buffer, 0);
      if (got <= 0) return request;
      request.append(buffer, static_cast<std::size_t>(got));
      const auto head = request.find("\r\n\r\n");
      if (head == std::string::npos) continue;
      const auto length = request.find("Content-Length: ");
      if (length == std::string::npos || request.size() - head - 4 >= std::stoul(request.substr(length + 16)))
        return request;
    }
  }

  int listener_ = -1;
  int port_ = 0;
  std::mutex mutex_;
  std::deque<std::string> answers_;
  std::vector<std::string> asked_;
  std::thread thread_;
};

inline std::string answer_with(const std::string& status, const std::string& headers,
                               const std::string& body = {}) {
  return "HTTP/1.1 " + status + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" + headers +
         "\r\n" + body;
}

inline std::string redirect_to(const std::string& location, const std::string& status = "302 Found") {
  return answer_with(status, "Location: " + location + "\r\n");
}

inline bool carries(const std::string& request, const std::string& text) {
  return request.find(text) != std::string::npos;
}

}  // namespace conformance
