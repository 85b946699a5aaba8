#pragma once
// epoll, with an id in each event in place of a pointer: the event of a connection that another thread has
// closed meanwhile then finds nothing, instead of freed memory.

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>

#include "mockidp/http/channel.h"

namespace http {

class Poller {
 public:
  static constexpr std::uint64_t kWake = 0;  // ids of our own
  static constexpr std::uint64_t kClock = 1;
  static constexpr std::uint64_t kOne = 2;
  static constexpr std::uint64_t kFirstFree = 3;

  struct Event {
    std::uint64_t id = kWake;
    std::uint32_t events = 0;
  };

  Poller();  // throws std::system_error

  bool add(int descriptor, std::uint32_t events, std::uint64_t id);
  void change(int descriptor, std::uint32_t events,
              std::uint64_t id);  // fires again for what is still the case
  // Fills the front of `into` and says how much of it; 0 when the time is over.
  std::size_t wait(std::span<Event> into, std::optional<std::chrono::milliseconds> at_most);
  void wake_one();  // one wait(), present or next, gives kOne
  void wake_all();  // every wait() from now on gives kWake

 private:
  Descriptor epoll_;
  Descriptor wake_;
  Descriptor wake_one_;
};

}  // namespace http
