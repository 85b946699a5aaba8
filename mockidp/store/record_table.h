#pragma once
// The records of one kind in one shard of the memory store, with their index entries and their order of
// expiry. Not locked: its shard is.

#include <cstdint>
#include <map>
#include <set>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "mockidp/store/packed_record.h"

namespace mockidp {

class RecordTable {
 public:
  const PackedRecord* find(std::string_view id) const;
  void put(PackedPtr record);  // replaces the one with its id
  bool erase(std::string_view id);
  std::size_t erase_by(std::size_t index, std::string_view value);
  std::size_t erase_expired(protocol::TimePoint now, std::size_t limit);
  // Appends up to `limit` records as RecordStore::list orders them.
  void list(std::size_t index, std::string_view value, std::string_view after, std::size_t limit,
            std::vector<RecordStore::Listed>& out) const;

 private:
  // Not noexcept on purpose: libstdc++ then keeps each hash beside its record, in what the allocator would
  // leave unused anyway, and a growing table need not look at every record again.
  struct IdHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view id) const { return std::hash<std::string_view>{}(id); }
    std::size_t operator()(const PackedPtr& record) const { return (*this)(record->id()); }
  };
  struct IdEqual {
    using is_transparent = void;
    static std::string_view id(std::string_view id) { return id; }
    static std::string_view id(const PackedPtr& record) { return record->id(); }
    bool operator()(const auto& a, const auto& b) const { return id(a) == id(b); }
  };
  struct IndexPlace {
    std::string_view value;
    std::string_view id;
    auto operator<=>(const IndexPlace&) const = default;
  };
  struct IndexOrder {
    using is_transparent = void;
    std::size_t number = 0;
    IndexPlace place(const PackedRecord* record) const { return {record->index(number), record->id()}; }
    static IndexPlace place(const IndexPlace& place) { return place; }
    bool operator()(const auto& a, const auto& b) const { return place(a) < place(b); }
  };
  using Index = std::set<PackedRecord*, IndexOrder>;

  void link(PackedRecord* record);
  void unlink(PackedRecord* record);
  void forget(PackedRecord* record);
  const Index* index(std::size_t number) const {
    return number < indexes_.size() ? &indexes_[number] : nullptr;
  }

  std::unordered_set<PackedPtr, IdHash, IdEqual> records_;
  std::vector<Index> indexes_;                      // as many as the kind uses
  std::map<std::int64_t, PackedRecord*> expiring_;  // by minute: the first of a list
};

}  // namespace mockidp
