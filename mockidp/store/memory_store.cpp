#include "mockidp/store/memory_store.h"

#include <algorithm>
#include <functional>
#include <map>
#include <mutex>
#include <shared_mutex>

#include "mockidp/store/edit_guard.h"
#include "mockidp/store/record_table.h"

namespace mockidp {
namespace {

// A sweep lets others in after so many records of a shard.
constexpr std::size_t kSweepStep = 500;
constexpr unsigned kShardBits = 5;

struct alignas(64) Shard {
  std::mutex mutex;
  std::map<RecordKind, RecordTable> tables;

  const PackedRecord* find(const RecordKey& key) const {
    const auto table = tables.find(key.kind);
    return table == tables.end() ? nullptr : table->second.find(key.id);
  }
  RecordTable* table(RecordKind kind) {
    const auto found = tables.find(kind);
    return found == tables.end() ? nullptr : &found->second;
  }
};

// All records of one org: that the org's name is kept once, and that an org is dropped in one step.
struct OrgShards {
  std::array<Shard, 1U << kShardBits> shards;

  Shard& of(std::string_view id) {
    // The tables use the hash from its low end.
    constexpr auto unused_bits = sizeof(std::size_t) * 8 - kShardBits;
    return shards[std::hash<std::string_view>{}(id) >> unused_bits];
  }
};

using OrgPtr = std::shared_ptr<OrgShards>;

class MemoryStore final : public RecordStore {
 public:
  bool insert(const RecordKey& key, const Record& record) override;
  std::optional<Record> find(const RecordKey& key) const override;
  bool update(const RecordKey& key, const Edit& edit) override;
  bool erase(const RecordKey& key) override;
  std::vector<Listed> list(std::string_view org, RecordKind kind, std::size_t index, std::string_view value,
                           std::string_view after, std::size_t limit) const override;
  std::size_t erase_by(std::string_view org, RecordKind kind, std::size_t index,
                       std::string_view value) override;
  std::size_t erase_expired(std::string_view org, protocol::TimePoint now) override;
  void drop(std::string_view org) override;
  bool commit(const Batch& batch) override;

 private:
  OrgPtr find_org(std::string_view name) const;
  OrgPtr open_org(std::string_view name);

