#include "mockidp/directory/address_range.h"

#include <arpa/inet.h>
#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <optional>
#include <string>

namespace mockidp {
namespace {

// An address as its bytes in network order: 4 or 16 of them. An IPv4 address inside of IPv6 is one of IPv4.
struct Address {
  std::array<unsigned char, 16> bytes{};
  std::size_t size = 0;
};

std::optional<Address> parse_address(std::string_view text) {
  if (text.find('\0') != std::string_view::npos) return std::nullopt;
  const std::string zero_ended(text.substr(0, INET6_ADDRSTRLEN));
  Address address;
  if (inet_pton(AF_INET, zero_ended.c_str(), address.bytes.data()) == 1) {
    address.size = 4;
    return address;
  }
  if (inet_pton(AF_INET6, zero_ended.c_str(), address.bytes.data()) != 1) return std::nullopt;
  address.size = 16;
  constexpr std::array<unsigned char, 12> kMapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
  if (!std::equal(kMapped.begin(), kMapped.end(), address.bytes.begin())) return address;
  std::copy_n(address.bytes.begin() + 12, 4, address.bytes.begin());
  address.size = 4;
  return address;
}

struct Range {
  Address low, high;
};

std::optional<Range> network_range(std::string_view base, std::string_view bits_text) {
  const auto address = parse_address(base);
  unsigned bits = 0;
  const auto [end, error] = std::from_chars(bits_text.data(), bits_text.data() + bits_text.size(), bits);
  if (!address || error != std::errc() || end != bits_text.data() + bits_text.size()) return std::nullopt;
  if (bits > address->size * 8) return std::nullopt;
  Range range{*address, *address};
  for (std::size_t i = 0; i < address->size; ++i) {
    const auto before = static_cast<unsigned>(i) * 8;
    const unsigned kept = std::min(bits - std::min(bits, before), 8U);
    const auto free = static_cast<unsigned char>(0xff >> kept);
    range.low.bytes.at(i) = static_cast<unsigned char>(range.low.bytes.at(i) & ~free);
    range.high.bytes.at(i) = static_cast<unsigned char>(range.high.bytes.at(i) | free);
  }
  return range;
}

std::optional<Range> parse_range(std::string_view text) {
  if (const auto slash = text.find('/'); slash != std::string_view::npos)
    return network_range(text.substr(0, slash), text.substr(slash + 1));
  const auto dash = text.find('-');
  const auto low = parse_address(text.substr(0, dash));
  const auto high = dash == std::string_view::npos ? low : parse_address(text.substr(dash + 1));
  if (!low || !high || low->size != high->size) return std::nullopt;
  return Range{*low, *high};
}

}  // namespace

bool is_address_range(std::string_view range) { return parse_range(range).has_value(); }

bool is_in_address_range(std::string_view address, std::string_view range) {
  const auto wanted = parse_address(address);
  const auto limits = parse_range(range);
  if (!wanted || !limits || wanted->size != limits->low.size) return false;
  const auto less = [&](const Address& a, const Address& b) {
    return std::memcmp(a.bytes.data(), b.bytes.data(), wanted->size) < 0;
  };
  return !less(*wanted, limits->low) && !less(limits->high, *wanted);
}

}  // namespace mockidp
