#include "mockidp/http/timers.h"

#include <sys/timerfd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

namespace http {

Timers::Timers() : clock_(::timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC)) {
  if (!clock_) throw std::system_error(errno, std::generic_category(), "timerfd_create");
}

Timers::Ticket Timers::schedule(Time at, std::shared_ptr<EventTarget> target) {
  const std::scoped_lock lock(mutex_);
  const Ticket ticket{at, ++last_number_};
  const auto inserted = waiting_.emplace(ticket, std::move(target)).first;
  if (inserted == waiting_.begin()) arm(at);
  return ticket;
}

void Timers::cancel(const Ticket& ticket) {
  std::shared_ptr<EventTarget> target;  // dies after the lock
  const std::scoped_lock lock(mutex_);
  const auto found = waiting_.find(ticket);
  if (found == waiting_.end()) return;
  target = std::move(found->second);
  waiting_.erase(found);
}

std::shared_ptr<EventTarget> Timers::take_due(Time now) {
  const std::scoped_lock lock(mutex_);
  std::shared_ptr<EventTarget> due;
  if (!waiting_.empty() && waiting_.begin()->first.first <= now) {
    due = std::move(waiting_.begin()->second);
    waiting_.erase(waiting_.begin());
  }
  if (!waiting_.empty()) arm(waiting_.begin()->first.first);
  return due;
}

void Timers::arm(Time at) {
  using std::chrono::nanoseconds;
  const auto since_boot = std::max(at.time_since_epoch(), nanoseconds(1));  // zero would disarm it
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(since_boot);
  itimerspec spec{};
  spec.it_value.tv_sec = seconds.count();
  spec.it_value.tv_nsec = (since_boot - seconds).count();
  ::timerfd_settime(clock_.number(), TFD_TIMER_ABSTIME, &spec, nullptr);
}

}  // namespace http