  mutable std::shared_mutex mutex_;  // of the map; held only to look up an org
  std::map<std::string, OrgPtr, std::less<>> orgs_;
};

OrgPtr MemoryStore::find_org(std::string_view name) const {
  EditGuard::refuse_inside_edit();
  const std::shared_lock lock(mutex_);
  const auto found = orgs_.find(name);
  return found == orgs_.end() ? nullptr : found->second;
}

OrgPtr MemoryStore::open_org(std::string_view name) {
  if (auto org = find_org(name)) return org;
  const std::lock_guard lock(mutex_);
  auto& org = orgs_[std::string(name)];
  if (!org) org = std::make_shared<OrgShards>();
  return org;
}

bool MemoryStore::insert(const RecordKey& key, const Record& record) {
  const auto org = open_org(key.org);
  auto packed = PackedRecord::pack(key.id, record);
  auto& shard = org->of(key.id);
  const std::lock_guard lock(shard.mutex);
  if (shard.find(key) != nullptr) return false;
  shard.tables[key.kind].put(std::move(packed));
  return true;
}

std::optional<Record> MemoryStore::find(const RecordKey& key) const {
  const auto org = find_org(key.org);
  if (!org) return std::nullopt;
  auto& shard = org->of(key.id);
  const std::lock_guard lock(shard.mutex);
  const auto* found = shard.find(key);
  return found == nullptr ? std::nullopt : std::optional(found->unpack());
}

bool MemoryStore::update(const RecordKey& key, const Edit& edit) {
  const auto org = find_org(key.org);
  if (!org) return false;
  auto& shard = org->of(key.id);
  const std::lock_guard lock(shard.mutex);
  const auto* found = shard.find(key);
  if (found == nullptr) return false;
  auto record = found->unpack();
  const bool changed = [&] {
    const EditGuard guard;
    return edit(record);
  }();
  if (changed) shard.tables[key.kind].put(PackedRecord::pack(key.id, record));
  return true;
}

bool MemoryStore::erase(const RecordKey& key) {
  const auto org = find_org(key.org);
  if (!org) return false;
  auto& shard = org->of(key.id);
  const std::lock_guard lock(shard.mutex);
  auto* const table = shard.table(key.kind);
  return table != nullptr && table->erase(key.id);
}

std::vector<RecordStore::Listed> MemoryStore::list(std::string_view org_name, RecordKind kind,
                                                   std::size_t index, std::string_view value,
                                                   std::string_view after, std::size_t limit) const {
  std::vector<Listed> listed;
  const auto org = find_org(org_name);
  if (!org) return listed;
  for (auto& shard : org->shards) {
    const std::lock_guard lock(shard.mutex);
    if (const auto* table = shard.table(kind)) table->list(index, value, after, limit, listed);
  }
  std::sort(listed.begin(), listed.end(), [](const Listed& a, const Listed& b) { return a.id < b.id; });
  if (listed.size() > limit) listed.resize(limit);
  return listed;
}

std::size_t MemoryStore::erase_by(std::string_view org_name, RecordKind kind, std::size_t index,
                                  std::string_view value) {
  const auto org = find_org(org_name);
  if (!org) return 0;
  std::size_t erased = 0;
  for (auto& shard : org->shards) {
    const std::lock_guard lock(shard.mutex);
    if (auto* table = shard.table(kind)) erased += table->erase_by(index, value);
  }
  return erased;
}

std::size_t sweep_step(Shard& shard, protocol::TimePoint now) {
  const std::lock_guard lock(shard.mutex);
  std::size_t erased = 0;
  for (auto& [kind, table] : shard.tables) erased += table.erase_expired(now, kSweepStep - erased);
  return erased;
}

std::size_t MemoryStore::erase_expired(std::string_view org_name, protocol::TimePoint now) {
  const auto org = find_org(org_name);
  if (!org) return 0;
  std::size_t erased = 0;
  for (auto& shard : org->shards)
    for (auto step = kSweepStep; step == kSweepStep; erased += step) step = sweep_step(shard, now);
  return erased;
}

void MemoryStore::drop(std::string_view org) {
  EditGuard::refuse_inside_edit();
  OrgPtr dropped;  // destroyed after the lock was released: it may hold a million records
  const std::lock_guard lock(mutex_);
  const auto found = orgs_.find(org);
  if (found == orgs_.end()) return;
  dropped = std::move(found->second);
  orgs_.erase(found);
}

// The shards of a batch, locked in the order of their addresses, so that two batches never wait for each
// other.
class BatchShards {
 public:
  using OpenOrg = std::function<OrgPtr(const std::string&)>;
  explicit BatchShards(OpenOrg open) : open_(std::move(open)) {}

  void add(const RecordKey& key) {
    // An org is opened once: dropped meanwhile, it would be another one the second time.
    auto& org = orgs_[key.org];
    if (!org) org = open_(key.org);
    shards_.push_back(&org->of(key.id));
  }
  void lock() {
    std::sort(shards_.begin(), shards_.end(), std::less<>{});
    shards_.erase(std::unique(shards_.begin(), shards_.end()), shards_.end());
    for (auto* shard : shards_) locks_.emplace_back(shard->mutex);
  }
  Shard& of(const RecordKey& key) const { return orgs_.find(key.org)->second->of(key.id); }

 private:
  OpenOrg open_;
  std::map<std::string_view, OrgPtr> orgs_;  // outlives the locks, which are in its shards
  std::vector<Shard*> shards_;
  std::vector<std::unique_lock<std::mutex>> locks_;
};

bool holds(const PackedRecord* record, const std::optional<std::string>& body) {
  return record == nullptr ? !body : body && record->body() == *body;
}

bool MemoryStore::commit(const Batch& batch) {
  EditGuard::refuse_inside_edit();  // an empty batch opens no org
  BatchShards shards([this](const std::string& org) { return open_org(org); });
  for (const auto& expect : batch.expect) shards.add(expect.key);
  for (const auto& put : batch.put) shards.add(put.key);
  for (const auto& key : batch.erase) shards.add(key);
  std::vector<PackedPtr> packed;
  for (const auto& put : batch.put) packed.push_back(PackedRecord::pack(put.key.id, put.record));

  shards.lock();
  for (const auto& expect : batch.expect)
    if (!holds(shards.of(expect.key).find(expect.key), expect.body)) return false;
  for (const auto& key : batch.erase)
    if (auto* table = shards.of(key).table(key.kind)) table->erase(key.id);
  for (std::size_t i = 0; i < batch.put.size(); ++i) {
    const auto& key = batch.put[i].key;
    shards.of(key).tables[key.kind].put(std::move(packed[i]));
  }
  return true;
}

}  // namespace

std::unique_ptr<RecordStore> make_memory_store() { return std::make_unique<MemoryStore>(); }

}  // namespace mockidp
