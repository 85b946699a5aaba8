#pragma once
// The server side of HTTP/1.1: connections, limits, deadlines. One Front may listen on several addresses,
// each with its own handler; an idle connection costs a descriptor and no thread. It knows nothing of Okta
// and of faults.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "mockidp/http/message.h"
#include "mockidp/http/tls.h"
#include "mockidp/protocol/result.h"

namespace http {

struct FrontLimits {
  std::size_t max_head_bytes = 32 * 1024;           // request line and headers; above: 431
  std::size_t max_headers = 100;                    // above: 431
  std::size_t max_target_bytes = 16 * 1024;         // above: 414
  std::size_t max_body_bytes = 1 << 20;             // above: 413, before the rest is read
  std::size_t max_connections = 20000;              // above: accepted and closed
  std::chrono::milliseconds head_deadline{10000};   // from the first byte to the blank line
  std::chrono::milliseconds body_deadline{30000};   // from the head to the last byte of the body
  std::chrono::milliseconds write_deadline{30000};  // without progress
  std::chrono::milliseconds idle_timeout{120000};   // keep-alive without a request
  unsigned workers = 0;                             // 0: one a core, at least two
};

struct BindError {
  int error_number = 0;  // errno
  std::string message;   // one line: "port 7070 on 127.0.0.1 is already in use"
};

class Front {
 public:
  // `unhandled` is told what() of an exception that left a handler; the peer gets a 500 without details.
  explicit Front(FrontLimits limits = {}, std::function<void(std::string_view)> unhandled = {});
  ~Front();  // stops
  Front(const Front&) = delete;
  Front& operator=(const Front&) = delete;

  struct Listener {
    int id = 0;
    std::uint16_t port = 0;  // the real one, where 0 was asked for
  };
  // "localhost" binds 127.0.0.1 and, where the machine has it, ::1 on the same port. Port 0 picks a free one
  // (the same for both). SO_REUSEADDR only, so a second instance fails. May be called before and after
  // start(). With `tls` it speaks https and nothing else; a peer in clear is told so.
  protocol::Result<Listener, BindError> listen(const std::string& host, std::uint16_t port,
                                               Dispatcher dispatcher,
                                               std::shared_ptr<const TlsContext> tls = nullptr);
  void close(int listener_id);  // stops accepting, ends its connections; running requests finish

  void start();  // returns at once
  void stop(std::chrono::milliseconds grace =
                std::chrono::milliseconds(2000));  // running requests finish; idempotent

  struct Stats {
    std::size_t connections = 0;
    std::uint64_t requests = 0;
  };
  Stats stats() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace http
