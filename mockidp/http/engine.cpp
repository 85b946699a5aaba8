#include "mockidp/http/engine.h"

#include <sys/epoll.h>

namespace http {

void Registry::insert(std::uint64_t id, std::shared_ptr<EventTarget> target) {
  size_.fetch_add(1);
  Shard& shard = shard_of(id);
  const std::scoped_lock lock(shard.mutex);
  shard.targets.emplace(id, std::move(target));
}

void Registry::erase(std::uint64_t id) {
  Shard& shard = shard_of(id);
  std::shared_ptr<EventTarget> erased;  // dies after the lock
  {
    const std::scoped_lock lock(shard.mutex);
    const auto found = shard.targets.find(id);
    if (found == shard.targets.end()) return;
    erased = std::move(found->second);
    shard.targets.erase(found);
  }
  if (size_.fetch_sub(1) != 1) return;
  const std::scoped_lock lock(empty_mutex_);
  empty_.notify_all();
}

std::shared_ptr<EventTarget> Registry::find(std::uint64_t id) {
  Shard& shard = shard_of(id);
  const std::scoped_lock lock(shard.mutex);
  const auto found = shard.targets.find(id);
  return found == shard.targets.end() ? nullptr : found->second;
}

std::vector<std::shared_ptr<EventTarget>> Registry::all() {
  std::vector<std::shared_ptr<EventTarget>> all;
  for (Shard& shard : shards_) {
    const std::scoped_lock lock(shard.mutex);
    for (const auto& [id, target] : shard.targets) all.push_back(target);
  }
  return all;
}

bool Registry::wait_until_empty(std::chrono::milliseconds patience) {
  std::unique_lock lock(empty_mutex_);
  return empty_.wait_for(lock, patience, [this] { return size_.load() == 0; });
}

Engine::Engine(const FrontLimits& front_limits, std::function<void(std::string_view)> unhandled_exception)
    : limits(front_limits),
      reader_limits{{limits.max_head_bytes, limits.max_headers, limits.max_target_bytes},
                    limits.max_body_bytes},
      unhandled(std::move(unhandled_exception)),
      responder([this](std::string_view what) { report(what); }) {
  poller.add(timers.descriptor(), EPOLLIN | EPOLLET, Poller::kClock);
}

void Engine::work() {
  Agenda::Worker worker(agenda);
  while (!stopped) {
    const Poller::Event event = worker.next();
    if (event.id == Poller::kClock) {
      if (const auto due = timers.take_due(std::chrono::steady_clock::now())) due->on_time();
    } else if (event.id >= Poller::kFirstFree) {
      if (const auto target = targets.find(event.id)) target->on_events(event.events);
    }
  }
}

void Engine::report(std::string_view what) noexcept {
  try {
    if (unhandled) unhandled(what);
  } catch (...) {  // whoever writes our log is broken; the peer must not suffer for it
  }
}

}  // namespace http
