#include "mockidp/protocol/byte_codec.h"

namespace protocol {

ByteWriter& ByteWriter::number(std::uint64_t value) {
  for (; value >= 0x80; value >>= 7) bytes_.push_back(static_cast<char>(value | 0x80));
  bytes_.push_back(static_cast<char>(value));
  return *this;
}

// Zigzag: 0, -1, 1, -2, … become 0, 1, 2, 3, …
ByteWriter& ByteWriter::signed_number(std::int64_t value) {
  const auto doubled = static_cast<std::uint64_t>(value) << 1;
  return number(value < 0 ? ~doubled : doubled);
}

ByteWriter& ByteWriter::text(std::string_view value) {
  number(value.size());
  bytes_.append(value);
  return *this;
}

ByteWriter& ByteWriter::texts(const std::vector<std::string>& values) {
  number(values.size());
  for (const auto& value : values) text(value);
  return *this;
}

ByteReader::ByteReader(std::string_view bytes, unsigned char version) : rest_(bytes) {
  if (rest_.empty() || static_cast<unsigned char>(rest_.front()) != version)
    mistake();
  else
    rest_.remove_prefix(1);
}

std::uint64_t ByteReader::mistake() {
  good_ = false;
  rest_ = {};
  return 0;
}

std::uint64_t ByteReader::number() {
  std::uint64_t value = 0;
  for (unsigned shift = 0; shift < 64; shift += 7) {
    if (rest_.empty()) return mistake();
    const auto byte = static_cast<unsigned char>(rest_.front());
    rest_.remove_prefix(1);
    const std::uint64_t bits = byte & 0x7fU;
    if (shift == 63 && bits > 1) return mistake();  // beyond 64 bits
    value |= bits << shift;
    if (byte >= 0x80) continue;
    const bool overlong = byte == 0 && shift != 0;
    return overlong ? mistake() : value;
  }
  return mistake();
}

std::uint64_t ByteReader::at_most(std::uint64_t largest) {
  const auto value = number();
  return value <= largest ? value : mistake();
}

std::int64_t ByteReader::signed_number() {
  const auto zigzag = number();
  const auto half = zigzag >> 1;
  return static_cast<std::int64_t>((zigzag & 1) != 0 ? ~half : half);
}

std::string_view ByteReader::text() {
  const auto size = number();
  if (size > rest_.size()) return mistake(), std::string_view{};
  const auto value = rest_.substr(0, static_cast<std::size_t>(size));
  rest_.remove_prefix(value.size());
  return value;
}

std::size_t ByteReader::count() {
  // A count that the bytes cannot hold must not make anybody reserve memory for it.
  return static_cast<std::size_t>(at_most(rest_.size()));
}

std::vector<std::string> ByteReader::texts() {
  std::vector<std::string> values(count());
  for (auto& value : values) value = text();
  if (!good_) values.clear();
  return values;
}

}  // namespace protocol
