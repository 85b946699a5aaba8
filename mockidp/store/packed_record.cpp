#include "mockidp/store/packed_record.h"

#include <cstring>
#include <new>

#include "mockidp/protocol/byte_codec.h"

namespace mockidp {

void FreePackedRecord::operator()(PackedRecord* record) const noexcept {
  record->~PackedRecord();
  ::operator delete(record);
}

PackedRecord::PackedRecord(protocol::TimePoint expiry, std::string_view tail)
    : expires_at(expiry), tail_size_(tail.size()) {
  std::memcpy(reinterpret_cast<char*>(this + 1), tail.data(), tail.size());
}

PackedPtr PackedRecord::pack(std::string_view id, const Record& record) {
  protocol::ByteWriter writer;
  writer.text(id);
  for (const auto& value : record.index) writer.text(value);
  writer.text(record.body);
  const auto tail = writer.take();
  void* const place = ::operator new(sizeof(PackedRecord) + tail.size());
  return PackedPtr(new (place) PackedRecord(record.expires_at, tail));
}

std::string_view PackedRecord::id() const { return protocol::ByteReader(tail()).text(); }

std::string_view PackedRecord::index(std::size_t number) const {
  protocol::ByteReader reader(tail());
  reader.text();
  for (; number > 0; --number) reader.text();
  return reader.text();
}

std::string_view PackedRecord::body() const { return index(kRecordIndexes); }

Record PackedRecord::unpack() const {
  protocol::ByteReader reader(tail());
  reader.text();
  Record record;
  for (auto& value : record.index) value = reader.text();
  record.body = reader.text();
  record.expires_at = expires_at;
  return record;
}

}  // namespace mockidp
