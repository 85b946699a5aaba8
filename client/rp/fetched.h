#pragma once
// A peer's document that is kept for a while. One thread fetches, the others wait for it; after a failure
// nobody asks again for the length of the cool-down. What is too old is not used: when it cannot be fetched
// anew, there is none.

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

#include "client/rp/failure.h"
#include "mockidp/protocol/clock.h"
#include "mockidp/protocol/result.h"

namespace rp {

template <class T>
class Fetched {
 public:
  using Shared = std::shared_ptr<const T>;
  using Fetch = std::function<protocol::Result<T, SignInFailure>()>;

  struct Times {
    protocol::Seconds max_age{3600};
    protocol::Seconds failure_cool_down{5};
    protocol::Seconds renewal_cool_down{60};
  };

  explicit Fetched(Times times) : times_(times) {}

  protocol::Result<Shared, SignInFailure> get(protocol::TimePoint now, const Fetch& fetch) {
    std::unique_lock lock(mutex_);
    await_other_fetch(lock);
    if (value_ && is_within(times_.max_age, fetched_at_, now)) return value_;
    value_.reset();
    return fetch_or_last_failure(lock, now, fetch);
  }

  // Something newer than `seen`, which was not enough; `seen` itself while it is too early to ask again. The
  // cool-down counts from one renewal to the next, so that the first one after a change of keys happens at
  // once.
  protocol::Result<Shared, SignInFailure> renew(const Shared& seen, protocol::TimePoint now,
                                                const Fetch& fetch) {
    std::unique_lock lock(mutex_);
    await_other_fetch(lock);
    if (value_ && value_ != seen) return value_;
    if (renewed_at_ && is_within(times_.renewal_cool_down, *renewed_at_, now)) return seen;
    auto newer = fetch_or_last_failure(lock, now, fetch);
    if (newer) renewed_at_ = now;
    return newer;
  }

 private:
  // A clock that was set back must not freeze anything.
  static bool is_within(protocol::Seconds span, protocol::TimePoint since, protocol::TimePoint now) {
    return now >= since && now < since + span;
  }

  void await_other_fetch(std::unique_lock<std::mutex>& lock) {
    fetch_ended_.wait(lock, [this] { return !fetching_; });
  }

  protocol::Result<Shared, SignInFailure> fetch_or_last_failure(std::unique_lock<std::mutex>& lock,
                                                                protocol::TimePoint now, const Fetch& fetch) {
    if (failure_ && is_within(times_.failure_cool_down, failed_at_, now)) return protocol::fail(*failure_);
    auto fetched = fetch_alone(lock, fetch);
    if (!fetched) {
      failure_ = fetched.error();
      failed_at_ = now;
      return protocol::fail(*failure_);
    }
    failure_.reset();
    value_ = std::make_shared<const T>(*std::move(fetched));
    fetched_at_ = now;
    return value_;
  }

  // Without the lock, but nobody else fetches; the turn ends even when `fetch` throws.
  protocol::Result<T, SignInFailure> fetch_alone(std::unique_lock<std::mutex>& lock, const Fetch& fetch) {
    struct Turn {
      Fetched& self;
      std::unique_lock<std::mutex>& lock;
      ~Turn() {
        lock.lock();
        self.fetching_ = false;
        self.fetch_ended_.notify_all();
      }
    };
    fetching_ = true;
    lock.unlock();
    const Turn turn{*this, lock};
    return fetch();
  }

  const Times times_;
  std::mutex mutex_;
  std::condition_variable fetch_ended_;
  bool fetching_ = false;
  Shared value_;
  protocol::TimePoint fetched_at_{};
  std::optional<protocol::TimePoint> renewed_at_;
  std::optional<SignInFailure> failure_;
  protocol::TimePoint failed_at_{};
};

}  // namespace rp
