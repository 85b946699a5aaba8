#include "mockidp/http/agenda.h"

#include <array>

namespace http {
namespace {

constexpr std::size_t kAtOnce = 32;
// How long an event may wait behind a handler that did not share(), while another worker has nothing to do.
constexpr std::chrono::milliseconds kDoze{1};

}  // namespace

void Agenda::share() {
  if (waiting_ > 0 && asleep_ > 0) poller_.wake_one();
}

// Whoever goes to sleep counts itself before it looks once more, whoever has taken events shows them before
// it looks for sleepers: one of the two sees the other.
Poller::Event Agenda::next() {
  std::array<Poller::Event, kAtOnce> events;
  while (true) {
    if (const auto event = take()) return *event;
    const bool others_awake = asleep_.fetch_add(1) + 1 < workers_;
    if (!others_awake) sound_asleep_.fetch_add(1);
    std::size_t count = 0;
    if (waiting_ == 0) {
      count = poller_.wait(events, others_awake ? std::optional(kDoze) : std::nullopt);
    }
    if (!others_awake) sound_asleep_.fetch_sub(1);
    asleep_.fetch_sub(1);
    if (count == 0) continue;
    if (count > 1) {
      put(std::span(events).subspan(1, count - 1));
      if (sound_asleep_ > 0) poller_.wake_one();
    }
    return events.front();
  }
}

std::optional<Poller::Event> Agenda::take() {
  if (waiting_ == 0) return std::nullopt;
  const std::scoped_lock lock(mutex_);
  if (taken_ == events_.size()) return std::nullopt;
  const Poller::Event event = events_[taken_++];
  waiting_ = events_.size() - taken_;
  return event;
}

void Agenda::put(std::span<const Poller::Event> events) {
  const std::scoped_lock lock(mutex_);
  if (taken_ == events_.size()) {
    events_.clear();
    taken_ = 0;
  }
  events_.insert(events_.end(), events.begin(), events.end());
  waiting_ = events_.size() - taken_;
}

}  // namespace http
