#pragma once
// For tests: a front with one listener on a free port of 127.0.0.1.

#include "mockidp/http/front.h"
#include "mockidp/http/raw_client.h"

namespace http {

inline Response echo(const Request& request) {
  return text_response(200, "text/plain", request.method + " " + request.target + " [" + request.body + "]");
}

// Reads the response to a GET of a connection of its own.
inline Response get_once(std::uint16_t port, std::string_view target) { return RawClient(port).get(target); }

struct TestFront {
  explicit TestFront(Handler handler = echo, FrontLimits limits = {},
                     std::function<void(std::string_view)> unhandled = {})
      : front(with_workers(limits), std::move(unhandled)) {
    const auto listener = front.listen("127.0.0.1", 0, std::move(handler));
    port = listener->port;
    listener_id = listener->id;
    front.start();
  }

  static FrontLimits with_workers(FrontLimits limits) {
    if (limits.workers == 0) limits.workers = 2;
    return limits;
  }

  // Whether `condition` comes true in time.
  template <class Condition>
  static bool eventually(Condition condition) {
    const auto deadline = std::chrono::steady_clock::now() + RawClient::kPatience;
    while (!condition()) {
      if (std::chrono::steady_clock::now() > deadline) return false;
      ::poll(nullptr, 0, 2);
    }
    return true;
  }

  Front front;
  std::uint16_t port = 0;
  int listener_id = 0;
};

}  // namespace http
