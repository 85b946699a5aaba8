#pragma once
// Time is an argument. Only endpoints and main hold a Clock; everything below takes a TimePoint.

#include <atomic>
#include <chrono>
#include <cstdint>
#include <string>

namespace protocol {

using TimePoint = std::chrono::sys_seconds;
using Seconds = std::chrono::seconds;

class Clock {
 public:
  virtual ~Clock() = default;
  virtual TimePoint now() const = 0;  // whole seconds, any thread
};

class SystemClock final : public Clock {
 public:
  TimePoint now() const override { return std::chrono::floor<Seconds>(std::chrono::system_clock::now()); }
};

// Another clock moved by an offset: the virtual clock of one org. Any thread.
class OffsetClock final : public Clock {
 public:
  explicit OffsetClock(const Clock& base) : base_(base) {}
  TimePoint now() const override { return base_.now() + Seconds(offset_.load(std::memory_order_relaxed)); }
  Seconds offset() const { return Seconds(offset_.load(std::memory_order_relaxed)); }
  void set_offset(Seconds offset) { offset_.store(offset.count(), std::memory_order_relaxed); }

 private:
  const Clock& base_;
  std::atomic<Seconds::rep> offset_{0};
};

// For tests: stands still until it is moved.
class ManualClock final : public Clock {
 public:
  explicit ManualClock(TimePoint start = TimePoint(Seconds(1767225600)))
      : now_(start.time_since_epoch().count()) {}
  TimePoint now() const override { return TimePoint(Seconds(now_.load())); }
  void advance(Seconds by) { now_ += by.count(); }

 private:
  std::atomic<Seconds::rep> now_;
};

inline std::int64_t to_unix(TimePoint t) { return t.time_since_epoch().count(); }
inline TimePoint from_unix(std::int64_t seconds) { return TimePoint(Seconds(seconds)); }

// 2016-01-03T09:13:17.000Z, as Okta writes times.
std::string to_iso8601(TimePoint t);

}  // namespace protocol
