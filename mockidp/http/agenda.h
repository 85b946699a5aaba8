#pragma once
// The events that the workers of a front have taken from the poller and not yet worked off.
//
// A system call for each event, and the epoll instance's lock with it, is a tenth of what a small GET costs;
// so a worker takes many at once. But what one has taken is for all: whoever is free takes the next one, and
// whoever sleeps is woken where it matters, so that no request waits behind another's signature.

#include <atomic>
#include <mutex>
#include <optional>
#include <vector>

#include "mockidp/http/poller.h"

namespace http {

class Agenda {
 public:
  explicit Agenda(Poller& poller) : poller_(poller) {}  // borrowed

  // One for each worker thread, as long as it works.
  class Worker {
   public:
    explicit Worker(Agenda& agenda) : agenda_(agenda) { agenda_.workers_.fetch_add(1); }
    ~Worker() { agenda_.workers_.fetch_sub(1); }
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;

    Poller::Event next() { return agenda_.next(); }  // the only place where a worker waits

   private:
    Agenda& agenda_;
  };

  // Any thread, before it does what takes its time: wakes a worker, if one sleeps and events are waiting.
  void share();

 private:
  Poller::Event next();
  std::optional<Poller::Event> take();
  void put(std::span<const Poller::Event> events);

  Poller& poller_;
  std::mutex mutex_;  // guards the two below
  std::vector<Poller::Event> events_;
  std::size_t taken_ = 0;  // so many of them
  std::atomic<std::size_t> waiting_{0};
  std::atomic<unsigned> workers_{0};
  std::atomic<unsigned> asleep_{0};
  std::atomic<unsigned> sound_asleep_{0};  // until there is an event, as nobody was awake
};

}  // namespace http
