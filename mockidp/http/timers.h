#pragma once
// Times at which a target wants to be called. One timer descriptor for all of them, so waiting costs no
// thread.

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <utility>

#include "mockidp/http/channel.h"
#include "mockidp/http/event_target.h"

namespace http {

class Timers {
 public:
  using Time = std::chrono::steady_clock::time_point;
  using Ticket = std::pair<Time, std::uint64_t>;

  Timers();  // throws std::system_error

  Ticket schedule(Time at, std::shared_ptr<EventTarget> target);
  void cancel(const Ticket& ticket);  // may come too late
  int descriptor() const { return clock_.number(); }

  // One target whose time has come, or nullptr. If more are due the descriptor fires again at once, so that
  // another thread can take the next one.
  std::shared_ptr<EventTarget> take_due(Time now);

 private:
  void arm(Time at);

  Descriptor clock_;
  std::mutex mutex_;
  std::map<Ticket, std::shared_ptr<EventTarget>> waiting_;
  std::uint64_t last_number_ = 0;
};

}  // namespace http
