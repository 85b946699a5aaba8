#pragma once
// The bytes that records and journal entries are kept as: a version, then numbers as LEB128 varints and
// strings with their length. Writing is canonical, and reading is total: truncated, overlong or foreign bytes
// end in !complete(), never in anything worse. What reads completely, writes to the same bytes again.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "mockidp/protocol/clock.h"

namespace protocol {

class ByteWriter {
 public:
  ByteWriter() = default;
  explicit ByteWriter(unsigned char version) : bytes_(1, static_cast<char>(version)) {}

  ByteWriter& flag(bool value) { return number(value ? 1 : 0); }
  ByteWriter& number(std::uint64_t value);
  ByteWriter& signed_number(std::int64_t value);  // small absolute values stay short
  ByteWriter& time(TimePoint value) { return signed_number(to_unix(value)); }
  ByteWriter& text(std::string_view value);
  ByteWriter& texts(const std::vector<std::string>& values);
  void reserve(std::size_t bytes) { bytes_.reserve(bytes); }
  std::size_t size() const { return bytes_.size(); }
  std::string take() { return std::move(bytes_); }

 private:
  std::string bytes_;
};

// After the first mistake every read answers zero or nothing, so that a reader need only ask complete() at
// its end.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : rest_(bytes) {}
  ByteReader(std::string_view bytes, unsigned char version);  // any other version is a mistake

  bool flag() { return at_most(1) == 1; }
  std::uint64_t number();
  std::uint64_t at_most(std::uint64_t largest);  // a larger number is a mistake
  std::int64_t signed_number();
  TimePoint time() { return from_unix(signed_number()); }
  std::string_view text();  // borrowed from the bytes
  std::string string() { return std::string(text()); }
  std::vector<std::string> texts();
  std::size_t count();  // of items that follow, each of at least one byte

  void refuse() { mistake(); }  // for what only the caller can judge

  bool good() const { return good_; }
  bool complete() const { return good_ && rest_.empty(); }  // all was read, and all was right

 private:
  std::uint64_t mistake();

  std::string_view rest_;
  bool good_ = true;
};

}  // namespace protocol
