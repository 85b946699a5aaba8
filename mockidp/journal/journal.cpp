#include "mockidp/journal/journal.h"

#include <algorithm>
#include <atomic>
#include <deque>
#include <mutex>

#include "mockidp/journal/packed_entry.h"

namespace mockidp {

void Trace::received(std::string_view name, std::string_view value) {
  facts_.push_back({Fact::Kind::received, std::string(name), std::string(value), {}});
}

void Trace::sent(std::string_view name, std::string_view value) {
  facts_.push_back({Fact::Kind::sent, std::string(name), std::string(value), {}});
}

void Trace::step(std::string_view name, std::string_view policy, std::string_view rule,
                 std::string_view constraint) {
  facts_.push_back(
      {Fact::Kind::step, std::string(name), std::string(policy), std::string(rule), std::string(constraint)});
}

void Trace::decided(std::string_view what, std::string_view by, std::string_view closest) {
  facts_.push_back({Fact::Kind::decided, std::string(what), std::string(by), std::string(closest)});
}

void Trace::failed(std::string_view internal_code, std::string_view description) {
  facts_.push_back({Fact::Kind::failed, std::string(internal_code), std::string(description), {}});
}

struct Journal::Ring {
  using Listener = std::function<bool(std::uint64_t)>;

  std::uint64_t keep(std::string entry) {
    const std::lock_guard lock(mutex);
    bytes += cost(entry);
    entries.push_back(std::move(entry));
    while (entries.size() > options.capacity || (bytes > options.max_bytes && entries.size() > 1)) {
      bytes -= cost(entries.front());
      entries.pop_front();
    }
    return ++last;
  }

  void tell(std::uint64_t sequence) {
    if (!listened_to.load(std::memory_order_acquire)) return;
    std::vector<std::shared_ptr<Listener>> present;
    {
      const std::lock_guard lock(listeners_mutex);
      present = listeners;
    }
    std::erase_if(present, [sequence](const auto& listener) { return (*listener)(sequence); });
    if (!present.empty()) forget(present);
  }

  void forget(const std::vector<std::shared_ptr<Listener>>& gone) {
    const std::lock_guard lock(listeners_mutex);
    std::erase_if(listeners, [&gone](const auto& listener) {
      return std::find(gone.begin(), gone.end(), listener) != gone.end();
    });
    listened_to.store(!listeners.empty(), std::memory_order_release);
  }

  static std::size_t cost(const std::string& entry) { return sizeof(std::string) + entry.capacity(); }

  Options options;
  mutable std::mutex mutex;
  std::deque<std::string> entries;  // the newest has the sequence `last`
  std::size_t bytes = 0;
  std::uint64_t last = 0;

  std::mutex listeners_mutex;
  std::vector<std::shared_ptr<Listener>> listeners;
  std::atomic<bool> listened_to{false};
};

Journal::Journal(Options options) : ring_(std::make_unique<Ring>()) { ring_->options = std::move(options); }
Journal::~Journal() = default;

void Journal::record(const Exchange& exchange, const Trace& trace) {
  ring_->tell(ring_->keep(pack_entry(ring_->options, exchange, trace)));
}

std::vector<JournalEntry> Journal::read(std::uint64_t after, std::size_t limit) const {
  std::vector<std::string> packed;
  std::uint64_t sequence = 0;
  {
    const std::lock_guard lock(ring_->mutex);
    const auto first = ring_->last - ring_->entries.size() + 1;
    sequence = std::max(first, after < ring_->last ? after + 1 : ring_->last + 1);
    const auto skipped = static_cast<std::ptrdiff_t>(sequence - first);
    const auto wanted = std::min<std::uint64_t>(limit, ring_->last + 1 - sequence);
    const auto from = ring_->entries.begin() + skipped;
    packed.assign(from, from + static_cast<std::ptrdiff_t>(wanted));
  }
  std::vector<JournalEntry> entries;
  for (const auto& entry : packed) {
    entries.push_back({sequence, render_entry(sequence, entry)});
    ++sequence;
  }
  return entries;
}

std::uint64_t Journal::last_sequence() const {
  const std::lock_guard lock(ring_->mutex);
  return ring_->last;
}

void Journal::clear() {
  const std::lock_guard lock(ring_->mutex);
  ring_->entries.clear();
  ring_->bytes = 0;
}

void Journal::subscribe(std::function<bool(std::uint64_t)> listener) {
  const std::lock_guard lock(ring_->listeners_mutex);
  ring_->listeners.push_back(std::make_shared<Ring::Listener>(std::move(listener)));
  ring_->listened_to.store(true, std::memory_order_release);
}

}  // namespace mockidp
