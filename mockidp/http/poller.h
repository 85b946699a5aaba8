#pragma once
// epoll, with an id in each event in place of a pointer: the event of a connection that another thread has
// closed meanwhile then finds nothing, instead of freed memory.

#include <cstdint>

#include "mockidp/http/channel.h"

namespace http {

class Poller {
 public:
  static constexpr std::uint64_t kWake = 0;  // ids of our own
  static constexpr std::uint64_t kClock = 1;
  static constexpr std::uint64_t kFirstFree = 2;

  struct Event {
    std::uint64_t id = kWake;
    std::uint32_t events = 0;
  };

  Poller();  // throws std::system_error

  bool add(int descriptor, std::uint32_t events, std::uint64_t id);
  void change(int descriptor, std::uint32_t events,
              std::uint64_t id);  // fires again for what is still the case
  Event wait();     // one at a time: a second one taken along would wait for the first one's handler
  void wake_all();  // every wait() from now on gives kWake

 private:
  Descriptor epoll_;
  Descriptor wake_;
};

}  // namespace http
