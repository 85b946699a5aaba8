#include "mockidp/org/org.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "mockidp/org/taking_away.h"

namespace mockidp {

Org::Org(std::string org_name, const protocol::Clock& base_clock, protocol::Random& org_random,
         RecordStore& record_store, KeyPool& pool, Journal::Options journal_options)
    : name(std::move(org_name)),
      clock(base_clock),
      random(org_random),
      store(record_store),
      people(store, name),
      sessions(store, name),
      session_tokens(store, name),
      transactions(store, name),
      codes(store, name),
      refresh_families(store, name),
      grants(store, name),
      messages(store, name),
      proofs(store, name),
      journal(std::move(journal_options)),
      pool_(pool) {}

// What they have signed is worth nothing without the org: its codes, grants and people are gone.
Org::~Org() {
  for (const auto& [server_id, ring] : rings_)
    for (Key& key : ring->published()) pool_.give_back(std::move(key));
}

DirectorySnapshot Org::directory() const {
  const std::lock_guard lock(mutex_);
  return directory_;
}

void Org::set_directory(std::shared_ptr<const Directory> directory) {
  {
    const std::lock_guard lock(mutex_);
    directory_.swap(directory);
  }
  // After the swap: whoever reads the new count finds the new directory.
  revision_.fetch_add(1, std::memory_order_release);
  if (directory) end_lost_grants(grants, people, *directory, *this->directory());
}

namespace {

// Room for the addresses below each revision.
constexpr std::uint64_t kAddressSteps = 2 * Org::kMaxAddresses;

}  // namespace

void Org::follow_address(AtAddress at_address) { at_address_ = std::move(at_address); }

// The revision is read first: it is never newer than the directory.
Org::View Org::view() const {
  const std::uint64_t seen = revision();
  return {seen * kAddressSteps, directory()};
}

// Made outside the lock, as it takes milliseconds. Whoever asks by ever new hosts fills the places, and from
// then on gets the org's own address.
Org::View Org::view_at(const std::string& url) {
  View own = view();
  if (!at_address_ || url.empty() || url == own.directory->org.url) return own;
  const std::uint64_t seen = own.revision / kAddressSteps;
  {
    const std::lock_guard lock(mutex_);
    if (addresses_revision_ != seen) addresses_.clear();
    addresses_revision_ = seen;
    if (const auto known = addresses_.find(url); known != addresses_.end()) return known->second;
    if (addresses_.size() == kMaxAddresses) return own;
  }
  DirectorySnapshot made = at_address_(url);
  if (!made) return own;
  const std::lock_guard lock(mutex_);
  if (addresses_revision_ != seen || addresses_.size() == kMaxAddresses) return own;
  const View view{own.revision + 1 + addresses_.size(), std::move(made)};
  return addresses_.try_emplace(url, view).first->second;
}

// The key is taken outside the lock, since beyond the pool one has to be generated. Of two threads that ask
// first, the slower one gives its key back.
KeyRing& Org::keys(std::string_view server_id) {
  {
    const std::lock_guard lock(mutex_);
    if (const auto found = rings_.find(server_id); found != rings_.end()) return *found->second;
  }
  const Key key = pool_.take();
  auto made = std::make_unique<KeyRing>(key);
  std::unique_lock lock(mutex_);
  const auto [place, is_first] = rings_.try_emplace(std::string(server_id), std::move(made));
  KeyRing& ring = *place->second;
  lock.unlock();
  if (!is_first) pool_.give_back(key);
  return ring;
}

namespace {

// How many keys a ring remembers: beyond that, further rotations change nothing that anybody can see.
constexpr std::uint64_t kMostRotationsAtOnce = 2;

}  // namespace

void Org::rotate_due_keys(unsigned days, protocol::TimePoint now) {
  if (days == 0) return;
  const auto seconds = static_cast<std::uint64_t>(std::max<std::int64_t>(protocol::to_unix(now), 0));
  const std::uint64_t half = seconds / (std::uint64_t{43200} * days);
  const std::uint64_t present = std::uint64_t{days} << 32 | half;
  std::uint64_t seen = rotation_.load(std::memory_order_acquire);
  if (seen == present) return;
  if (!rotation_.compare_exchange_strong(seen, present, std::memory_order_acq_rel)) return;
  // A new plan begins now; a clock that was moved back brings no old key again.
  const std::uint64_t half_before = seen & 0xffffffff;
  if (seen >> 32 != days || half_before > half) return;
  for (const std::string& server_id : servers_with_keys()) {
    for (std::uint64_t i = 0; i < std::min(half / 2 - half_before / 2, kMostRotationsAtOnce); ++i)
      rotate_keys(server_id);
    if (half % 2 == 1) announce_key(server_id);
  }
}

std::vector<std::string> Org::servers_with_keys() const {
  const std::lock_guard lock(mutex_);
  std::vector<std::string> servers;
  for (const auto& [server_id, ring] : rings_) servers.push_back(server_id);
  return servers;
}

void Org::announce_key(std::string_view server_id) {
  const Key next = pool_.take();
  if (!keys(server_id).announce(next)) return pool_.give_back(next);
  revision_.fetch_add(1, std::memory_order_release);
}

void Org::rotate_keys(std::string_view server_id) {
  KeyRing& ring = keys(server_id);
  if (!ring.rotate_to_announced()) ring.rotate(pool_.take());
  revision_.fetch_add(1, std::memory_order_release);
}

}  // namespace mockidp
