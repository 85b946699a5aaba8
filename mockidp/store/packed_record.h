#pragma once
// One record of the memory store in one allocation: a small header, and behind it id, index values and body.

#include <memory>
#include <string_view>

#include "mockidp/store/record_store.h"

namespace mockidp {

class PackedRecord;
struct FreePackedRecord {
  void operator()(PackedRecord* record) const noexcept;
};
using PackedPtr = std::unique_ptr<PackedRecord, FreePackedRecord>;

class PackedRecord {
 public:
  static PackedPtr pack(std::string_view id, const Record& record);
  PackedRecord(const PackedRecord&) = delete;
  PackedRecord& operator=(const PackedRecord&) = delete;

  std::string_view id() const;
  std::string_view index(std::size_t number) const;
  std::string_view body() const;
  Record unpack() const;

  const protocol::TimePoint expires_at;
  // Neighbours among the records of one minute of expiry; the table's business.
  PackedRecord* previous = nullptr;
  PackedRecord* next = nullptr;

 private:
  PackedRecord(protocol::TimePoint expiry, std::string_view tail);
  std::string_view tail() const { return {reinterpret_cast<const char*>(this + 1), tail_size_}; }

  const std::size_t tail_size_;
};

}  // namespace mockidp
