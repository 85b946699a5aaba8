#pragma once
// What the workers, connections and listening sockets of one front share. Every member guards itself.

#include <array>
#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <unordered_map>

#include "mockidp/http/agenda.h"
#include "mockidp/http/event_target.h"
#include "mockidp/http/front.h"
#include "mockidp/http/poller.h"
#include "mockidp/http/request_reader.h"
#include "mockidp/http/responder.h"
#include "mockidp/http/timers.h"

namespace http {

// The targets that are alive, by the id in their events.
class Registry {
 public:
  void insert(std::uint64_t id, std::shared_ptr<EventTarget> target);
  void erase(std::uint64_t id);
  std::shared_ptr<EventTarget> find(std::uint64_t id);
  std::vector<std::shared_ptr<EventTarget>> all();
  bool wait_until_empty(std::chrono::milliseconds patience);

 private:
  struct Shard {
    std::mutex mutex;
    std::unordered_map<std::uint64_t, std::shared_ptr<EventTarget>> targets;
  };
  Shard& shard_of(std::uint64_t id) { return shards_[id % shards_.size()]; }

  std::array<Shard, 16> shards_;
  std::atomic<std::size_t> size_{0};
  std::mutex empty_mutex_;
  std::condition_variable empty_;
};

struct Engine {
  Engine(const FrontLimits& front_limits, std::function<void(std::string_view)> unhandled_exception);

  void work();  // until `stopped`; the body of a worker thread
  void report(std::string_view what) noexcept;
  std::uint64_t next_id() { return last_id.fetch_add(1, std::memory_order_relaxed) + 1; }

  const FrontLimits limits;
  const RequestReader::Limits reader_limits;
  const std::function<void(std::string_view)> unhandled;
  Poller poller;
  Agenda agenda{poller};
  Timers timers;
  Registry targets;
  Responder responder;
  std::atomic<std::uint64_t> last_id{Poller::kFirstFree};
  std::atomic<std::size_t> connections{0};
  std::atomic<std::uint64_t> requests{0};
  std::atomic<bool> stopped{false};
};

// One call of Front::listen(), shared by its sockets and connections.
struct Listening {
  int id = 0;
  std::uint16_t port = 0;
  Dispatcher dispatcher;
  std::shared_ptr<const TlsContext> tls;  // null: in clear
  std::atomic<bool> closed{false};
};

}  // namespace http
