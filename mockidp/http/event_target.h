#pragma once
// What an event can be for: a listening socket or a connection. All three may be called by any thread at any
// time.

#include <cstdint>

namespace http {

enum class Ending { when_idle, now };

class EventTarget {
 public:
  virtual ~EventTarget() = default;
  virtual void on_events(std::uint32_t events) = 0;  // of epoll
  virtual void on_time() = 0;                        // a time that it asked for has come
  virtual void end(Ending how) = 0;
  virtual int listener_id() const = 0;
};

}  // namespace http
